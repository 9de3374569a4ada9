import { ipv4ToNumber } from '../base/index.ts'
import { concat, toLatin1 } from './bytes.ts'

type Endpoint = { readonly address: string; readonly port: number }

/** One packet as it was kept: `payload` may be shorter than it was on the wire (`length`). */
export type CapturedPacket = {
  /** ms since the epoch, with a fraction. */
  readonly at: number
  readonly direction: 'received' | 'sent'
  readonly carrier: 'udp' | 'tcp'
  readonly local: Endpoint
  readonly peer: Endpoint
  readonly payload: Uint8Array
  /** Bytes of payload on the wire. */
  readonly length: number
}

/*
 * pcapng (draft-ietf-opsawg-pcapng): a section header, two interfaces, then one enhanced packet block
 * for each packet. Datagrams are raw IPv4 packets with the headers they had. HTTP heads come without
 * the TCP stream around them, so they are written as what they are: messages of an upper protocol
 * (Wireshark's "exported PDU").
 */

const blocks = { section: 0x0a0d0d0a, interface: 1, packet: 6 }
const options = {
  end: 0,
  comment: 1,
  interfaceName: 2,
  hardware: 2,
  os: 3,
  application: 4,
  flags: 2,
}
const linkTypes = { rawIp: 101, upperPdu: 252 }
const pduTags = {
  end: 0,
  name: 12,
  source: 20,
  destination: 21,
  portType: 24,
  sourcePort: 25,
  destinationPort: 26,
}
const tcpPorts = 2
const snapLength = 65_535
const interfaces = { udp: 0, tcp: 1 }

const little = (size: number, write: (view: DataView) => void): Uint8Array => {
  const bytes = new Uint8Array(size)
  write(new DataView(bytes.buffer))
  return bytes
}
const u16le = (value: number) => little(2, (view) => view.setUint16(0, value, true))
const u32le = (value: number) => little(4, (view) => view.setUint32(0, value, true))
const u32be = (value: number) => little(4, (view) => view.setUint32(0, value))
const padded = (bytes: Uint8Array) => concat([bytes, new Uint8Array(-bytes.length & 3)])
const utf8 = (text: string) => new TextEncoder().encode(text)

const option = (code: number, value: Uint8Array) =>
  concat([u16le(code), u16le(value.length), padded(value)])
const endOfOptions = option(options.end, new Uint8Array())

const block = (type: number, body: Uint8Array): Uint8Array => {
  const size = u32le(body.length + 12)
  return concat([u32le(type), size, body, size])
}

const sectionHeader = (application: string): Uint8Array =>
  block(
    blocks.section,
    concat([
      u32le(0x1a2b3c4d),
      u16le(1),
      u16le(0),
      u32le(0xffffffff),
      u32le(0xffffffff),
      option(options.application, utf8(application)),
      endOfOptions,
    ]),
  )

const interfaceBlock = (linkType: number, name: string): Uint8Array =>
  block(
    blocks.interface,
    concat([
      u16le(linkType),
      u16le(0),
      u32le(snapLength),
      option(options.interfaceName, utf8(name)),
      endOfOptions,
    ]),
  )

/** RFC 1071. */
const checksum = (...pieces: readonly Uint8Array[]): number => {
  let sum = 0
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; at += 2)
      sum += ((piece[at] ?? 0) << 8) | (piece[at + 1] ?? 0)
  }
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16)
  return ~sum & 0xffff
}

const ends = ({ direction, local, peer }: CapturedPacket) =>
  direction === 'sent' ? { source: local, destination: peer } : { source: peer, destination: local }

/** The datagram with its IPv4 and UDP headers (RFC 791, 768). Only a whole payload has a UDP checksum. */
const asIpPacket = (packet: CapturedPacket): Uint8Array => {
  const { payload, length } = packet
  const { source, destination } = ends(packet)
  const addresses = concat([
    u32be(ipv4ToNumber(source.address)),
    u32be(ipv4ToNumber(destination.address)),
  ])
  const udp = little(8, (view) => {
    view.setUint16(0, source.port)
    view.setUint16(2, destination.port)
    view.setUint16(4, length + 8)
  })
  const pseudo = concat([addresses, Uint8Array.of(0, 17, (length + 8) >> 8, (length + 8) & 0xff)])
  if (payload.length === length) {
    new DataView(udp.buffer).setUint16(6, checksum(pseudo, udp, payload) || 0xffff)
  }
  const ip = little(12, (view) => {
    view.setUint8(0, 0x45)
    view.setUint16(2, Math.min(0xffff, length + 28))
    view.setUint8(8, 64)
    view.setUint8(9, 17)
  })
  new DataView(ip.buffer).setUint16(10, checksum(ip, addresses))
  return concat([ip, addresses, udp, payload])
}

const pduTag = (tag: number, value: Uint8Array): Uint8Array => {
  const filled = padded(value)
  return little(4 + filled.length, (view) => {
    view.setUint16(0, tag)
    view.setUint16(2, filled.length)
    new Uint8Array(view.buffer).set(filled, 4)
  })
}

const asUpperPdu = (packet: CapturedPacket): Uint8Array => {
  const { source, destination } = ends(packet)
  return concat([
    pduTag(pduTags.name, toLatin1('http')),
    pduTag(pduTags.source, u32be(ipv4ToNumber(source.address))),
    pduTag(pduTags.destination, u32be(ipv4ToNumber(destination.address))),
    pduTag(pduTags.portType, u32be(tcpPorts)),
    pduTag(pduTags.sourcePort, u32be(source.port)),
    pduTag(pduTags.destinationPort, u32be(destination.port)),
    pduTag(pduTags.end, new Uint8Array()),
    packet.payload,
  ])
}

const packetBlock = (packet: CapturedPacket, comment: string | undefined): Uint8Array => {
  const data = packet.carrier === 'udp' ? asIpPacket(packet) : asUpperPdu(packet)
  const missing = packet.length - packet.payload.length
  const microseconds = BigInt(Math.round(packet.at * 1000))
  return block(
    blocks.packet,
    concat([
      u32le(interfaces[packet.carrier]),
      u32le(Number(microseconds >> 32n)),
      u32le(Number(microseconds & 0xffffffffn)),
      u32le(data.length),
      u32le(data.length + missing),
      padded(data),
      option(options.flags, u32le(packet.direction === 'received' ? 1 : 2)),
      ...(comment === undefined ? [] : [option(options.comment, utf8(comment))]),
      endOfOptions,
    ]),
  )
}

/** Packets as a pcapng file, each with its comment. Wireshark and tshark read it. */
export const toPcapng = <Packet extends CapturedPacket>(
  packets: readonly Packet[],
  commentOn: (packet: Packet) => string | undefined,
): Uint8Array =>
  concat([
    sectionHeader('Headwaiter'),
    interfaceBlock(linkTypes.rawIp, 'datagrams'),
    interfaceBlock(linkTypes.upperPdu, 'HTTP heads'),
    ...packets.map((packet) => packetBlock(packet, commentOn(packet))),
  ])
