import { useState } from 'react'
import { useActions } from '../client/actions.tsx'
import { useLab } from '../client/react.tsx'
import { Work } from '../client/work.tsx'
import { answersOf, newestQuestion, type Course } from '../lessons/course.ts'
import { useCourse } from '../lessons/course-provider.tsx'
import { QuestionCard } from '../lessons/question.tsx'
import { goTo, usePlace } from '../place/route.ts'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { focusPage } from '../ui/focus.ts'
import { Pill } from '../ui/pill.tsx'
import { DismissButton } from './dismiss-button.tsx'
import styles from './lesson-strip.module.css'

/** What was asked last. Who answers here is told here whether it was right, and why, until it is dismissed. */
const Asked = ({ course }: { readonly course: Course }) => {
  const [dismissed, setDismissed] = useState<number>()
  const question = newestQuestion(course)
  if (question === undefined || question.seq === dismissed) return null
  const dismiss = () => {
    setDismissed(question.seq)
    focusPage()
  }
  return (
    <div className={styles.asked}>
      <QuestionCard question={question} compact />
      {question.answered !== undefined && <DismissButton onClick={dismiss} />}
    </div>
  )
}

/** How it goes: its step, what the facts showed so far, and what it asks. */
const UnderWay = ({ course }: { readonly course: Course }) => {
  const { lesson: texts, lessons } = useStrings()
  const { stopLesson } = useActions()
  const checks = [...course.setUp, ...course.steps.flatMap((each) => each.checks)]
  const missed = checks.filter(({ met }) => !met).length
  return (
    <>
      <div className={styles.line}>
        <strong>{course.title}</strong>
        <span className={styles.step}>{course.steps.at(-1)?.text ?? lessons.setUp}</span>
        {checks.length > missed && (
          <Pill tone="ok" glyph="ok">
            {texts.met(checks.length - missed)}
          </Pill>
        )}
        {missed > 0 && (
          <Pill tone="fail" glyph="fail">
            {texts.missed(missed)}
          </Pill>
        )}
        <Button size="s" onClick={() => goTo({ page: 'lessons', item: course.lesson })}>
          {texts.open}
        </Button>
        <Work>
          <Button size="s" glyph="close" onClick={stopLesson}>
            {texts.stop}
          </Button>
        </Work>
      </div>
      <Asked key={course.firstSeq} course={course} />
    </>
  )
}

type OverProps = {
  readonly course: Course
  readonly ended: NonNullable<Course['ended']>
  readonly onDismiss: () => void
}

/** How it ended, and the way to what it was for. */
const Over = ({ course, ended: { outcome, met, missed }, onDismiss }: OverProps) => {
  const { lessons } = useStrings()
  const { right, answered } = answersOf(course)
  const isMet = outcome === 'met'
  return (
    <div className={styles.line} data-over>
      <strong>{course.title}</strong>
      <Pill tone={isMet ? 'ok' : 'fail'} glyph={isMet ? 'ok' : 'fail'}>
        {lessons.outcomes[outcome]}
      </Pill>
      <span className={styles.step}>
        {lessons.results[outcome](met, missed)} {answered > 0 && lessons.score(right, answered)}
      </span>
      <Button
        size="s"
        variant="primary"
        onClick={() => goTo({ page: 'lessons', item: course.lesson })}
      >
        {lessons.debrief}
      </Button>
      <DismissButton onClick={onDismiss} />
    </div>
  )
}

/** The lesson that was seen under way here; none once its end was seen on its own page, or dismissed. */
const useFollowed = (course: Course | undefined, page: string) => {
  const isNow = useLab(({ heldAt }) => heldAt === undefined)
  const [followed, setFollowed] = useState<number>()
  const isUnderWay = course !== undefined && course.ended === undefined
  const wanted = isUnderWay && isNow ? course.firstSeq : page === 'lessons' ? undefined : followed
  if (wanted !== followed) setFollowed(wanted)
  return { followed, forget: () => setFollowed(undefined) }
}

/** The lesson under way, and how it ended, on every page but its own. */
export const LessonStrip = () => {
  const { lesson: texts } = useStrings()
  const { page } = usePlace()
  const course = useCourse()
  const { followed, forget } = useFollowed(course, page)
  if (course === undefined || page === 'lessons') return null
  const { ended } = course
  if (ended !== undefined && (followed !== course.firstSeq || ended.outcome === 'stopped'))
    return null
  return (
    <section className={styles.strip} aria-label={texts.title(course.title)}>
      {ended === undefined ? (
        <UnderWay course={course} />
      ) : (
        <Over
          course={course}
          ended={ended}
          onDismiss={() => {
            forget()
            focusPage()
          }}
        />
      )}
    </section>
  )
}
