import { Select, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { LessonSummary } from '../../shared/contract/index.ts'
import { useLessons } from './lessons.ts'
import { goTo, usePlace } from '../place/route.ts'
import { useActions, useDesk } from '../client/actions.tsx'
import { useReadOnly, useSeat } from '../client/react.tsx'
import { Work } from '../client/work.tsx'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { Page } from '../ui/page.tsx'
import { useInSight } from '../ui/use-in-sight.ts'
import { LessonCard } from './card.tsx'
import { useCourses } from './course-provider.tsx'
import { CourseView } from './course-view.tsx'
import type { Course } from './course.ts'
import styles from './lessons.module.css'
import { RecordedLessons } from './recorded.tsx'

/** What the lesson is about, and how to take it. */
const Intro = ({ lesson }: { readonly lesson: LessonSummary }) => {
  const { lessons } = useStrings()
  const { startLesson } = useActions()
  const readOnly = useReadOnly()
  const busy = useDesk((desk) => desk.busy.has('lesson'))
  const [variant, setVariant] = useState<string>()
  const [student, setStudent] = useState('')
  const [interactive, setInteractive] = useState(true)
  const start = () =>
    startLesson(lesson.id, {
      interactive,
      ...(variant !== undefined && { variant }),
      ...(student.trim() !== '' && { student: student.trim() }),
    })
  return (
    <section className={styles.intro}>
      <p className={styles.goal}>{lesson.goal}</p>
      <Work>
        {lesson.variants.length > 0 && (
          <Select
            label={lessons.variant}
            placeholder={lessons.usual}
            data={lesson.variants.map(({ id, title }) => ({ value: id, label: title }))}
            value={variant ?? null}
            clearable
            onChange={(value) => setVariant(value ?? undefined)}
          />
        )}
        <TextInput
          label={lessons.student}
          description={lessons.studentText}
          value={student}
          maxLength={80}
          onChange={(event) => setStudent(event.currentTarget.value)}
        />
        <Switch
          label={lessons.predict}
          description={lessons.predictText}
          checked={interactive}
          onChange={(event) => setInteractive(event.currentTarget.checked)}
        />
        <div className={styles.buttons}>
          <Button variant="primary" glyph="play" busy={busy} onClick={start}>
            {lessons.start}
          </Button>
        </div>
      </Work>
      <details className={styles.told} open={readOnly || !interactive}>
        <summary>{lessons.outline}</summary>
        <ol className={styles.outline}>
          {lesson.steps.map(({ id, text }) => (
            <li key={id}>{text}</li>
          ))}
        </ol>
      </details>
    </section>
  )
}

const Taking = ({ lesson, course }: { lesson: LessonSummary; course: Course }) => {
  const { lessons } = useStrings()
  const { stopLesson } = useActions()
  const readOnly = useReadOnly()
  const [again, setAgain] = useState(false)
  if (again && course.ended !== undefined) return <Intro lesson={lesson} />
  return (
    <>
      <div className={styles.buttons}>
        <Button onClick={() => goTo({ page: 'bench' })}>{lessons.watch}</Button>
        {readOnly ? null : course.ended === undefined ? (
          <Button glyph="close" onClick={stopLesson}>
            {lessons.stop}
          </Button>
        ) : (
          <Button glyph="reboot" onClick={() => setAgain(true)}>
            {lessons.again}
          </Button>
        )}
        <Button variant="quiet" onClick={() => window.print()}>
          {lessons.print}
        </Button>
      </div>
      <CourseView key={course.firstSeq} course={course} debrief={lesson.debrief} />
    </>
  )
}

type TitleProps = { readonly lesson: LessonSummary; readonly isSought: boolean }

/** On a narrow screen a lesson stands below the list of them all: the one that is sought comes into sight. */
const Title = ({ lesson, isSought }: TitleProps) => {
  const [sought] = useState(isSought ? lesson.id : undefined)
  const element = useInSight<HTMLHeadingElement>(sought, 'start')
  return (
    <h2 ref={element} className={styles.title}>
      {lesson.title}
    </h2>
  )
}

const LessonsOffered = () => {
  const strings = useStrings()
  const { lessons: texts } = strings
  const lessons = useLessons()
  const place = usePlace()
  const courses = useCourses()
  const chosen = place.item ?? courses.at(-1)?.lesson ?? lessons[0]?.id
  const lesson = lessons.find(({ id }) => id === chosen)
  const lastOf = (id: string | undefined) => courses.findLast((course) => course.lesson === id)
  const own = lastOf(chosen)
  // Of one under way the step is what is looked for.
  const isUnderWay = own !== undefined && own.ended === undefined
  return (
    <div className={styles.page}>
      <ul className={styles.list} aria-label={strings.pages.lessons}>
        {lessons.map(({ id, title, goal }) => (
          <LessonCard
            key={id}
            id={id}
            title={title}
            goal={goal}
            chosen={id === chosen}
            course={lastOf(id)}
          />
        ))}
      </ul>
      <div className={styles.detail}>
        {lesson === undefined ? (
          <p>{lessons.length === 0 || chosen === undefined ? texts.none : texts.unknown(chosen)}</p>
        ) : (
          <>
            <Title
              key={lesson.id}
              lesson={lesson}
              isSought={lesson.id === place.item && !isUnderWay}
            />
            {own === undefined ? (
              <Intro key={lesson.id} lesson={lesson} />
            ) : (
              <Taking key={own.firstSeq} lesson={lesson} course={own} />
            )}
          </>
        )}
      </div>
    </div>
  )
}

/**
 * The lessons: what each is about, the one under way step by step, and what to take away. Of a recording:
 * those that were taken in it.
 */
export const LessonsPage = () => {
  const { lessons, pages } = useStrings()
  const { saveMarks } = useActions()
  const isRecording = useSeat() === 'recording'
  return (
    <Page
      title={pages.lessons}
      lead={isRecording ? lessons.recordedLead : lessons.lead}
      actions={
        <Work>
          <Button size="s" variant="quiet" onClick={saveMarks}>
            {lessons.marks}
          </Button>
        </Work>
      }
    >
      {isRecording ? <RecordedLessons /> : <LessonsOffered />}
    </Page>
  )
}
