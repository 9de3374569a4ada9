import type { FactOf, Recorded } from '../../shared/facts/index.ts'
import type { LessonOutcome } from '../../shared/lessons/index.ts'
import { createReader, type Reader } from '../wire/reader.ts'

export type Answered = Pick<FactOf<'lesson.answered'>, 'answer' | 'right' | 'solution' | 'why'>

export type Question = Pick<FactOf<'lesson.asked'>, 'question' | 'options'> & {
  readonly seq: number
  /** Absent while the lesson waits for the answer. */
  readonly answered?: Answered
}

export type Check = Pick<FactOf<'lesson.checked'>, 'expectation' | 'met' | 'found' | 'evidence'> & {
  readonly seq: number
}

export type CourseStep = {
  readonly id: string
  readonly text: string
  readonly seq: number
  readonly hidden: boolean
  readonly question?: Question
  readonly checks: readonly Check[]
}

/** One taking of a lesson, as the journal has it. */
export type Course = {
  readonly lesson: string
  readonly title: string
  readonly firstSeq: number
  /** What was looked at while the lab was brought to where the lesson begins. */
  readonly setUp: readonly Check[]
  readonly steps: readonly CourseStep[]
  /** Present when it is over. */
  readonly ended?: {
    readonly met: number
    readonly missed: number
    readonly outcome: LessonOutcome
    readonly seq: number
  }
}

const changeLast = (
  course: Course,
  lesson: string,
  change: (step: CourseStep) => CourseStep,
): Course => {
  const last = course.steps.at(-1)
  if (last === undefined || course.lesson !== lesson) return course
  return { ...course, steps: [...course.steps.slice(0, -1), change(last)] }
}

/** The course after one more fact. A new lesson begins a new course. */
const courseAfter = (course: Course | undefined, { seq, fact }: Recorded): Course | undefined => {
  if (fact.type === 'lesson.started') {
    return { lesson: fact.lesson, title: fact.title, firstSeq: seq, setUp: [], steps: [] }
  }
  if (course === undefined || course.ended !== undefined) return course
  switch (fact.type) {
    case 'lesson.stepStarted': {
      const { step: id, text, hidden = false } = fact
      return { ...course, steps: [...course.steps, { id, text, seq, hidden, checks: [] }] }
    }
    case 'lesson.asked': {
      const { question, options } = fact
      return changeLast(course, fact.lesson, (step) => ({
        ...step,
        question: { question, options, seq },
      }))
    }
    case 'lesson.answered': {
      const { answer, right, solution, why } = fact
      return changeLast(course, fact.lesson, (step) =>
        step.question === undefined
          ? step
          : { ...step, question: { ...step.question, answered: { answer, right, solution, why } } },
      )
    }
    case 'lesson.checked': {
      const { expectation, met, found, evidence } = fact
      const check: Check = { seq, expectation, met, found, evidence }
      if (course.steps.length === 0 && course.lesson === fact.lesson) {
        return { ...course, setUp: [...course.setUp, check] }
      }
      return changeLast(course, fact.lesson, (step) => ({
        ...step,
        checks: [...step.checks, check],
      }))
    }
    case 'lesson.ended': {
      const { met, missed, outcome = missed === 0 ? 'met' : 'missed' } = fact
      return { ...course, ended: { met, missed, outcome, seq } }
    }
    case 'lab.closed':
    case 'lab.opened':
      // The program stopped in the middle, or was killed: what was under way is over.
      return undefined
    default:
      return course
  }
}

const coursesAfter = (courses: readonly Course[], recorded: Recorded): readonly Course[] => {
  const last = courses.at(-1)
  const next = courseAfter(last, recorded)
  if (next === last) return courses
  const before = recorded.fact.type === 'lesson.started' ? courses : courses.slice(0, -1)
  return next === undefined ? before : [...before, next]
}

/** Follows every taking of a lesson, newest last. */
export const createCourses = (): Reader<readonly Course[]> => {
  type Building = { courses: readonly Course[] }
  return createReader<Building, readonly Course[]>(
    () => ({ courses: [] }),
    (building, recorded) => {
      building.courses = coursesAfter(building.courses, recorded)
    },
    ({ courses }) => courses,
    ({ courses }) => ({ courses }),
  )
}

/** What the lesson asked last: it waits with it, or went on since it was answered. */
export const newestQuestion = ({ steps }: Course): Question | undefined =>
  steps.findLast(({ question }) => question !== undefined)?.question

/**
 * From which fact on the lesson hides what it does: its student is to find it. Until the question
 * after it is answered, or the lesson is over.
 */
export const hiddenSince = (course: Course | undefined): number | undefined => {
  if (course === undefined || course.ended !== undefined) return undefined
  const step = course.steps.findLast(({ hidden }) => hidden)
  const later = course.steps.filter(({ seq }) => step !== undefined && seq >= step.seq)
  const solved = later.some(({ question }) => question?.answered !== undefined)
  return step === undefined || solved ? undefined : step.seq
}

/** How many questions were answered, and how many of them rightly. */
export const answersOf = ({
  steps,
}: Course): { readonly right: number; readonly answered: number } => {
  const answers = steps.flatMap(({ question }) => question?.answered ?? [])
  return { answered: answers.length, right: answers.filter(({ right }) => right).length }
}
