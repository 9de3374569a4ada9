import type { Strings } from '../index.tsx'

export const nextBoot: Strings['nextBoot'] = {
  title: 'Nächster Start',
  thisBoot: 'Dieser Start',
  usual: 'wie immer',
  disk: 'eigene Platte',
  once: (what) => `${what}, nur dies eine Mal`,
  badge: (what) => `nächster Start: ${what}`,
  takeBack: 'Zurücknehmen',
  takeBackOf: (hosts) => `Die Wahl für den nächsten Start zurücknehmen: ${hosts}`,
  tool: (count) => (count === 0 ? 'Nächster Start' : `Nächster Start von ${count}`),
}
