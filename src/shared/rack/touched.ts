import { isSame } from '../document/same.ts'
import type { Host, LabDocument } from '../document/schema.ts'

const simulatedOf = ({ hosts }: LabDocument): ReadonlyMap<string, Host> =>
  new Map(hosts.filter(({ kind }) => kind === 'simulated').map((host) => [host.id, host]))

/**
 * Simulated hosts that a change of the document takes away or makes other machines. The order in which firmware tries its
 * devices may be set while a machine is on.
 */
export const touchedHosts = (before: LabDocument, after: LabDocument): readonly string[] => {
  const now = simulatedOf(after)
  return [...simulatedOf(before)].flatMap(([id, host]) => {
    const next = now.get(id)
    return next !== undefined && isSame({ ...host, bootOrder: next.bootOrder }, next) ? [] : [id]
  })
}

/** Simulated hosts that come, go, and become other machines from one document to the next. */
export type Turnover = {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly changed: readonly string[]
}

/** Undefined when all stay as they are. */
export const turnoverOf = (before: LabDocument, after: LabDocument): Turnover | undefined => {
  const [old, now] = [simulatedOf(before), simulatedOf(after)]
  const touched = touchedHosts(before, after)
  const added = [...now.keys()].filter((id) => !old.has(id))
  const removed = touched.filter((id) => !now.has(id))
  const changed = touched.filter((id) => now.has(id))
  return added.length + touched.length === 0 ? undefined : { added, removed, changed }
}
