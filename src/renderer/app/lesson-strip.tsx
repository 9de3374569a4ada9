import { useActions } from '../client/actions.tsx'
import { Work } from '../client/work.tsx'
import { openQuestion } from '../lessons/course.ts'
import { QuestionCard } from '../lessons/question.tsx'
import { useCourse } from '../lessons/course-provider.tsx'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { Pill } from '../ui/pill.tsx'
import styles from './lesson-strip.module.css'
import { goTo, usePlace } from '../place/route.ts'

/** How the lesson under way goes: its step, what the facts showed so far, and its question. */
export const LessonStrip = () => {
  const { lesson: texts, lessons } = useStrings()
  const { stopLesson } = useActions()
  const { page } = usePlace()
  const course = useCourse()
  if (course === undefined || course.ended !== undefined || page === 'lessons') return null
  const step = course.steps.at(-1)
  const question = openQuestion(course)
  const checks = [...course.setUp, ...course.steps.flatMap((each) => each.checks)]
  const missed = checks.filter(({ met }) => !met).length
  return (
    <section className={styles.strip} aria-label={texts.title(course.title)}>
      <div className={styles.line}>
        <strong>{course.title}</strong>
        <span className={styles.step}>{step?.text ?? lessons.setUp}</span>
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
      {question !== undefined && <QuestionCard question={question} compact />}
    </section>
  )
}
