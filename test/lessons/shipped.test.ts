import { join } from 'node:path'
import { expect, it } from 'vitest'
import { resourcesFolder } from '../../src/main/folders.ts'
import { loadLessons } from '../../src/main/lessons/load.ts'

const lessons = await loadLessons(join(resourcesFolder, 'lessons'))

it.each(lessons.map((lesson) => [lesson.id, lesson] as const))(
  'the lesson %s asks for a prediction',
  (_, { steps }) => {
    expect(steps.some(({ prompt }) => prompt !== undefined)).toBe(true)
  },
)
