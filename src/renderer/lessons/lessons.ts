import { createContext, useContext, useMemo } from 'react'
import type { LessonSummary } from '../../shared/contract/index.ts'
import type { Reader } from '../strings/phrases.ts'
import { useStrings } from '../strings/index.tsx'

/** The lessons the lab offers; the list does not change while it runs. */
export const LessonsContext = createContext<readonly LessonSummary[]>([])

const summaryIn = (lesson: LessonSummary, read: Reader): LessonSummary => ({
  ...lesson,
  title: read(lesson.title),
  goal: read(lesson.goal),
  steps: lesson.steps.map((step) => ({ ...step, text: read(step.text) })),
  variants: lesson.variants.map((variant) => ({ ...variant, title: read(variant.title) })),
  debrief: read(lesson.debrief),
})

/** The same in the reader's language, where a lesson is translated. */
export const useLessons = (): readonly LessonSummary[] => {
  const lessons = useContext(LessonsContext)
  const { lessonText } = useStrings()
  return useMemo(
    () => lessons.map((lesson) => summaryIn(lesson, lessonText)),
    [lessons, lessonText],
  )
}
