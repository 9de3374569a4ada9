import { useMemo } from 'react'
import type { FactOf, Recorded } from '../../shared/facts/index.ts'
import { chooseFact } from './route.ts'
import { useActions } from '../client/actions.tsx'
import { placeAfter } from '../client/journal.ts'
import { useLab } from '../client/react.tsx'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { Pill } from '../ui/pill.tsx'
import { createReader } from '../wire/reader.ts'
import styles from './lesson-strip.module.css'

type Checked = { readonly seq: number; readonly fact: FactOf<'lesson.checked'> }
type Course = { title: string; step: string; checks: Checked[]; running: boolean }

const start = (): Course => ({ title: '', step: '', checks: [], running: false })

const add = (course: Course, { seq, fact }: Recorded): void => {
  switch (fact.type) {
    case 'lesson.started':
      Object.assign(course, start(), { title: fact.title, running: true })
      break
    case 'lesson.stepStarted':
      course.step = fact.text
      break
    case 'lesson.checked':
      course.checks = [...course.checks, { seq, fact }]
      break
    case 'lesson.ended':
      course.running = false
      break
    default:
  }
}

/** How the lesson under way goes: its step, and what was expected and found. */
export const LessonStrip = () => {
  const { lesson: texts } = useStrings()
  const { stopLesson } = useActions()
  const reader = useMemo(
    () => createReader<Course, Course>(start, add, (made) => ({ ...made })),
    [],
  )
  const facts = useLab((lab) => lab.facts)
  const end = useLab((lab) =>
    lab.heldAt === undefined ? lab.count : placeAfter(lab.facts, lab.heldAt),
  )
  const course = reader.read(facts, end)
  if (!course.running) return null
  return (
    <section className={styles.strip} aria-label={texts.title(course.title)}>
      <strong>{course.title}</strong>
      <span className={styles.step}>{course.step}</span>
      <span className={styles.checks}>
        {course.checks.map(({ seq, fact }) => (
          <button
            key={seq}
            type="button"
            title={`${fact.expectation}: ${fact.found}`}
            onClick={() => chooseFact(seq)}
          >
            <Pill tone={fact.met ? 'ok' : 'fail'} glyph={fact.met ? 'ok' : 'fail'}>
              {fact.met ? texts.met : texts.missed}
            </Pill>
          </button>
        ))}
      </span>
      <Button size="s" glyph="close" onClick={stopLesson}>
        {texts.stop}
      </Button>
    </section>
  )
}
