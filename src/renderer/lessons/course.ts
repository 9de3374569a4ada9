import type { FactOf, Recorded } from '../../shared/facts/index.ts'
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
  readonly steps: readonly CourseStep[]
  /** Present when it is over. */
  readonly ended?: { readonly met: number; readonly missed: number; readonly seq: number }
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
    return { lesson: fact.lesson, title: fact.title, firstSeq: seq, steps: [] }
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
      return changeLast(course, fact.lesson, (step) => ({
        ...step,
        checks: [...step.checks, { seq, expectation, met, found, evidence }],
      }))
    }
    case 'lesson.ended':
      return { ...course, ended: { met: fact.met, missed: fact.missed, seq } }
    case 'lab.closed':
    case 'lab.opened':
      // The program stopped in the middle, or was killed: what was under way is over.
      return undefined
    default:
      return course
  }
}

/** Follows the newest taking of any lesson. */
export const createCourse = (): Reader<Course | undefined> => {
  type Building = { course: Course | undefined }
  return createReader<Building, Course | undefined>(
    () => ({ course: undefined }),
    (building, recorded) => {
      building.course = courseAfter(building.course, recorded)
    },
    ({ course }) => course,
    ({ course }) => ({ course }),
  )
}

/** The question the lesson waits with. */
export const openQuestion = (course: Course | undefined): Question | undefined => {
  const question = course?.ended === undefined ? course?.steps.at(-1)?.question : undefined
  return question?.answered === undefined ? question : undefined
}

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

/** How many questions were answered rightly, of those asked. */
export const answersOf = ({
  steps,
}: Course): { readonly right: number; readonly asked: number } => {
  const questions = steps.flatMap(({ question }) => (question === undefined ? [] : [question]))
  return {
    asked: questions.length,
    right: questions.filter(({ answered }) => answered?.right === true).length,
  }
}
