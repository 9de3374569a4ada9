import {
  decodeDhcp,
  messageTypes,
  nowhere,
  options,
  tryOption,
  type DhcpPacket,
} from '../../../shared/packet/dhcp/index.ts'
import type { Datagram, Endpoint } from '../../net/index.ts'
import { overrideOf } from '../relay.ts'

/** A sign of another DHCP server on the segment. */
export type Sighting = {
  readonly serverId: string
  /** Where the datagram came from. */
  readonly from: string
  /** The address it offered or a client took; 0.0.0.0 when it offered none. */
  readonly offered: string
  /** `answer`: it spoke itself. `taken`: a client named it in its REQUEST. */
  readonly seen: 'answer' | 'taken'
}

/**
 * The sign of a foreign server in a packet, if there is one: an OFFER, ACK or NAK whose server id is not ours (an ACK without a
 * lease answers our own INFORM: a server that knows its hosts alone says nothing else to strangers), or a
 * REQUEST that takes another server's offer. Clients broadcast that REQUEST, so it tells even of a server whose own
 * answers a switch keeps from us. Proxies that give no address (PXE) are none, nor is the server that a client from
 * another network names while it still uses its address from there.
 */
export const sightingOf = (
  packet: DhcpPacket,
  from: Endpoint,
  ours: string,
): Sighting | undefined => {
  // Every packet of every client is asked, and most name nobody.
  if (from.address === ours || !packet.options.has(options.serverId.code)) return undefined
  const type = messageTypes[(tryOption(packet, options.messageType) ?? 0) - 1]
  const serverId = tryOption(packet, options.serverId)
  if (serverId === undefined || serverId === ours || serverId === overrideOf(packet))
    return undefined
  const sighted = { serverId, from: from.address }
  const isAnswer = packet.op === 'reply'
  const leases = packet.options.has(options.leaseTime.code)
  const answer = { ...sighted, offered: packet.yiaddr, seen: 'answer' } as const
  switch (type) {
    case 'offer':
      return isAnswer && leases ? answer : undefined
    case 'ack':
      return isAnswer && (leases || !isBootServer(packet)) ? answer : undefined
    case 'nak':
      return isAnswer ? { ...sighted, offered: nowhere, seen: 'answer' } : undefined
    case 'request': {
      const offered = tryOption(packet, options.requestedAddress)
      const takes = !isAnswer && packet.ciaddr === nowhere && offered !== undefined
      return takes ? { ...sighted, offered, seen: 'taken' } : undefined
    }
    default:
      return undefined
  }
}

/** Whether it speaks for a boot server, which gives no address (PXE 2.1 section 2.2.4). */
const isBootServer = (packet: DhcpPacket): boolean =>
  tryOption(packet, options.vendorClass)?.startsWith('PXEClient') === true

/** As `sightingOf`, for bytes nobody has read yet; noise is no sign. */
export const sightingIn = ({ bytes, from }: Datagram, ours: string): Sighting | undefined => {
  const packet = readable(bytes)
  return packet === undefined ? undefined : sightingOf(packet, from, ours)
}

const readable = (bytes: Uint8Array) => {
  try {
    return decodeDhcp(bytes)
  } catch {
    return undefined
  }
}
