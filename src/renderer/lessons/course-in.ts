import type { Readers } from '../strings/recorded.ts'
import type { Course, CourseStep, Question } from './course.ts'

const questionIn = (question: Question, { lessonText }: Readers): Question => ({
  ...question,
  question: lessonText(question.question),
  options: question.options.map(({ id, text }) => ({ id, text: lessonText(text) })),
  ...(question.answered && {
    answered: { ...question.answered, why: lessonText(question.answered.why) },
  }),
})

const stepIn = (step: CourseStep, readers: Readers): CourseStep => ({
  ...step,
  text: readers.lessonText(step.text),
  ...(step.question && { question: questionIn(step.question, readers) }),
  checks: step.checks.map((check) => ({
    ...check,
    expectation: readers.lessonText(check.expectation),
    found: readers.phrase(check.found),
  })),
})

/** A course in the reader's language: its author's words, and what was found. */
export const courseIn = (course: Course, readers: Readers): Course => ({
  ...course,
  title: readers.lessonText(course.title),
  steps: course.steps.map((step) => stepIn(step, readers)),
})
