import { u16, u32 } from '../../shared/packet/index.ts'
import type { Endpoint } from '../net/network.ts'

/** What a frame carries: one UDP or TCP payload, and between whom. */
export type Carried = {
  readonly carrier: 'udp' | 'tcp'
  readonly source: Endpoint
  readonly destination: Endpoint
  readonly payload: Uint8Array
  /** Bytes of payload on the wire. */
  readonly length: number
}

const ipv4 = 0x0800
/** 802.1Q and, around it, 802.1ad or what switches used before that. */
const vlans: ReadonlySet<number> = new Set([0x8100, 0x88a8, 0x9100])

const dotted = (bytes: Uint8Array, at: number): string =>
  Array.from(bytes.subarray(at, at + 4)).join('.')

/** What follows the type of a frame at `from`, behind the tags of virtual networks. */
const afterType = (frame: Uint8Array, from: number): Uint8Array | undefined => {
  let at = from
  while (vlans.has(u16(frame, at))) at += 4
  return u16(frame, at) === ipv4 ? frame.subarray(at + 2) : undefined
}

/** Link types of files that bear no frame, or one alone (tcpdump.org/linktypes.html). */
export const linkTypes = { ethernet: 1, rawIp: 101 } as const

/** Where the IPv4 packet begins, by link type. */
const ipPacketIn = (linkType: number, frame: Uint8Array): Uint8Array | undefined => {
  switch (linkType) {
    case 0:
    case 108:
      return frame.subarray(4)
    case linkTypes.ethernet:
      return afterType(frame, 12)
    case 12:
    case linkTypes.rawIp:
    case 228:
      return frame
    case 113:
      return afterType(frame, 14)
    case 276:
      return u16(frame, 0) === ipv4 ? frame.subarray(20) : undefined
    default:
      return undefined
  }
}

/** Bytes of a UDP header, which of a TCP header are the ports and the sequence number. */
const udpHead = 8

const transport = (
  packet: Uint8Array,
):
  | { readonly protocol: number; readonly segment: Uint8Array; readonly length: number }
  | undefined => {
  const version = (packet[0] ?? 0) >> 4
  const head = ((packet[0] ?? 0) & 15) * 4
  const isLaterFragment = (u16(packet, 6) & 0x1fff) !== 0
  // A card that cuts up large packets for the system leaves the length to be filled in: then it is all there is.
  const length = (u16(packet, 2) || packet.length) - head
  const isWhole = packet.length >= head + udpHead && length >= udpHead
  if (version !== 4 || head < 20 || !isWhole || isLaterFragment) return undefined
  return { protocol: packet[9] ?? 0, segment: packet.subarray(head, head + length), length }
}

const fromIp = (packet: Uint8Array): Carried | undefined => {
  const found = transport(packet)
  if (found === undefined) return undefined
  const { protocol, segment, length } = found
  const ends = {
    source: { address: dotted(packet, 12), port: u16(segment, 0) },
    destination: { address: dotted(packet, 16), port: u16(segment, 2) },
  }
  if (protocol === 17) {
    // A length without room for the header is damage: then the datagram is what its packet has.
    const said = u16(segment, 4)
    const size = said < udpHead ? length : said
    const payload = segment.subarray(udpHead, size)
    return { carrier: 'udp', ...ends, payload, length: size - udpHead }
  }
  const head = ((segment[12] ?? 0) >> 4) * 4
  const payload = segment.subarray(head)
  return protocol === 6 && payload.length > 0
    ? { carrier: 'tcp', ...ends, payload, length: length - head }
    : undefined
}

/** Wireshark's exported PDU: tags, then the message. Ours carry HTTP heads. */
const fromUpperPdu = (frame: Uint8Array): Carried | undefined => {
  const tags = new Map<number, number>()
  let at = 0
  while (at + 4 <= frame.length) {
    const [tag, size] = [u16(frame, at), u16(frame, at + 2)]
    at += 4 + size
    if (tag === 0) break
    tags.set(tag, at - size)
  }
  const endpoint = (address: number, port: number): Endpoint => ({
    address: dotted(frame, tags.get(address) ?? frame.length),
    port: u32(frame, tags.get(port) ?? frame.length),
  })
  const payload = frame.subarray(at)
  return tags.has(20) && tags.has(21)
    ? {
        carrier: 'tcp',
        source: endpoint(20, 25),
        destination: endpoint(21, 26),
        payload,
        length: payload.length,
      }
    : undefined
}

/** The UDP or TCP payload in a frame; undefined when it carries none (ARP, IPv6, bare ACKs). */
export const carriedIn = (linkType: number, frame: Uint8Array): Carried | undefined => {
  if (linkType === 252) return fromUpperPdu(frame)
  const packet = ipPacketIn(linkType, frame)
  return packet === undefined ? undefined : fromIp(packet)
}
