import { csvOf } from '../base/csv.ts'
import type { Recorded } from '../facts/index.ts'
import type { LessonOutcome } from './result.ts'

/** One taking of a lesson, as the journal has it. Times in ms since the epoch. */
export type Mark = {
  readonly lesson: string
  readonly title: string
  readonly variant: string
  readonly student: string
  readonly startedAt: number
  /** Absent while it runs, or when it was cut off. */
  readonly endedAt?: number
  readonly asked: number
  readonly right: number
  /** What the facts showed of the lab itself. */
  readonly met: number
  readonly missed: number
  /** Whether it came to its end, and how, where the journal says so. */
  readonly outcome?: LessonOutcome
}

/** 0 to 100: the share of right answers; undefined when nothing was asked. */
export const scoreOf = ({ asked, right }: Pick<Mark, 'asked' | 'right'>): number | undefined =>
  asked === 0 ? undefined : Math.round((100 * right) / asked)

const fold = (marks: readonly Mark[], { at, fact }: Recorded): readonly Mark[] => {
  const current = marks.at(-1)
  if (fact.type === 'lesson.started') {
    const { lesson, title, variant = '', student = '' } = fact
    const none = { asked: 0, right: 0, met: 0, missed: 0 }
    return [...marks, { lesson, title, variant, student, startedAt: at, ...none }]
  }
  if (current === undefined || current.endedAt !== undefined) return marks
  const change = (now: Mark): readonly Mark[] => [...marks.slice(0, -1), now]
  switch (fact.type) {
    case 'lesson.asked':
      return change({ ...current, asked: current.asked + 1 })
    case 'lesson.answered':
      return change({ ...current, right: current.right + (fact.right ? 1 : 0) })
    case 'lesson.ended': {
      const { met, missed, outcome } = fact
      return change({ ...current, endedAt: at, met, missed, ...(outcome && { outcome }) })
    }
    default:
      return marks
  }
}

/** Every lesson that was taken, oldest first: a fold over the journal. One lesson runs at a time. */
export const marksOf = (facts: readonly Recorded[]): readonly Mark[] =>
  facts.reduce<readonly Mark[]>(fold, [])

const columns = [
  'lesson',
  'title',
  'variant',
  'student',
  'started',
  'ended',
  'questions',
  'right',
  'score',
  'expectations met',
  'expectations missed',
  'outcome',
]

const time = (at: number | undefined): string =>
  at === undefined ? '' : new Date(at).toISOString()

/** Progress and marks for a spreadsheet. */
export const marksAsCsv = (marks: readonly Mark[]): string =>
  csvOf([
    columns,
    ...marks.map((mark) => [
      mark.lesson,
      mark.title,
      mark.variant,
      mark.student,
      time(mark.startedAt),
      time(mark.endedAt),
      mark.asked,
      mark.right,
      scoreOf(mark),
      mark.met,
      mark.missed,
      mark.outcome,
    ]),
  ])
