import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { phrasesOf } from '../../src/shared/lessons/index.ts'
import { loadLessons } from '../../src/main/lessons/load.ts'
import { shippedPhrases } from '../../src/main/lessons/translations.ts'
import { resourcesFolder } from '../../src/main/folders.ts'

const folder = join(resourcesFolder, 'lessons')
const lessons = await loadLessons(folder)

describe('the German of the lessons that ship', () => {
  it.each(lessons.map((lesson) => [lesson.id, lesson] as const))(
    'says all of %s',
    async (_, lesson) => {
      const phrases = await shippedPhrases(folder, 'de')
      const said = [
        lesson.title,
        lesson.goal,
        lesson.debrief,
        ...lesson.steps.map(({ text }) => text),
      ]
      expect(said.filter((text) => text !== '' && phrases[text] === undefined)).toEqual([])
    },
  )

  it('is empty in a language that nobody translated into', async () => {
    expect(await shippedPhrases(folder, 'fr')).toEqual({})
  })
})

describe('phrasesOf', () => {
  const lesson = lessons.find(({ id }) => id === 'no-cache-yet')
  if (lesson === undefined) throw new Error('The lesson is gone.')
  const whole = {
    title: 'T',
    goal: 'G',
    waits: ['{known} W'],
    steps: {
      outage: {
        text: '{newcomer} {known}',
        question: 'Q',
        options: { both: 'B', known: '{known}', neither: 'N' },
        why: '{newcomer}',
        expect: ['{known}', '{newcomer}', 'E'],
      },
      mend: { text: '{newcomer}', expect: ['{newcomer}'] },
    },
    debrief: 'D',
  }

  it('pairs each sentence with its text', () => {
    expect(phrasesOf(lesson, whole, 'x')).toMatchObject({
      [lesson.title]: 'T',
      'Only {known}': '{known}',
    })
  })

  it.each([
    ['has no text', { ...whole, debrief: undefined }, 'debrief has no text'],
    ['says more than the lesson', { ...whole, variants: { a: 'A' } }, 'variants.a is nothing'],
    [
      'speaks of other groups',
      { ...whole, waits: ['{unknown}'] },
      'waits.0 speaks of other groups',
    ],
  ])('refuses what %s', (_, translation, message) => {
    expect(() => phrasesOf(lesson, translation, 'x.yaml')).toThrow(message)
  })
})
