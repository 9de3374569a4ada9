import { z } from 'zod'
import { LabError } from '../base/index.ts'
import type { LessonSummary } from '../contract/index.ts'
import type { LabDocument } from '../document/schema.ts'
import { castLesson, stepsFor, withNames, type Cast } from './cast.ts'
import { mistakesIn } from './mistakes.ts'
import { lesson, type Lesson } from './schema.ts'

/** Tells the line of a file on which a place in it stands. */
export type LineOf = (path: readonly PropertyKey[]) => number | undefined

/** Also its parts go together. */
const coherent = lesson.superRefine((written, context) => {
  for (const mistake of mistakesIn(written)) context.addIssue({ code: 'custom', ...mistake })
})

const mistakeText = (issue: z.core.$ZodIssue, lineOf?: LineOf): string => {
  const { message } = issue
  const path =
    issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path
  const line = lineOf?.(path)
  const place = z.core.toDotPath(path)
  return `\n  ${message}\n    at ${line === undefined ? place : `line ${line}, ${place}`}`
}

/**
 * A lesson from parsed YAML. `lesson.invalid` with the place of each mistake; `source` names the file, and `lineOf` the lines
 * where the value is out of one.
 */
export const parseLesson = (value: unknown, source: string, lineOf?: LineOf): Lesson => {
  const parsed = coherent.safeParse(value)
  if (parsed.success) return parsed.data
  const mistakes = parsed.error.issues.map((issue) => mistakeText(issue, lineOf))
  throw new LabError('lesson.invalid', `${source} is not a lesson:${mistakes.join('')}`, {
    source,
  })
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
