import { LabError } from '../base/index.ts'
import type { LabDocument } from '../document/schema.ts'
import { stageOf } from './cast.ts'
import type { Lesson } from './schema.ts'

/** The visitors of a lesson by name, and the document with them in the first rack. */
export type Arrival = {
  /** From the visitor's name to its host id. */
  readonly visitors: ReadonlyMap<string, string>
  /** To be parsed: what an author changed may not be a whole host. */
  readonly document: unknown
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0')

const macOf = (number: number): string => {
  const tail = hex(number, 6).replace(/(..)(..)(..)/, '$1:$2:$3')
  return `52:54:01:${tail}`
}

const firstFree = (known: ReadonlySet<string>): number => {
  for (let number = 1; ; number += 1) if (!known.has(`visitor-${number}`)) return number
}

/**
 * Makes the visitors. `known` are all hosts the lab ever saw: a visitor is none of them, so it has no
 * cache and no past.
 */
export const receiveVisitors = (
  lesson: Lesson,
  document: LabDocument,
  known: ReadonlySet<string>,
): Arrival => {
  const first = firstFree(known)
  const hosts = stageOf(document)
  const arrived = lesson.visitors.map(({ name, like, change }, index) => {
    const model = document.hosts.find(({ id }) => id === hosts[like - 1])
    if (model === undefined) {
      throw new LabError('lesson.cast', `${lesson.id} needs ${like} simulated hosts in one rack.`, {
        needed: like,
        found: hosts.length,
      })
    }
    const number = first + index
    const { address: _, ...rest } = model
    const id = `visitor-${number}`
    const uuid = `4c4c4544-0000-4000-8000-${hex(number, 12)}`
    return { name, host: { ...rest, id, mac: macOf(number), uuid, ...change } }
  })
  const ids = arrived.map(({ host }) => host.id)
  const rack = document.racks.find((each) => each.hosts.some((host) => hosts.includes(host)))
  return {
    visitors: new Map(arrived.map(({ name, host }) => [name, host.id])),
    document: {
      ...document,
      hosts: [...document.hosts, ...arrived.map(({ host }) => host)],
      racks: document.racks.map((each) =>
        each === rack ? { ...each, hosts: [...each.hosts, ...ids] } : each,
      ),
    },
  }
}
