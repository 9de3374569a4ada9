export const nextBoot = {
  title: 'Next boot',
  thisBoot: 'This boot',
  usual: 'as usual',
  disk: 'own disk',
  once: (what: string) => `${what}, this once`,
  badge: (what: string) => `next boot: ${what}`,
  takeBack: 'Take back',
  takeBackOf: (hosts: string) => `Take back the choice for the next boot: ${hosts}`,
  tool: (count: number) => (count === 0 ? 'Next boot' : `Next boot of ${count}`),
}
