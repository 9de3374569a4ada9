import { LabError } from '../base/index.ts'
import type { LabDocument } from '../document/schema.ts'
import type { Action, Expectation, Lesson, Step } from './schema.ts'

/** The hosts that play each part. */
export type Cast = ReadonlyMap<string, readonly string[]>

/** The simulated hosts of the first rack that has any, in its order. */
export const stageOf = (document: LabDocument): readonly string[] => {
  const simulated = new Set(
    document.hosts.filter((host) => host.kind === 'simulated').map((host) => host.id),
  )
  const rack = document.racks.find(({ hosts }) => hosts.some((host) => simulated.has(host)))
  return rack?.hosts.filter((host) => simulated.has(host)) ?? [...simulated]
}

/**
 * Gives the parts of a lesson to the simulated hosts of the first rack, and to the visitors by name.
 * `lesson.cast` when the hosts are too few, `lesson.unknown` for a variant that is not there.
 */
export const castLesson = (
  lesson: Lesson,
  document: LabDocument,
  variant?: string,
  visitors: ReadonlyMap<string, string> = new Map(),
): Cast => {
  const other = lesson.variants.find(({ id }) => id === variant)
  if (variant !== undefined && other === undefined) {
    throw new LabError('lesson.unknown', `${lesson.id} has no variant ${variant}.`, { variant })
  }
  const hosts = stageOf(document)
  const place = (part: string, position: number): string => {
    const host = hosts[position - 1]
    if (host !== undefined) return host
    throw new LabError(
      'lesson.cast',
      `${lesson.id} needs ${position} simulated hosts in one rack; the lab has ${hosts.length}.`,
      { part, needed: position, found: hosts.length },
    )
  }
  const parts = Object.entries({ ...lesson.cast, ...other?.cast }).map(
    ([part, members]) =>
      [part, members === 'all' ? hosts : members.map((position) => place(part, position))] as const,
  )
  const guests = [...visitors].map(([name, id]) => [name, [id]] as const)
  return new Map([...parts, ...guests])
}

/** The hosts of a group; a group that no cast names is an author's mistake and is refused at load. */
export const playersOf = (cast: Cast, group: string): readonly string[] => cast.get(group) ?? []

/** `esx-01`, `esx-01 and esx-02`, `esx-01, esx-02 and esx-03`. */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`

/** A text with the names of the hosts in place of `{group}`. */
export const withNames = (text: string, cast: Cast): string =>
  text.replaceAll(/\{([A-Za-z0-9]+)\}/g, (all, group: string) => {
    const players = cast.get(group)
    return players === undefined ? all : listed(players)
  })

/** The group that an action or an expectation is about. */
export const groupOf = (part: Action | Expectation): string | undefined => {
  if ('group' in part && part.group !== undefined) return part.group
  return 'until' in part ? groupOf(part.until) : undefined
}

const plays = (cast: Cast) => (part: Action | Expectation) => {
  const group = groupOf(part)
  return group === undefined || playersOf(cast, group).length > 0
}

/** The steps that this cast plays: what concerns only empty groups is left out. */
export const stepsFor = (lesson: Lesson, cast: Cast): readonly Step[] =>
  lesson.steps
    .map((step) => ({
      ...step,
      actions: step.actions.filter(plays(cast)),
      expect: step.expect.filter(plays(cast)),
    }))
    .filter((step, index) => {
      const written = lesson.steps[index]
      const before = (written?.actions.length ?? 0) + (written?.expect.length ?? 0)
      const now = step.actions.length + step.expect.length
      return before === 0 || now > 0 || step.prompt !== undefined
    })
