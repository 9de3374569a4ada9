import { chooseFact, goTo } from '../app/route.ts'
import { useStrings } from '../strings/index.tsx'
import { Glyph } from '../ui/glyph.tsx'
import toneStyles from '../ui/tone.module.css'
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
        <b>{check.met ? lessons.met : lessons.missed}:</b> {check.expectation}
        {!check.met && <span className={styles.found}> {lessons.found(check.found)}</span>}
        <span className={styles.evidence}>
          {check.evidence.slice(0, 12).map((seq) => (
            <button key={seq} type="button" onClick={() => showFact(seq)}>
              {lessons.fact(seq)}
            </button>
          ))}
        </span>
      </span>
    </li>
  )
}

const StepView = ({ step, current }: { readonly step: CourseStep; readonly current: boolean }) => (
  <li className={styles.step} aria-current={current ? 'step' : undefined}>
    <p>{step.text}</p>
    {step.question !== undefined && <QuestionCard question={step.question} />}
    {step.checks.length > 0 && (
      <ul className={styles.checks}>
        {step.checks.map((check) => (
          <CheckLine key={check.seq} check={check} />
        ))}
      </ul>
    )}
  </li>
)

type CourseViewProps = { readonly course: Course; readonly debrief: string }

/** A lesson as it goes and as it went: each step with its question and what the facts showed. */
export const CourseView = ({ course, debrief }: CourseViewProps) => {
  const { lessons } = useStrings()
  const { asked, right } = answersOf(course)
  const last = course.steps.at(-1)
  return (
    <>
      <ol className={styles.steps} aria-live="polite">
        {course.steps.map((step) => (
          <StepView
            key={step.seq}
            step={step}
            current={course.ended === undefined && step === last}
          />
        ))}
      </ol>
      {course.ended !== undefined && (
        <section className={styles.debrief}>
          <h2>{lessons.debrief}</h2>
          <p>{lessons.result(course.ended.met, course.ended.missed)}</p>
          {asked > 0 && <p>{lessons.score(right, asked)}</p>}
          <p>{debrief}</p>
        </section>
      )}
    </>
  )
}
