import { LabError } from '../base/index.ts'
import type { Action, Lesson, Step } from './schema.ts'

/** A lesson's sentences as it has them, `{group}` in place of names, with what each is in another language. */
export type LessonPhrases = Readonly<Record<string, string>>

const waitsOf = (actions: readonly Action[]): readonly string[] =>
  actions.flatMap((action) => (action.action === 'waitFor' ? [action.until.that] : []))

const byId = <T extends { readonly id: string }>(
  list: readonly T[],
  shape: (item: T) => unknown,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(list.map((item) => [item.id, shape(item)]))

const textOf = ({ text }: { readonly text: string }): string => text

const promptShape = ({ prompt }: Step) => {
  if (prompt === undefined) return {}
  const { question } = prompt
  return 'about' in prompt
    ? { question }
    : { question, options: byId(prompt.options, textOf), why: prompt.why }
}

/** Everything of a lesson that a student reads, in the shape in which a translation is written. */
const shapeOf = (lesson: Lesson) => ({
  title: lesson.title,
  goal: lesson.goal,
  variants: byId(lesson.variants, ({ title }) => title),
  cases: byId(lesson.mystery?.cases ?? [], ({ text, why, actions }) => ({
    ...{ text, why },
    waits: waitsOf(actions),
  })),
  waits: waitsOf(lesson.setUp.actions),
  steps: byId(lesson.steps, (step) => ({
    text: step.text,
    ...promptShape(step),
    waits: waitsOf(step.actions),
    expect: step.expect.map(({ that }) => that),
  })),
  debrief: lesson.debrief,
})

/** The texts by their places: `steps.boot.expect.0`. */
const flat = (value: unknown, place = ''): readonly (readonly [string, string])[] => {
  if (typeof value === 'string') return value === '' ? [] : [[place, value]]
  return Object.entries(value ?? {}).flatMap(([key, inner]) =>
    flat(inner, place === '' ? key : `${place}.${key}`),
  )
}

const namesIn = (text: string): string => [...new Set(text.match(/\{\w+\}/g))].toSorted().join(' ')

/**
 * What each sentence of the lesson is in the language of a translation, which is YAML of the lesson's
 * own shape. `lesson.invalid` names the place that has no text, one too many, or other groups than the
 * lesson; `source` names the file.
 */
export const phrasesOf = (lesson: Lesson, translation: unknown, source: string): LessonPhrases => {
  const texts = new Map(flat(translation))
  const wrong = (place: string, what: string) =>
    new LabError('lesson.invalid', `${source}: ${place} ${what}`, { source, place })
  const phrases = flat(shapeOf(lesson)).map(([place, said]) => {
    const text = texts.get(place)
    if (text === undefined) throw wrong(place, 'has no text.')
    if (namesIn(text) !== namesIn(said)) throw wrong(place, 'speaks of other groups.')
    texts.delete(place)
    return [said, text] as const
  })
  for (const place of texts.keys()) throw wrong(place, 'is nothing the lesson says.')
  return Object.fromEntries(phrases)
}
