import type { LabDocument } from '../../shared/document/schema.ts'
import type { Recorded } from '../../shared/facts/index.ts'
import { emptyLab, foldLab, type LabView } from '../../shared/lab/index.ts'
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

const textOf = (view: LabView, id: string): string => {
  const host = view.hosts.get(id)
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
  let view = emptyLab(document)
  let next = 0
  const catchUp = (until: number) => {
    const from = next
    for (let fact = facts[next]; fact !== undefined && fact.at <= until; fact = facts[next]) {
      if (fact.fact.type === 'dhcp.acknowledged') addresses.set(fact.fact.address, fact.fact.host)
      next += 1
    }
    if (next > from) view = foldLab(view, facts.slice(from, next))
  }
  /** Which host the last request of a connection was about: the answer does not say. */
  const about = new Map<string, string>()
  const aboutOf = (packet: CapturedPacket): string | undefined => {
    const { carrier, peer } = packet
    if (carrier !== 'tcp') return undefined
    const connection = `${peer.address}:${peer.port}`
    const named = namedIn(packet)
    if (named !== undefined && view.hosts.has(named)) about.set(connection, named)
    else if (packet.direction === 'received') about.delete(connection)
    return about.get(connection)
  }
  return (packet) => {
    catchUp(packet.at)
    const id =
      owners.get(macIn(packet) ?? '') ?? addresses.get(packet.peer.address) ?? aboutOf(packet)
    return id === undefined ? undefined : textOf(view, id)
  }
}
