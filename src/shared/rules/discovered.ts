import type { Host } from '../document/schema.ts'
import type { FactOf, HostAttributes, Recorded } from '../facts/index.ts'
import { nothingSent } from './attributes.ts'
import type { DiscoveredHost } from './reports.ts'

/** Every machine that ever asked, by id; folded in place. */
export type Discovered = Map<string, DiscoveredEntry>
type DiscoveredEntry = DiscoveredHost & {
  readonly forgotten: boolean
  /** The lab has it no more. */
  readonly left: boolean
}

const asked = (
  entry: DiscoveredEntry | undefined,
  host: string,
  attributes: HostAttributes,
  at: number,
): DiscoveredEntry => ({
  host,
  attributes,
  firstAsked: entry?.firstAsked ?? at,
  lastAsked: at,
  asks: (entry?.asks ?? 0) + 1,
  outcome: 'asked',
  known: entry?.known ?? false,
  forgotten: false,
  left: false,
})

const changedBy = (
  entry: DiscoveredEntry | undefined,
  { at, fact }: Recorded,
): DiscoveredEntry | undefined => {
  switch (fact.type) {
    case 'waiter.hostRegistered':
      return asked(entry, fact.host, fact.attributes, at)
    case 'rules.decided':
      return entry && { ...entry, outcome: 'matched' }
    case 'rules.noMatch':
      return entry && { ...entry, outcome: 'noMatch' }
    case 'vcenter.hostAdded':
      return entry && { ...entry, known: true }
    case 'vcenter.hostRemoved':
      return entry && { ...entry, known: false }
    default:
      return undefined
  }
}

/** The machines a fact is about when it takes them off the list or puts them back. */
const listed = ({
  fact,
}: Recorded): { hosts: readonly string[]; forgotten: boolean } | undefined => {
  if (fact.type === 'rules.hostsForgotten') return { hosts: fact.hosts, forgotten: true }
  if (fact.type === 'rules.hostsRecalled') return { hosts: fact.hosts, forgotten: false }
  return undefined
}

/** A host that left is no machine of the lab until it comes back; one that became another has not asked yet. */
const turnOver = (discovered: Discovered, { hosts }: FactOf<'document.changed'>): void => {
  const leave = (ids: readonly string[], left: boolean): void => {
    for (const id of ids) {
      const entry = discovered.get(id)
      if (entry !== undefined) discovered.set(id, { ...entry, left })
    }
  }
  leave(hosts?.removed ?? [], true)
  leave(hosts?.added ?? [], false)
  for (const id of hosts?.changed ?? []) discovered.delete(id)
}

/** Folds one more fact in. A machine that asks again is back on the list. */
export const foldDiscovered = (discovered: Discovered, recorded: Recorded): void => {
  const change = listed(recorded)
  for (const host of change?.hosts ?? []) {
    const entry = discovered.get(host)
    if (entry !== undefined)
      discovered.set(host, { ...entry, forgotten: change?.forgotten ?? false })
  }
  const { fact } = recorded
  if (fact.type === 'document.changed') turnOver(discovered, fact)
  if (!('host' in fact) || fact.host === undefined) return
  const entry = changedBy(discovered.get(fact.host), recorded)
  if (entry !== undefined) discovered.set(fact.host, entry)
}

/** The discovered hosts that were not forgotten, the latest first. */
export const discoveredHosts = (discovered: Discovered): readonly DiscoveredHost[] =>
  [...discovered.values()]
    .filter(({ forgotten, left }) => !forgotten && !left)
    .map((entry) => {
      const { forgotten: _, left: _left, ...host } = entry
      return host
    })
    .sort((a, b) => b.lastAsked - a.lastAsked)

/** What a host of the document would send, as far as the document says: its name comes with its lease. */
export const attributesOfHost = ({ mac, uuid, smbios, address }: Host): HostAttributes => ({
  ...nothingSent,
  mac,
  uuid,
  vendor: smbios.vendor,
  model: smbios.model,
  serial: smbios.serial,
  asset: smbios.asset,
  oemstring: smbios.oemStrings,
  ipv4: address ?? '',
})
