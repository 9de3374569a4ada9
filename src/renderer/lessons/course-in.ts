import type { Readers } from '../strings/recorded.ts'
import type { Check, Course, CourseStep, Question } from './course.ts'

const questionIn = (question: Question, { lessonText }: Readers): Question => ({
  ...question,
  question: lessonText(question.question),
  options: question.options.map(({ id, text }) => ({ id, text: lessonText(text) })),
  ...(question.answered && {
    answered: { ...question.answered, why: lessonText(question.answered.why) },
  }),
})

const checkIn = (check: Check, { lessonText, phrase }: Readers): Check => ({
  ...check,
  expectation: lessonText(check.expectation),
  found: phrase(check.found),
})

const stepIn = (step: CourseStep, readers: Readers): CourseStep => ({
  ...step,
  text: readers.lessonText(step.text),
  ...(step.question && { question: questionIn(step.question, readers) }),
  checks: step.checks.map((check) => checkIn(check, readers)),
})

/** A course in the reader's language: its author's words, and what was found. */
export const courseIn = (course: Course, readers: Readers): Course => ({
  ...course,
  title: readers.lessonText(course.title),
  setUp: course.setUp.map((check) => checkIn(check, readers)),
  steps: course.steps.map((step) => stepIn(step, readers)),
})
