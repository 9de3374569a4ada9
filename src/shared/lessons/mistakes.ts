import { groupOf } from './cast.ts'
import type { Action, Expectation, Lesson, Prompt } from './schema.ts'

type Path = (string | number)[]

/** What is wrong with a lesson, and where. */
type Mistake = { readonly path: Path; readonly message: string }

type Placed<T> = { readonly path: Path; readonly part: T }

const placed = <T>(path: Path, parts: readonly T[]): readonly Placed<T>[] =>
  parts.map((part, at) => ({ path: [...path, at], part }))

const partsOf = (lesson: Lesson): readonly Placed<Action | Expectation>[] => [
  ...placed(['setUp', 'actions'], lesson.setUp.actions),
  ...lesson.steps.flatMap(({ actions, expect }, at) => [
    ...placed(['steps', at, 'actions'], actions),
    ...placed(['steps', at, 'expect'], expect),
  ]),
  ...(lesson.mystery?.cases ?? []).flatMap(({ actions }, at) =>
    placed(['mystery', 'cases', at, 'actions'], actions),
  ),
]

const promptsOf = ({ steps }: Lesson): readonly Placed<Prompt>[] =>
  steps.flatMap(({ prompt }, at) =>
    prompt === undefined ? [] : [{ path: ['steps', at, 'prompt'], part: prompt }],
  )

/** Lists whose elements are told apart by their `id`. */
const listsOf = (lesson: Lesson): readonly Placed<readonly { readonly id: string }[]>[] => [
  { path: ['steps'], part: lesson.steps },
  { path: ['variants'], part: lesson.variants },
  { path: ['mystery', 'cases'], part: lesson.mystery?.cases ?? [] },
  ...promptsOf(lesson).flatMap(({ path, part }) =>
    'options' in part ? [{ path: [...path, 'options'], part: part.options }] : [],
  ),
]

/** Every text in a lesson, with its place. */
const textsIn = (value: unknown, path: Path = []): readonly Placed<string>[] => {
  if (typeof value === 'string') return [{ path, part: value }]
  if (Array.isArray(value)) return value.flatMap((each, at) => textsIn(each, [...path, at]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => textsIn(each, [...path, key]))
}

const groupsIn = (lesson: Lesson): readonly Placed<string>[] => [
  ...partsOf(lesson).flatMap(({ path, part }) => {
    const group = groupOf(part)
    return group === undefined ? [] : [{ path, part: group }]
  }),
  ...textsIn(lesson).flatMap(({ path, part }) =>
    [...part.matchAll(/\{([A-Za-z0-9]+)\}/g)].map(([, group = '']) => ({ path, part: group })),
  ),
]

const strangers = (lesson: Lesson): readonly Mistake[] => {
  const known = new Set([...Object.keys(lesson.cast), ...lesson.visitors.map(({ name }) => name)])
  return groupsIn(lesson)
    .filter(({ part }) => !known.has(part))
    .map(({ path, part }) => ({
      path,
      message: `the cast has no group ${part}; it has ${[...known].join(', ')}`,
    }))
}

const doubles = (lesson: Lesson): readonly Mistake[] =>
  listsOf(lesson).flatMap(({ path, part }) =>
    part.flatMap(({ id }, at) =>
      part.findIndex((other) => other.id === id) === at
        ? []
        : [{ path: [...path, at, 'id'], message: `another one has the id ${id} already` }],
    ),
  )

const wrongAnswers = (lesson: Lesson): readonly Mistake[] =>
  promptsOf(lesson).flatMap(({ path, part }) => {
    if ('about' in part || part.options.some(({ id }) => id === part.answer)) return []
    const ids = part.options.map(({ id }) => id).join(', ')
    return [{ path: [...path, 'answer'], message: `${part.answer} is no option; those are ${ids}` }]
  })

const missingMystery = (lesson: Lesson): readonly Mistake[] =>
  lesson.mystery !== undefined
    ? []
    : [
        ...partsOf(lesson).filter(({ part }) => 'action' in part && part.action === 'mystery'),
        ...promptsOf(lesson).filter(({ part }) => 'about' in part),
      ].map(({ path }) => ({ path, message: 'the lesson has no mystery' }))

/** What is well formed, each by itself, and does not go together. */
export const mistakesIn = (lesson: Lesson): readonly Mistake[] => [
  ...strangers(lesson),
  ...doubles(lesson),
  ...wrongAnswers(lesson),
  ...missingMystery(lesson),
]
