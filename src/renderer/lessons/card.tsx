import type { LessonOutcome } from '../../shared/lessons/index.ts'
import { goTo } from '../place/route.ts'
import { useStrings } from '../strings/index.tsx'
import type { GlyphName } from '../ui/glyph.tsx'
import { Pill } from '../ui/pill.tsx'
import type { Tone } from '../ui/tone.ts'
import { answersOf, type Course } from './course.ts'
import styles from './lessons.module.css'

const glyphs: Readonly<Record<LessonOutcome, GlyphName>> = {
  met: 'ok',
  missed: 'fail',
  stopped: 'skip',
  broken: 'fail',
}
const tones: Readonly<Record<LessonOutcome, Tone>> = {
  met: 'ok',
  missed: 'fail',
  stopped: 'mute',
  broken: 'fail',
}

const Standing = ({ course }: { readonly course: Course }) => {
  const { lessons } = useStrings()
  if (course.ended === undefined) {
    return (
      <Pill tone="net" glyph="spin">
        {lessons.underWay}
      </Pill>
    )
  }
  const { outcome } = course.ended
  const { answered, right } = answersOf(course)
  return (
    <>
      <Pill tone={tones[outcome]} glyph={glyphs[outcome]}>
        {lessons.outcomes[outcome]}
      </Pill>
      {answered > 0 && <span className={styles.about}>{lessons.score(right, answered)}</span>}
    </>
  )
}

type LessonCardProps = {
  readonly id: string
  readonly title: string
  readonly goal?: string
  readonly chosen: boolean
  /** The last time it was taken, if it was. */
  readonly course: Course | undefined
}

/** A lesson to be chosen, with how it went when it was taken last. */
export const LessonCard = ({ id, title, goal, chosen, course }: LessonCardProps) => (
  <li>
    <button
      type="button"
      className={styles.card}
      aria-current={chosen ? 'true' : undefined}
      onClick={() => goTo({ page: 'lessons', item: id })}
    >
      <strong>{title}</strong>
      {goal !== undefined && <span className={styles.about}>{goal}</span>}
      {course !== undefined && <Standing course={course} />}
    </button>
  </li>
)
