import type { Actions } from '../../client/actions.tsx'
import type { Strings } from '../../strings/index.tsx'
import type { Command } from './command.ts'

/** What only a lab that runs has, as a file. */
export const saveCommands = (
  { faults, packets }: Strings,
  { saveCapture, savePlan }: Actions,
): readonly Command[] => [
  { id: 'save-capture', group: 'lab', label: packets.save, run: saveCapture },
  { id: 'save-plan', group: 'lab', label: `${faults.title}: ${faults.savePlan}`, run: savePlan },
]

/** What can be taken along as a file or on paper. */
export const fileCommands = (
  { commands, lessons }: Strings,
  { saveMarks }: Actions,
): readonly Command[] => [
  { id: 'save-marks', group: 'lesson', label: lessons.marks, run: saveMarks },
  { id: 'print', group: 'view', label: commands.print, run: () => window.print() },
]
