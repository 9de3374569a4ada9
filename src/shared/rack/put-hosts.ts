import { LabError, unknownHost } from '../base/index.ts'
import type { LabDocument } from '../document/schema.ts'
import type { HostEntry } from './edits.ts'
import { demandRoom } from './new-hosts.ts'
import { intoRack, outOfRacks, renamed } from './places.ts'

/** The document with these hosts, each new or in the place of one that it has; renamed wherever it names them. */
export const putHosts = (document: LabDocument, entries: readonly HostEntry[]): LabDocument => {
  const old = new Map(document.hosts.map((each) => [each.id, each]))
  const to = new Map(
    entries.flatMap((each) => (each.host === undefined ? [] : [[each.host, each.to]])),
  )
  for (const [id, { kind }] of to) {
    const had = old.get(id)
    if (had === undefined) throw unknownHost(id, [...old.keys()])
    if (had.kind !== kind)
      throw new LabError('hosts.not-simulated', `${id} is a ${had.kind} host.`, { host: id })
  }
  const added = entries.flatMap((each) => (each.host === undefined ? [each.to] : []))
  demandRoom(document, added.filter(({ kind }) => kind === 'simulated').length)
  const names = new Map(Array.from(to, ([id, host]) => [id, host.id]))
  const named = {
    ...renamed(document, names),
    hosts: [...document.hosts.map((each) => to.get(each.id) ?? each), ...added],
  }
  const moved = entries.filter(({ rack }) => rack !== undefined)
  const left = outOfRacks(named.racks, new Set(moved.map(({ to }) => to.id)))
  return {
    ...named,
    racks: moved.reduce((racks, { rack = '', to }) => intoRack(racks, rack, [to.id]), left),
  }
}
