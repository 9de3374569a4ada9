import { createContext, useContext } from 'react'
import type { LessonSummary } from '../../shared/contract/index.ts'

/** The lessons the lab offers; the list does not change while it runs. */
export const LessonsContext = createContext<readonly LessonSummary[]>([])

export const useLessons = (): readonly LessonSummary[] => useContext(LessonsContext)
