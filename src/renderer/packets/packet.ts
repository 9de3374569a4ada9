import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '../../shared/contract/index.ts'
import type { Fact, Recorded } from '../../shared/facts/index.ts'
import {
  cardWoken,
  explain,
  type Explanation,
  type PacketWords,
} from '../../shared/packet/index.ts'

/** A packet as it went over the wire, from the lab's capture ring. */
export type Packet = Awaited<
  ReturnType<ContractRouterClient<Contract>['capture']['packets']>
>[number]

/** The bytes of a text of hex digits. */
export const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from({ length: hex.length >> 1 }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  )

/** Every field of a packet, read from its bytes. */
export const explainPacket = (
  { carrier, payload, length }: Packet,
  words?: PacketWords,
): Explanation => explain({ carrier, payload: bytesOf(payload), length }, words)

/** One name for a packet among those that were kept: time, ends and direction. */
export const packetKey = ({ at, direction, peer, local }: Packet): string =>
  `${at} ${direction} ${peer.address}:${peer.port} ${local.port}`

/** A packet this far in time from its fact, in ms, can still be the one it speaks of. */
const nearby = 250

/** DHCP messages by the fact that tells of them. */
const dhcpTitles: Readonly<Record<string, string>> = {
  'dhcp.discovered': 'DISCOVER',
  'dhcp.offered': 'OFFER',
  'dhcp.requested': 'REQUEST',
  'dhcp.acknowledged': 'ACK',
  'dhcp.refused': 'NAK',
  'dhcp.released': 'RELEASE',
  'dhcp.declined': 'DECLINE',
  'dhcp.informed': 'INFORM',
}

const hasXid = (packet: Packet, fact: Fact): boolean =>
  'xid' in fact && packet.payload.slice(8, 16) === fact.xid

const isFrom = ({ peer }: Packet, fact: Fact): boolean => {
  if (!('client' in fact)) return false
  const [address, port] = fact.client.split(':')
  return peer.address === address && (port === undefined || String(peer.port) === port)
}

const speaksOf = (packet: Packet, fact: Fact): boolean => {
  const title = dhcpTitles[fact.type]
  if (title !== undefined) {
    return hasXid(packet, fact) && explainPacket(packet).title.startsWith(title)
  }
  if (fact.type === 'host.wakeSent') return cardWoken(bytesOf(packet.payload)) === fact.mac
  if (!fact.type.startsWith('tftp.') && !fact.type.startsWith('waiter.')) return false
  return isFrom(packet, fact)
}

/** The packet a fact speaks of: of those that fit it, the one nearest in time. */
export const packetOf = ({ fact, at }: Recorded, packets: readonly Packet[]): Packet | undefined =>
  packets
    .filter((packet) => Math.abs(packet.at - at) <= nearby && speaksOf(packet, fact))
    .sort((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at))[0]
