import type { MantineColorScheme } from '@mantine/core'
import type { Actions } from '../../client/actions.tsx'
import type { TimeControls } from '../../client/time.ts'
import type { Strings } from '../../strings/index.tsx'
import type { Place } from '../../place/route.ts'
import type { Command } from './command.ts'
import { fileCommands, saveCommands } from './files.ts'
import { goCommands } from './go.ts'
import { hostCommands } from './host.ts'
import { labCommands, plugCommands } from './lab.ts'
import { lessonCommands, type Titled } from './lessons.ts'
import type { Standing } from './standing.ts'
import { paceCommands, timeCommands } from './time.ts'
import { looksCommands, overlayCommands, panelCommands, type Overlays } from './view.ts'

/** What commands work with. */
export type Reach = {
  readonly strings: Strings
  readonly actions: Actions
  readonly time: TimeControls
  readonly lessons: readonly Titled[]
  readonly chooseScheme: (scheme: MantineColorScheme) => void
  readonly overlays: Overlays
}

/** What asks something of a lab that runs, for the chosen host first. */
const actingCommands = (
  { strings, actions, lessons }: Reach,
  standing: Standing,
): readonly Command[] => [
  ...hostCommands(strings, actions, standing),
  ...labCommands(strings, actions, standing),
  ...plugCommands(strings, actions, standing),
  ...paceCommands(strings, actions),
  ...lessonCommands(strings, actions, standing, lessons),
  ...saveCommands(strings, actions),
]

/** Every command that makes sense as the lab stands. */
export const commandsAt = (reach: Reach, standing: Standing, place: Place): readonly Command[] => {
  const { strings, actions, time, chooseScheme, overlays } = reach
  return [
    ...(standing.seat === 'operator' ? actingCommands(reach, standing) : []),
    ...timeCommands(strings, time, standing),
    ...goCommands(strings, standing, place),
    ...fileCommands(strings, actions),
    ...panelCommands(strings),
    ...looksCommands(strings, chooseScheme),
    ...overlayCommands(strings, overlays),
  ]
}
