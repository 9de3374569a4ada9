import type { Actions } from '../../client/actions.tsx'
import type { TimeControls } from '../../client/time.ts'
import type { Strings } from '../../strings/index.tsx'
import type { Command } from './command.ts'

export const speeds = [0.5, 1, 2, 5, 10, 20, 50] as const

/** The time that is shown, packets that are held, and how fast simulated hosts live. */
export const timeCommands = (
  { commands, faults }: Strings,
  time: TimeControls,
  actions: Actions,
): readonly Command[] => [
  { id: 'pause', group: 'time', label: commands.pause, keys: [' '], run: time.toggle },
  { id: 'step', group: 'time', label: commands.step, keys: ['.'], run: () => time.step(1) },
  {
    id: 'step-back',
    group: 'time',
    label: commands.stepBack,
    keys: [','],
    run: () => time.step(-1),
  },
  { id: 'live', group: 'time', label: commands.live, keys: ['l'], run: time.live },
  { id: 'hold', group: 'time', label: faults.hold, run: () => actions.holdAll(true) },
  { id: 'release', group: 'time', label: faults.release, run: () => actions.holdAll(false) },
  { id: 'let-go', group: 'time', label: faults.letGo, run: actions.stepFault },
  ...speeds.map((speed) => ({
    id: `speed-${speed}`,
    group: 'time' as const,
    label: commands.speed(speed),
    run: () => actions.edit({ kind: 'setSpeed', speed }),
  })),
]
