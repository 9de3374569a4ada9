import { randomInt } from 'node:crypto'
import { LabError } from '../../shared/base/index.ts'
import type { LessonSummary } from '../../shared/contract/index.ts'
import {
  castLesson,
  summarizeLesson,
  type Lesson,
  type LessonPhrases,
  type LessonResult,
} from '../../shared/lessons/index.ts'
import { loadLessons, loadOwnLessons } from './load.ts'
import { readMarks } from './marks.ts'
import type { Theatre } from './play.ts'
import { runLesson, type RunOptions } from './run.ts'
import { readTranslations } from './translations.ts'

/** `interactive`: questions wait for `answer`. */
export type StartOptions = {
  readonly variant?: string | undefined
  readonly student?: string | undefined
  readonly interactive?: boolean
}

/** Runs lessons, one at a time. */
export type Lessons = {
  list(): readonly LessonSummary[]
  /** What the lessons say in another language, as far as they are translated: `de`. */
  phrases(language: string): Promise<LessonPhrases>
  /** Starts a lesson and returns while it runs. `lesson.unknown`, `lesson.running` or `lesson.cast`. */
  start(id: string, options?: StartOptions): Promise<void>
  /** Answers the question that the lesson under way waits with, by an option of it. `lesson.not-asked`. */
  answer(option: string): Promise<void>
  /** Progress and marks of every lesson taken in this lab, as CSV. */
  marks(): Promise<string>
  /** Ends the lesson under way, if any, and resolves when the lab is put back. */
  stop(): Promise<void>
  /** Runs a lesson to its end. */
  run(id: string, options?: RunOptions): Promise<LessonResult>
}

const notAsked = (message: string): LabError => new LabError('lesson.not-asked', message)

/** Where lessons come from: the folder they ship in, and one of the lab's own. */
type Sources = {
  readonly folder: string
  readonly own?: { readonly folder: string; readonly onProblem: (error: unknown) => void }
}

/** The lessons of a folder, and what runs them. `lesson.invalid` when one that ships cannot be read. */
export const createLessons = async ({
  folder,
  own,
  ...theatre
}: Theatre & Sources): Promise<Lessons> => {
  const shipped = await loadLessons(folder)
  const added = own && (await loadOwnLessons(own.folder, shipped, own.onProblem))
  const lessons = [...shipped, ...(added ?? [])]
  const phrases = async (language: string): Promise<LessonPhrases> => {
    const ours = await readTranslations(folder, shipped, language)
    if (own === undefined) return ours
    // As with a lesson of the lab's own: a mistake in it is told of, and takes nothing else away.
    const theirs = await readTranslations(own.folder, added ?? [], language).catch(
      (error: unknown): LessonPhrases => {
        own.onProblem(error)
        return {}
      },
    )
    return { ...ours, ...theirs }
  }
  let underWay: { readonly stopping: AbortController; readonly done: Promise<unknown> } | undefined
  let waiting: ((option: string) => void) | undefined

  const find = (id: string): Lesson => {
    const lesson = lessons.find((each) => each.id === id)
    if (lesson === undefined) {
      throw new LabError('lesson.unknown', `There is no lesson ${id}.`, { lesson: id })
    }
    return lesson
  }

  const begin = (id: string, { signal, ...options }: RunOptions): Promise<LessonResult> => {
    const lesson = find(id)
    castLesson(lesson, theatre.document(), options.variant)
    if (underWay !== undefined) {
      throw new LabError('lesson.running', 'Another lesson is under way.')
    }
    const stopping = new AbortController()
    const either =
      signal === undefined ? stopping.signal : AbortSignal.any([signal, stopping.signal])
    const choose = (count: number): number => randomInt(count)
    const running = runLesson(theatre, lesson, { choose, ...options, signal: either }).finally(
      () => {
        underWay = undefined
      },
    )
    underWay = { stopping, done: running.catch(() => undefined) }
    return running
  }

  const ask: RunOptions['ask'] = ({ options }, signal) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted()
      const stopped = (): void => reject(new Error('The lesson was stopped.'))
      signal.addEventListener('abort', stopped, { once: true })
      waiting = (option) => {
        if (options.every(({ id }) => id !== option)) throw notAsked('That was not offered.')
        waiting = undefined
        signal.removeEventListener('abort', stopped)
        resolve(option)
      }
    })

  return {
    phrases,
    list: () => lessons.map((lesson) => summarizeLesson(lesson, theatre.document())),
    start: async (id, { interactive = false, variant, student } = {}) => {
      const running = begin(id, {
        variant,
        student,
        ask: interactive ? ask : undefined,
      })
      // Its outcome is in the journal; who started it does not wait for it.
      running.catch(() => undefined)
    },
    marks: () => readMarks(theatre.journal),
    answer: async (option) => {
      if (waiting === undefined) throw notAsked('No question is open.')
      waiting(option)
    },
    stop: async () => {
      const stopped = underWay
      stopped?.stopping.abort(new Error('The lesson was stopped.'))
      await stopped?.done
      waiting = undefined
    },
    run: async (id, options = {}) => begin(id, options),
  }
}
