import type { Actions } from '../../client/actions.tsx'
import type { Strings } from '../../strings/index.tsx'
import type { Command } from './command.ts'
import type { Standing } from './standing.ts'

export type Titled = { readonly id: string; readonly title: string }

/** Starts a lesson, or stops the one that runs. */
export const lessonCommands = (
  { commands, header }: Strings,
  { startLesson, stopLesson }: Actions,
  { lessonRuns }: Pick<Standing, 'lessonRuns'>,
  lessons: readonly Titled[],
): readonly Command[] => [
  ...(lessonRuns
    ? [{ id: 'stop-lesson', group: 'lesson' as const, label: header.stopLesson, run: stopLesson }]
    : []),
  ...lessons.map(({ id, title }) => ({
    id: `lesson-${id}`,
    group: 'lesson' as const,
    label: commands.startLesson(title),
    run: () => startLesson(id),
  })),
]
