import type { LabDocument } from '../../shared/document/schema.ts'
import { hostOf, type Recorded } from '../../shared/facts/index.ts'
import { addressTold, foldHost, newHost, type HostView } from '../../shared/host/index.ts'
import { hex } from '../../shared/packet/dhcp/index.ts'
import { cardWoken, type CapturedPacket } from '../../shared/packet/index.ts'
import { cardsOf } from '../../shared/rack/index.ts'

/** Offset and size of the hardware address in a DHCP message. */
const chaddr = { from: 28, to: 34 }
const dhcpLeast = 240

const macIn = ({ carrier, payload }: CapturedPacket): string | undefined => {
  if (carrier !== 'udp') return undefined
  return payload.length < dhcpLeast
    ? cardWoken(payload)
    : hex(payload.subarray(chaddr.from, chaddr.to), ':')
}

/** The host that the target of an HTTP request names: services ask each other about one. */
const namedIn = ({ carrier, payload }: CapturedPacket): string | undefined => {
  if (carrier !== 'tcp') return undefined
  const [line = ''] = Buffer.from(payload).toString('latin1').split('\r\n', 1)
  return /^[A-Z]+ \S*(?:\/hosts?\/|[?&]host=)([a-z0-9.-]+)/.exec(line)?.[1]
}

/** Whose each card is. The fact that says so is written after the first packet of the card has passed. */
const ownersOf = ({ hosts }: LabDocument, facts: readonly Recorded[]): Map<string, string> =>
  new Map([
    ...facts.flatMap(({ fact }): [string, string][] =>
      'host' in fact && fact.host !== undefined && 'mac' in fact && fact.mac !== undefined
        ? [[fact.mac, fact.host]]
        : [],
    ),
    ...hosts.flatMap((host) => cardsOf(host).map((mac): [string, string] => [mac, host.id])),
  ])

const textOf = (hosts: ReadonlyMap<string, HostView>, id: string): string => {
  const host = hosts.get(id)
  if (host === undefined) return `host ${id}`
  const rules = [...new Set(Object.values(host.rules ?? {}))]
  return [
    `host ${id}`,
    `state ${host.state}`,
    ...(rules.length > 0 ? [`rule ${rules.join(', ')}`] : []),
  ].join(' · ')
}

/**
 * What to say of each packet: its host, the state the host's boot was in, and the rules that chose
 * its image, states and rules as the journal had them when the packet passed. Call it in the order of time.
 */
export const createCommenter = (
  document: LabDocument,
  facts: readonly Recorded[],
): ((packet: CapturedPacket) => string | undefined) => {
  const owners = ownersOf(document, facts)
  const addresses = new Map<string, string>()
  const hosts = new Map(document.hosts.map(({ id }) => [id, newHost(id)]))
  let next = 0
  const catchUp = (until: number) => {
    for (let each = facts[next]; each !== undefined && each.at <= until; each = facts[next]) {
      const told = addressTold(each.fact)
      if (told !== undefined) addresses.set(told.address, told.host)
      const id = hostOf(each.fact)
      if (id !== undefined) hosts.set(id, foldHost(hosts.get(id), each))
      next += 1
    }
  }
  /** Which host the last request of a connection was about: the answer does not say. */
  const about = new Map<string, string>()
  const aboutOf = (packet: CapturedPacket): string | undefined => {
    const { carrier, peer } = packet
    if (carrier !== 'tcp') return undefined
    const connection = `${peer.address}:${peer.port}`
    const named = namedIn(packet)
    if (named !== undefined && hosts.has(named)) about.set(connection, named)
    else if (packet.direction === 'received') about.delete(connection)
    return about.get(connection)
  }
  return (packet) => {
    catchUp(packet.at)
    const id =
      owners.get(macIn(packet) ?? '') ?? addresses.get(packet.peer.address) ?? aboutOf(packet)
    return id === undefined ? undefined : textOf(hosts, id)
  }
}
