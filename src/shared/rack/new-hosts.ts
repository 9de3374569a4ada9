import { ipv4ToNumber, LabError, numberToIpv4, parseSubnet, unknownHost } from '../base/index.ts'
import type { Host, LabDocument } from '../document/schema.ts'
import { hostLike, hostOfKind, type Slot } from '../host/of-kind.ts'
import type { HostOrder } from './edits.ts'

/** Simulated hosts a lab's addresses have room for, with their cards' own beside them. */
export const mostHosts = 5_000

/** Racks that identities tell apart (`hostOfKind`). */
export const mostRacks = 256

/** Numbers of hosts that identities tell apart within a rack, from 1 on. */
const mostNumbers = 65_535

/** `10.0.1.1` on: behind the services and the pool of any lab. `n` counts from 1. */
export const addressOf = (server: string, n: number): string =>
  numberToIpv4(ipv4ToNumber(server) + 255 + n)

/** A name that ends in a number. */
type Numbered = { readonly stem: string; readonly width: number; readonly number: number }

const numberedOf = (id: string): Numbered | undefined => {
  const [, stem, digits] = /^(.*?)(\d{1,9})$/.exec(id) ?? []
  return stem === undefined || digits === undefined
    ? undefined
    : { stem, width: digits.length, number: Number(digits) }
}

const isSimulated = ({ kind }: Host): boolean => kind === 'simulated'

/** The name after the last of the lab's simulated hosts: `esx-05` after `esx-04`. */
export const nextName = ({ hosts }: LabDocument): string => {
  const numbered = hosts.flatMap((host) => numberedOf(host.id) ?? [])
  const last = hosts.findLast((host) => isSimulated(host) && numberedOf(host.id) !== undefined)
  const { stem, width } = numberedOf(last?.id ?? '') ?? { stem: 'esx-', width: 2 }
  const taken = numbered.filter((each) => each.stem === stem).map(({ number }) => number)
  return nameAt(
    { stem, width, number: 1 },
    taken.reduce((a, b) => Math.max(a, b), 0),
  )
}

/** The name `index` places after the first. */
const nameAt = ({ stem, width, number }: Numbered, index: number): string =>
  `${stem}${String(number + index).padStart(width, '0')}`

const namesFrom = (first: string, count: number): readonly string[] => {
  const numbered = numberedOf(first)
  if (numbered !== undefined)
    return Array.from({ length: count }, (_, index) => nameAt(numbered, index))
  if (count === 1) return [first]
  throw new LabError(
    'hosts.name-unnumbered',
    `"${first}" has no number at its end to count on from.`,
    { host: first },
  )
}

/** The host of that id. `LabError` `lab.not-found`. */
export const hostNamed = ({ hosts }: LabDocument, id: string): Host => {
  const host = hosts.find((each) => each.id === id)
  if (host !== undefined) return host
  throw unknownHost(
    id,
    hosts.map((each) => each.id),
  )
}

/** The MAC addresses of a host's cards, the first card's first. */
export const cardsOf = ({ mac, moreCards = [] }: Host): readonly string[] => [
  mac,
  ...moreCards.map((card) => card.mac),
]

/** What no two machines may share. */
const identitiesOf = (host: Host): readonly string[] => [...cardsOf(host), host.uuid.toLowerCase()]

/** Makes hosts with identities that no host has, each by the first free number from the one wished for on. */
const createMaker = (
  { hosts }: LabDocument,
  rack: number,
  make: (slot: Slot) => Host,
): ((id: string, wish: number) => Host) => {
  const taken = new Set(hosts.flatMap(identitiesOf))
  let last = 0
  return (id, wish) => {
    const from = Math.max(last, ((wish - 1) % mostNumbers) + 1)
    for (let step = 0; step < mostNumbers; step++) {
      const number = ((from - 1 + step) % mostNumbers) + 1
      const made = make({ id, rack: rack % mostRacks, host: number })
      const identities = identitiesOf(made)
      if (identities.some((each) => taken.has(each))) continue
      for (const each of identities) taken.add(each)
      last = number
      return made
    }
    throw new LabError('hosts.too-many', 'The rack has no identities left for more hosts.')
  }
}

/** Addresses that are nobody's, lowest first: behind the services, within the subnet, outside the pool. */
function* freeAddresses({ network, hosts }: LabDocument): Generator<string, void> {
  const { server, router, pool } = network
  const taken = new Set([router, ...hosts.map(({ address }) => address)])
  const [first, last] = [ipv4ToNumber(pool.first), ipv4ToNumber(pool.last)]
  const end = ipv4ToNumber(parseSubnet(network.subnet).broadcast)
  for (let n = 1; ; n++) {
    const address = addressOf(server, n)
    const number = ipv4ToNumber(address)
    if (number >= end) return
    if (!taken.has(address) && (number < first || number > last)) yield address
  }
}

const maker = (document: LabDocument, { hardware }: HostOrder): ((slot: Slot) => Host) => {
  if (hardware.kind === 'server') return (slot) => hostOfKind(hardware.server, slot)
  const like = hostNamed(document, hardware.host)
  return (slot) => hostLike(like, slot)
}

/** Refuses more hosts than a lab takes: `LabError` `hosts.too-many`. */
export const demandRoom = ({ hosts }: LabDocument, count: number): void => {
  const has = hosts.filter(isSimulated).length
  if (has + count <= mostHosts) return
  throw new LabError(
    'hosts.too-many',
    `A lab takes ${mostHosts} simulated hosts; this one has ${has}, and ${count} more were asked for.`,
    { has, count, most: mostHosts },
  )
}

/**
 * The simulated hosts that an order makes in this document. Nothing is left to chance: who asks first sees what will come.
 * Addresses are reserved outside the pool; where the subnet has none left, the pool leases one. `LabError`
 * `hosts.too-many`, `hosts.name-taken`, `hosts.name-unnumbered`, `lab.not-found`.
 */
export const newHosts = (document: LabDocument, order: HostOrder): readonly Host[] => {
  demandRoom(document, order.count)
  const names = namesFrom(order.first ?? nextName(document), order.count)
  const taken = new Set(document.hosts.map(({ id }) => id))
  const clash = names.find((name) => taken.has(name))
  if (clash !== undefined)
    throw new LabError('hosts.name-taken', `There is a host "${clash}" already.`, { host: clash })
  const at = document.racks.findIndex(({ name }) => name === order.rack)
  const rack = at < 0 ? document.racks.length : at
  const make = createMaker(document, rack, maker(document, order))
  const addresses = freeAddresses(document)
  return names.map((id) => {
    const host = make(id, numberedOf(id)?.number ?? 1)
    const { value: address } = addresses.next()
    return typeof address === 'string' ? { ...host, address } : host
  })
}
