import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { phrasesOf, type Lesson, type LessonPhrases } from '../../shared/lessons/index.ts'
import { isThere } from '../files.ts'
import { loadLessons, yamlIn } from './load.ts'

/**
 * The lessons of a folder in another language: `de/my-lesson.yaml` beside `my-lesson.yaml`. A lesson
 * without one keeps its own words; one that is not complete is `lesson.invalid` with the place.
 */
export const readTranslations = async (
  folder: string,
  lessons: readonly Lesson[],
  language: string,
): Promise<LessonPhrases> => {
  const found = await Promise.all(
    lessons.map(async (lesson): Promise<LessonPhrases> => {
      const path = join(folder, language, `${lesson.id}.yaml`)
      if (!(await isThere(path))) return {}
      const source = `${language}/${basename(path)}`
      return phrasesOf(lesson, yamlIn(await readFile(path, 'utf8'), source).value, source)
    }),
  )
  return Object.assign({}, ...found)
}

/** What the lessons that ship in a folder say in another language. */
export const shippedPhrases = async (folder: string, language: string): Promise<LessonPhrases> =>
  readTranslations(folder, await loadLessons(folder), language)
