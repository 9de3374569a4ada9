import { LabError } from '../../shared/base/index.ts'
import type { LessonSummary } from '../../shared/contract/index.ts'
import { summarizeLesson, type Lesson, type LessonResult } from '../../shared/lessons/index.ts'
import { loadLessons } from './load.ts'
import { runLesson, type RunOptions, type Theatre } from './run.ts'

/** Runs lessons, one at a time. */
export type Lessons = {
  list(): readonly LessonSummary[]
  /** Starts a lesson and returns while it runs. `lesson.unknown`, `lesson.running` or `lesson.cast`. */
  start(id: string, options?: RunOptions): Promise<void>
  /** Ends the lesson under way, if any, and resolves when the lab is put back. */
  stop(): Promise<void>
  /** Runs a lesson to its end. */
  run(id: string, options?: RunOptions): Promise<LessonResult>
}

/** The lessons of a folder, and what runs them. `lesson.invalid` when one cannot be read. */
export const createLessons = async ({
  folder,
  ...theatre
}: Theatre & { readonly folder: string }): Promise<Lessons> => {
  const lessons = await loadLessons(folder)
  let underWay: { readonly stopping: AbortController; readonly done: Promise<unknown> } | undefined

  const find = (id: string): Lesson => {
    const lesson = lessons.find((each) => each.id === id)
    if (lesson === undefined) {
      throw new LabError('lesson.unknown', `There is no lesson ${id}.`, { lesson: id })
    }
    return lesson
  }

  const begin = (id: string, { signal, ...options }: RunOptions): Promise<LessonResult> => {
    const lesson = find(id)
    if (underWay !== undefined) {
      throw new LabError('lesson.running', 'Another lesson is under way.')
    }
    const stopping = new AbortController()
    const either =
      signal === undefined ? stopping.signal : AbortSignal.any([signal, stopping.signal])
    const running = runLesson(theatre, lesson, { ...options, signal: either }).finally(() => {
      underWay = undefined
    })
    underWay = { stopping, done: running.catch(() => undefined) }
    return running
  }

  return {
    list: () => lessons.map((lesson) => summarizeLesson(lesson, theatre.document())),
    start: async (id, options = {}) => {
      // Its outcome is in the journal; who started it does not wait for it.
      begin(id, options).catch(() => undefined)
    },
    stop: async () => {
      const stopped = underWay
      stopped?.stopping.abort(new Error('The lesson was stopped.'))
      await stopped?.done
    },
    run: async (id, options = {}) => begin(id, options),
  }
}
