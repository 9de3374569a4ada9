import { createContext, useContext, useMemo, type ReactNode } from 'react'
import type { ComponentId } from '../../shared/base/index.ts'
import type { ComponentView, PlugState } from '../../shared/lab/index.ts'
import { useLab } from '../client/react.tsx'
import { useStrings } from '../strings/index.tsx'
import { useRead } from '../client/use-reading.ts'
import { courseIn } from './course-in.ts'
import { createCourses, hiddenSince, type Course } from './course.ts'

const CoursesContext = createContext<readonly Course[]>([])

/** Follows every taking of a lesson, up to the moment that is shown. */
export const CourseProvider = ({ children }: { readonly children: ReactNode }) => {
  const reader = useMemo(() => createCourses(), [])
  const told = useRead(reader)
  const { phrase, lessonText } = useStrings()
  const courses = useMemo(
    () => told.map((course) => courseIn(course, { phrase, lessonText })),
    [told, phrase, lessonText],
  )
  return <CoursesContext value={courses}>{children}</CoursesContext>
}

/** Every taking so far, newest last. */
export const useCourses = (): readonly Course[] => useContext(CoursesContext)

/** The newest taking of any lesson. */
export const useCourse = (): Course | undefined => useCourses().at(-1)

/** From which fact on a lesson hides what it does to the lab. */
export const useHiddenSince = (): number | undefined => hiddenSince(useCourse())

/**
 * How a plug is shown: as it is, `idle` while nothing has started its component and nobody has pulled it, or covered
 * while a student is to find out.
 */
export type ShownPlug = PlugState | 'idle' | 'covered'
export type ShownComponent = Omit<ComponentView, 'plug'> & { readonly plug: ShownPlug }
export type ShownComponents = Readonly<Record<ComponentId, ShownComponent>>

const covered = ({ id, counts, since }: ComponentView): ShownComponent => ({
  id,
  counts,
  since,
  plug: 'covered',
})

const open = (component: ComponentView): ShownComponent =>
  component.plug === 'out' && component.since === 0 ? { ...component, plug: 'idle' } : component

/** The components as they may be shown. */
export const useComponents = (): ShownComponents => {
  const components = useLab((lab) => lab.view.components)
  const hidden = useHiddenSince() !== undefined
  return useMemo(() => {
    const shown = hidden ? covered : open
    const { dhcp, tftp, rules, waiter, vcenter } = components
    return {
      dhcp: shown(dhcp),
      tftp: shown(tftp),
      rules: shown(rules),
      waiter: shown(waiter),
      vcenter: shown(vcenter),
    }
  }, [components, hidden])
}

/** Which plugs are out now, whatever moment is shown; none while a lesson covers them. */
export const useOutNow = (): ((id: ComponentId) => boolean) => {
  const components = useLab((lab) => lab.head.components)
  const hidden = useHiddenSince() !== undefined
  return (id) => !hidden && components[id].plug === 'out'
}
