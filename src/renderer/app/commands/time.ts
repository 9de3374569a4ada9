import type { Actions } from '../../client/actions.tsx'
import { speeds, type TimeControls } from '../../client/time.ts'
import type { Strings } from '../../strings/index.tsx'
import type { Command } from './command.ts'
import type { Standing } from './standing.ts'

/** The moment that is shown. */
export const timeCommands = (
  { commands, scrubber }: Strings,
  time: TimeControls,
  { seat }: Pick<Standing, 'seat'>,
): readonly Command[] => [
  // The picture of a recording goes on with nothing.
  ...(seat === 'recording'
    ? []
    : [
        {
          id: 'pause',
          group: 'time' as const,
          label: commands.pause,
          keys: [' '],
          run: time.toggle,
        },
      ]),
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
    label: (seat === 'recording' ? scrubber.end : scrubber.live).go,
    keys: ['l'],
    run: time.live,
  },
]

/** Packets that are held, and how fast simulated hosts live. */
export const paceCommands = (
  { commands, faults }: Strings,
  actions: Actions,
): readonly Command[] => [
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
