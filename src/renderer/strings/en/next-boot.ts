export const nextBoot = {
  title: 'Next boot',
  thisBoot: 'This boot',
  usual: 'as usual',
  disk: 'own disk',
  once: (what: string) => `${what}, this once`,
  badge: (what: string) => `next boot: ${what}`,
}
