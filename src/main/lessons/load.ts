import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { LabError } from '../../shared/base/index.ts'
import { parseLesson, type Lesson } from '../../shared/lessons/index.ts'

const yamlIn = (text: string, source: string): unknown => {
  try {
    return parse(text)
  } catch (error) {
    const message = `${source} is not YAML: ${error instanceof Error ? error.message : ''}`
    throw new LabError('lesson.invalid', message, { source }, error)
  }
}

/** The lessons in a folder, by file name. `lesson.invalid` names the file and the place of the mistake. */
export const loadLessons = async (folder: string): Promise<readonly Lesson[]> => {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort()
  return Promise.all(
    files.map(async (name) =>
      parseLesson(yamlIn(await readFile(join(folder, name), 'utf8'), name), name),
    ),
  )
}
