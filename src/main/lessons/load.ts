import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { isNode, LineCounter, parseDocument, type Document } from 'yaml'
import { LabError } from '../../shared/base/index.ts'
import { whyNot } from '../why-not.ts'
import { parseLesson, type Lesson, type LineOf } from '../../shared/lessons/index.ts'

/** The line of what stands at a path; of what is missing there, that of what it is missing in. */
const lineIn =
  (document: Document, lines: LineCounter): LineOf =>
  (path) => {
    const node = path.length === 0 ? document.contents : document.getIn(path, true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
    return path.length === 0 ? undefined : lineIn(document, lines)(path.slice(0, -1))
  }

/** Parsed YAML, and the lines of what is in it; `source` names the file. `lesson.invalid`. */
export const yamlIn = (
  text: string,
  source: string,
): { readonly value: unknown; readonly lineOf: LineOf } => {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter })
  const [error] = document.errors
  if (error !== undefined) {
    const message = `${source} is not YAML: ${error.message}`
    throw new LabError('lesson.invalid', message, { source }, error)
  }
  return { value: document.toJS(), lineOf: lineIn(document, lineCounter) }
}

/** Reads one lesson. `document.unreadable`; `lesson.invalid` names the file and the place of each mistake. */
export const readLesson = async (path: string): Promise<Lesson> => {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new LabError(
      'document.unreadable',
      `${path} cannot be read: ${whyNot(error)}.`,
      { path },
      error,
    )
  })
  const { value, lineOf } = yamlIn(text, basename(path))
  return parseLesson(value, basename(path), lineOf)
}

const filesIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder))
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name))

/** The lessons in a folder, by file name. The errors of `readLesson`. */
export const loadLessons = async (folder: string): Promise<readonly Lesson[]> =>
  Promise.all((await filesIn(folder)).map(readLesson))

/** Reads a lesson of somebody's own. The errors of `readLesson`, and `lesson.invalid` for an id that is taken. */
export const readOwnLesson = async (
  path: string,
  taken: { has(id: string): boolean },
): Promise<Lesson> => {
  const lesson = await readLesson(path)
  if (!taken.has(lesson.id)) return lesson
  const message = `${path}: there is another lesson ${lesson.id}.`
  throw new LabError('lesson.invalid', message, { source: path })
}

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
      const lesson = await readOwnLesson(path, taken)
      taken.add(lesson.id)
      own.push(lesson)
    } catch (error) {
      onProblem(error)
    }
  }
  return own
}
