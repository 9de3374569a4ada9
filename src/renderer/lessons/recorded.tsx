import { goTo, usePlace } from '../place/route.ts'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { LessonCard } from './card.tsx'
import { useCourses } from './course-provider.tsx'
import { CourseView } from './course-view.tsx'
import styles from './lessons.module.css'

/** Where lessons are taken, and what a recording shows in their place. */
const Empty = () => {
  const { lessons } = useStrings()
  return (
    <div className={styles.empty}>
      <h2>{lessons.recordedNone}</h2>
      <p>{lessons.recordedHolds}</p>
      <p>{lessons.recordedBack}</p>
      <Button onClick={() => goTo({ page: 'bench' })}>{lessons.watch}</Button>
    </div>
  )
}

/** The lessons that were taken in a recording, by its facts, up to the moment that is shown. */
export const RecordedLessons = () => {
  const { lessons, pages } = useStrings()
  const courses = useCourses()
  const place = usePlace()
  const taken = [...new Map(courses.map((course) => [course.lesson, course])).values()]
  const own = taken.find(({ lesson }) => lesson === place.item) ?? taken.at(-1)
  if (own === undefined) return <Empty />
  return (
    <div className={styles.page}>
      <ul className={styles.list} aria-label={pages.lessons}>
        {taken.map((course) => (
          <LessonCard
            key={course.lesson}
            id={course.lesson}
            title={course.title}
            chosen={course === own}
            course={course}
          />
        ))}
      </ul>
      <div className={styles.detail}>
        <h2 className={styles.title}>{own.title}</h2>
        <p className={styles.goal}>{lessons.recordedBack}</p>
        <CourseView course={own} />
      </div>
    </div>
  )
}
