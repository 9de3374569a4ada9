import { turnedUpId } from '../base/index.ts'
import { isSame } from '../document/same.ts'
import type { Host, LabDocument } from '../document/schema.ts'
import { cardsOf } from './new-hosts.ts'

const simulatedOf = ({ hosts }: LabDocument): ReadonlyMap<string, Host> =>
  new Map(hosts.filter(({ kind }) => kind === 'simulated').map((host) => [host.id, host]))

/**
 * Simulated hosts that a change of the document takes away or makes other machines. The order in which firmware tries its
 * devices may be set while a machine is on.
 */
export const touchedHosts = (before: LabDocument, after: LabDocument): readonly string[] => {
  if (before.hosts === after.hosts) return []
  const now = simulatedOf(after)
  return [...simulatedOf(before)].flatMap(([id, host]) => {
    const next = now.get(id)
    if (next === host) return []
    return next !== undefined && isSame({ ...host, bootOrder: next.bootOrder }, next) ? [] : [id]
  })
}

/** Physical hosts in whose place another server stands; one that got another card, or whose UUID was put right, is the same. */
const replacedHosts = (before: LabDocument, after: LabDocument): readonly string[] => {
  const now = new Map(after.hosts.map((host) => [host.id, host]))
  return before.hosts.flatMap((host) => {
    const next = now.get(host.id)
    if (host.kind !== 'physical' || next === undefined || next.uuid === host.uuid) return []
    const cards = cardsOf(next)
    return cardsOf(host).some((card) => cards.includes(card)) ? [] : [host.id]
  })
}

/** Hosts that come and go, and those that become other machines, from one document to the next. */
export type Turnover = {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly changed: readonly string[]
}

const idsOf = ({ hosts }: LabDocument): ReadonlySet<string> => new Set(hosts.map(({ id }) => id))

/** The names that machines go by whose cards the first document names and the second does not. */
const namelessIn = (named: LabDocument, other: LabDocument): readonly string[] => {
  const cards = new Set(other.hosts.flatMap(cardsOf))
  return named.hosts
    .filter(({ kind }) => kind === 'physical')
    .flatMap(cardsOf)
    .filter((card) => !cards.has(card))
    .map(turnedUpId)
}

/** Undefined when all stay as they are. A machine that turned up and is named now goes by the name that it had. */
export const turnoverOf = (before: LabDocument, after: LabDocument): Turnover | undefined => {
  if (before.hosts === after.hosts) return undefined
  const [old, now] = [idsOf(before), idsOf(after)]
  const named = namelessIn(after, before)
  const unnamed = namelessIn(before, after)
  // One that was kept under the name by which it turned up stays, as turned up.
  const added = [...now, ...unnamed].filter((id) => !old.has(id))
  const removed = [...old, ...named].filter((id) => !now.has(id) && !unnamed.includes(id))
  const changed = [
    ...touchedHosts(before, after).filter((id) => now.has(id)),
    ...replacedHosts(before, after),
  ]
  return added.length + removed.length + changed.length === 0
    ? undefined
    : { added, removed, changed }
}
