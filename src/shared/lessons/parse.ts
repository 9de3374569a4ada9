import { z } from 'zod'
import { LabError } from '../base/index.ts'
import type { LessonSummary } from '../contract/index.ts'
import type { LabDocument } from '../document/schema.ts'
import { castLesson, stepsFor, strangersIn, withNames, type Cast } from './cast.ts'
import { lesson, type Lesson } from './schema.ts'

/** A lesson from parsed YAML. `lesson.invalid` with the place of the mistake; `source` names the file. */
export const parseLesson = (value: unknown, source: string): Lesson => {
  const parsed = lesson.safeParse(value)
  if (!parsed.success) {
    const message = `${source} is not a lesson: ${z.prettifyError(parsed.error)}`
    throw new LabError('lesson.invalid', message, { source })
  }
  const [stranger] = strangersIn(parsed.data)
  if (stranger !== undefined) {
    const message = `${source} speaks of the group ${stranger}, which its cast does not have.`
    throw new LabError('lesson.invalid', message, { source, group: stranger })
  }
  return parsed.data
}

/** A lesson as the list shows it, with the names of this lab's hosts where they suffice for its cast. */
export const summarizeLesson = (lesson: Lesson, document: LabDocument): LessonSummary => {
  const cast = castFor(lesson, document)
  return {
    id: lesson.id,
    title: lesson.title,
    goal: withNames(lesson.goal, cast),
    // A lab with too few hosts has no cast; the outline is told as it is written.
    steps: (cast.size === 0 ? lesson.steps : stepsFor(lesson, cast)).map(({ id, text }) => ({
      id,
      text: withNames(text, cast),
    })),
    variants: lesson.variants.map(({ id, title }) => ({ id, title })),
    debrief: withNames(lesson.debrief, cast),
  }
}

const castFor = (lesson: Lesson, document: LabDocument): Cast => {
  try {
    return castLesson(lesson, document)
  } catch (error) {
    if (error instanceof LabError && error.code === 'lesson.cast') return new Map()
    throw error
  }
}
