import type { ErrorData } from '../base/index.ts'

/** What happens in a lesson, as it happens. Times in ms since the epoch. */
export type LessonEvent =
  | {
      readonly kind: 'started'
      readonly at: number
      readonly title: string
      readonly goal: string
      readonly variant?: string
      readonly speed: number
    }
  | { readonly kind: 'step'; readonly at: number; readonly id: string; readonly text: string }
  | { readonly kind: 'action'; readonly at: number; readonly text: string }
  | {
      readonly kind: 'question'
      readonly at: number
      readonly question: string
      readonly options: readonly { readonly id: string; readonly text: string }[]
    }
  /** What is right; `answer` and `right` only when a student was asked. */
  | {
      readonly kind: 'solution'
      readonly at: number
      readonly answer?: string
      readonly right?: boolean
      readonly solution: string
      readonly why: string
    }
  /** A fact that belongs to the story. */
  | { readonly kind: 'fact'; readonly at: number; readonly seq: number; readonly text: string }
  | {
      readonly kind: 'check'
      readonly at: number
      readonly step: string
      readonly that: string
      readonly met: boolean
      readonly found: string
      readonly evidence: readonly number[]
    }
  | {
      readonly kind: 'ended'
      readonly at: number
      readonly outcome: LessonOutcome
      readonly met: number
      readonly missed: number
      /** Steps the lesson did not come to. */
      readonly notReached: readonly string[]
      readonly debrief: string
    }

/** `broken`: a command failed that the lesson did not expect to. */
export type LessonOutcome = 'met' | 'missed' | 'stopped' | 'broken'

export type LessonResult = {
  readonly lesson: string
  readonly variant?: string
  readonly outcome: LessonOutcome
  readonly error?: ErrorData
  readonly met: number
  readonly missed: number
  /** Questions that were put to a student, and those answered rightly. */
  readonly asked: number
  readonly right: number
  readonly startedAt: number
  readonly endedAt: number
  /** The facts of the lesson are those from `firstSeq` to `lastSeq`. */
  readonly firstSeq: number
  readonly lastSeq: number
  readonly events: readonly LessonEvent[]
}

/** Of the process that ran lessons: 0 when the facts met every expectation, 130 when it was interrupted. */
export const exitCodeOf = (results: readonly Pick<LessonResult, 'outcome'>[]): 0 | 1 | 130 => {
  if (results.some(({ outcome }) => outcome === 'stopped')) return 130
  return results.every(({ outcome }) => outcome === 'met') ? 0 : 1
}
