import type { LabDocument } from '../../shared/document/schema.ts'
import type { Fact, Recorded } from '../../shared/facts/index.ts'
import { emptyLab, foldLab, type LabView } from '../../shared/lab/index.ts'
import type { CapturedPacket } from './ring.ts'

/** Offset and size of the hardware address in a DHCP message. */
const chaddr = { from: 28, to: 34 }
const dhcpLeast = 240

const macIn = ({ carrier, payload }: CapturedPacket): string | undefined =>
  carrier === 'udp' && payload.length >= dhcpLeast
    ? Array.from(payload.subarray(chaddr.from, chaddr.to), (byte) =>
        byte.toString(16).padStart(2, '0'),
      ).join(':')
    : undefined

/** The host that the target of an HTTP request names: services ask each other about one. */
const namedIn = ({ carrier, payload }: CapturedPacket): string | undefined => {
  if (carrier !== 'tcp') return undefined
  const [line = ''] = Buffer.from(payload).toString('latin1').split('\r\n', 1)
  return /^[A-Z]+ \S*(?:\/hosts?\/|[?&]host=)([a-z0-9.-]+)/.exec(line)?.[1]
}

/** Who has which address and card, as the facts so far say. */
const learn = (known: Map<string, string>, fact: Fact): void => {
  if (!('host' in fact) || fact.host === undefined) return
  if ('mac' in fact && fact.mac !== undefined) known.set(fact.mac, fact.host)
  if (fact.type === 'dhcp.acknowledged') known.set(fact.address, fact.host)
}

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
 * its image, all as the journal had them when the packet passed. Call it in the order of time.
 */
export const createCommenter = (
  document: LabDocument,
  facts: readonly Recorded[],
): ((packet: CapturedPacket) => string | undefined) => {
  const known = new Map(document.hosts.map(({ mac, id }) => [mac, id]))
  let view = emptyLab(document)
  let next = 0
  const catchUp = (until: number) => {
    const from = next
    for (let fact = facts[next]; fact !== undefined && fact.at <= until; fact = facts[next]) {
      learn(known, fact.fact)
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
    const byAddress = known.get(macIn(packet) ?? '') ?? known.get(packet.peer.address)
    const id = byAddress ?? aboutOf(packet)
    return id === undefined ? undefined : textOf(view, id)
  }
}
