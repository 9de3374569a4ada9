import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parse } from 'yaml'
import { LabError } from '../../shared/base/index.ts'
import { parseLesson, type Lesson } from '../../shared/lessons/index.ts'

/** Parsed YAML; `source` names the file. `lesson.invalid`. */
export const yamlIn = (text: string, source: string): unknown => {
  try {
    return parse(text)
  } catch (error) {
    const message = `${source} is not YAML: ${error instanceof Error ? error.message : ''}`
    throw new LabError('lesson.invalid', message, { source }, error)
  }
}

/** Reads one lesson. `lesson.invalid` names the file and the place of the mistake. */
export const readLesson = async (path: string): Promise<Lesson> =>
  parseLesson(yamlIn(await readFile(path, 'utf8'), basename(path)), basename(path))

const filesIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder))
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name))

/** The lessons in a folder, by file name. The errors of `readLesson`. */
export const loadLessons = async (folder: string): Promise<readonly Lesson[]> =>
  Promise.all((await filesIn(folder)).map(readLesson))

/**
 * Lessons of the lab's own folder, which need not be there. One with a mistake, or with the id of
 * another, is told of and left out: it must not keep the lab from opening.
 */
export const loadOwnLessons = async (
  folder: string,
  shipped: readonly Lesson[],
  onProblem: (error: unknown) => void,
): Promise<readonly Lesson[]> => {
  const taken = new Set(shipped.map(({ id }) => id))
  const own: Lesson[] = []
  for (const path of await filesIn(folder).catch(() => [])) {
    try {
      const lesson = await readLesson(path)
      if (taken.has(lesson.id)) {
        const message = `${path}: there is another lesson ${lesson.id}.`
        throw new LabError('lesson.invalid', message, { source: path })
      }
      taken.add(lesson.id)
      own.push(lesson)
    } catch (error) {
      onProblem(error)
    }
  }
  return own
}
