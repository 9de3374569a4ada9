import { useState } from 'react'
import { chooseFact, goTo } from '../place/route.ts'
import { useStrings } from '../strings/index.tsx'
import { Glyph } from '../ui/glyph.tsx'
import toneStyles from '../ui/tone.module.css'
import { useInSight } from '../ui/use-in-sight.ts'
import { answersOf, type Check, type Course, type CourseStep } from './course.ts'
import styles from './lessons.module.css'
import { QuestionCard } from './question.tsx'

const showFact = (seq: number): void => {
  goTo({ page: 'journal' })
  chooseFact(seq)
}

const CheckLine = ({ check }: { readonly check: Check }) => {
  const { lessons } = useStrings()
  return (
    <li>
      <span className={toneStyles.tone} data-tone={check.met ? 'ok' : 'fail'}>
        <Glyph name={check.met ? 'ok' : 'fail'} />
      </span>
      <span>
        <span className={styles.checked}>
          <b>{check.met ? lessons.met : lessons.missed}:</b> {check.expectation}
          {!check.met && <span className={styles.found}> {lessons.found(check.found)}</span>}
        </span>
        {check.evidence.length > 0 && (
          <span className={styles.evidence}>
            {lessons.facts}
            {check.evidence.slice(0, 12).map((seq) => (
              <button
                key={seq}
                type="button"
                aria-label={lessons.fact(seq)}
                onClick={() => showFact(seq)}
              >
                {seq}
              </button>
            ))}
          </span>
        )}
      </span>
    </li>
  )
}

const Checks = ({ checks }: { readonly checks: readonly Check[] }) => (
  <ul className={styles.checks}>
    {checks.map((check) => (
      <CheckLine key={check.seq} check={check} />
    ))}
  </ul>
)

type StepViewProps = {
  readonly step: CourseStep
  readonly current: boolean
  readonly ended: boolean
}

/** The step under way is kept in sight, with its question above all: the lesson waits for the answer. */
const StepView = ({ step, current, ended }: StepViewProps) => {
  const waits = step.question !== undefined && step.question.answered === undefined
  const element = useInSight<HTMLLIElement>(current ? (waits ? 'question' : 'step') : undefined)
  return (
    <li ref={element} className={styles.step} aria-current={current ? 'step' : undefined}>
      <p>{step.text}</p>
      {step.question !== undefined && <QuestionCard question={step.question} over={ended} />}
      {step.checks.length > 0 && <Checks checks={step.checks} />}
    </li>
  )
}

type DebriefProps = {
  readonly course: Course
  readonly ended: NonNullable<Course['ended']>
  readonly debrief: string | undefined
  /** It ended while it was looked at. */
  readonly justEnded: boolean
}

/** How it ended, and what it was for; that only where it came to its end. */
const Debrief = ({ course, ended, debrief, justEnded }: DebriefProps) => {
  const { lessons } = useStrings()
  const element = useInSight<HTMLElement>(justEnded ? 'debrief' : undefined)
  const { met, missed, outcome } = ended
  const { answered, right } = answersOf(course)
  const cameToEnd = outcome === 'met' || outcome === 'missed'
  return (
    <section ref={element} className={styles.debrief} data-outcome={outcome}>
      <h2>{cameToEnd ? lessons.debrief : lessons.outcomes[outcome]}</h2>
      <p>{lessons.results[outcome](met, missed)}</p>
      {answered > 0 && <p>{lessons.score(right, answered)}</p>}
      {cameToEnd && debrief !== undefined && <p>{debrief}</p>}
    </section>
  )
}

type CourseViewProps = {
  readonly course: Course
  /** Absent where the lesson itself is not at hand. */
  readonly debrief?: string
}

/** A lesson as it goes and as it went: each step with its question and what the facts showed. */
export const CourseView = ({ course, debrief }: CourseViewProps) => {
  const { lessons } = useStrings()
  const last = course.steps.at(-1)
  const isSettingUp = last === undefined && course.ended === undefined
  const [cameEnded] = useState(course.ended !== undefined)
  return (
    <>
      {(isSettingUp || course.setUp.length > 0) && (
        <section className={styles.setUp}>
          <p>{lessons.setUp}</p>
          <Checks checks={course.setUp} />
        </section>
      )}
      <ol className={styles.steps} aria-live="polite">
        {course.steps.map((step) => (
          <StepView
            key={step.seq}
            step={step}
            current={course.ended === undefined && step === last}
            ended={course.ended !== undefined}
          />
        ))}
      </ol>
      {course.ended !== undefined && (
        <Debrief course={course} ended={course.ended} debrief={debrief} justEnded={!cameEnded} />
      )}
    </>
  )
}
