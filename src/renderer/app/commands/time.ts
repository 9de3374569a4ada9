import type { Actions } from '../../client/actions.tsx'
import type { TimeControls } from '../../client/time.ts'
import type { Strings } from '../../strings/index.tsx'
import type { Command } from './command.ts'
import type { Standing } from './standing.ts'

export const speeds = [0.5, 1, 2, 5, 10, 20, 50] as const

/** The moment that is shown. */
export const timeCommands = (
  { commands, scrubber }: Strings,
  time: TimeControls,
  { recorded }: Pick<Standing, 'recorded'>,
): readonly Command[] => [
  { id: 'step', group: 'time', label: commands.step, keys: ['.'], run: () => time.step(1) },
  {
    id: 'step-back',
    group: 'time',
    label: commands.stepBack,
    keys: [','],
    run: () => time.step(-1),
  },
  {
    id: 'live',
    group: 'time',
    label: (recorded ? scrubber.end : scrubber.live).go,
    keys: ['l'],
    run: time.live,
  },
]

/** Whether the picture goes on with the lab, packets that are held, and how fast simulated hosts live. */
export const paceCommands = (
  { commands, faults }: Strings,
  time: TimeControls,
  actions: Actions,
): readonly Command[] => [
  { id: 'pause', group: 'time', label: commands.pause, keys: [' '], run: time.toggle },
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
