import { LabError } from '../base/index.ts'
import { u32 } from './bytes.ts'
import {
  cutText,
  decodeDhcp,
  explainDhcp,
  macOf,
  messageTypes,
  nowhere,
  options,
  tryOption,
  type DhcpPacket,
} from './dhcp/index.ts'
import { explainHeartbeat } from './explain-heartbeat.ts'
import { explainHttp } from './explain-http.ts'
import { explainTftp } from './explain-tftp.ts'
import { explainMagic } from './magic.ts'
import { rawExplanation, type Explanation } from './explanation.ts'
import { packetWords, type PacketWords } from './words.ts'

/** A packet as it was captured. */
export type Explainable = {
  readonly carrier: 'udp' | 'tcp'
  readonly payload: Uint8Array
  /** Bytes on the wire, when fewer were kept. */
  readonly length?: number
}

/** The magic cookie of RFC 2131 section 3, and where it stands. */
const dhcpCookie = { at: 236, value: 0x63825363 }

const isDhcp = (bytes: Uint8Array): boolean =>
  bytes.length >= dhcpCookie.at + 4 && u32(bytes, dhcpCookie.at) === dhcpCookie.value

const dhcpTitle = (packet: DhcpPacket, words: PacketWords): string => {
  const type = tryOption(packet, options.messageType)
  const name =
    type === undefined ? 'BOOTP' : (messageTypes[type - 1]?.toUpperCase() ?? `DHCP ${type}`)
  if (packet.op === 'request') return words.dhcpFrom(name, macOf(packet))
  return packet.yiaddr === nowhere
    ? words.dhcpTo(name, macOf(packet))
    : words.dhcpOf(name, packet.yiaddr, macOf(packet))
}

const tellDhcp = (bytes: Uint8Array, words: PacketWords): Explanation => {
  try {
    const packet = decodeDhcp(bytes)
    const problems = packet.cut === undefined ? [] : [cutText(packet.cut)]
    const fields = explainDhcp(bytes, words)
    return { protocol: 'dhcp', title: dhcpTitle(packet, words), fields, problems }
  } catch (error) {
    if (!(error instanceof LabError)) throw error
    return rawExplanation(words.dhcpMalformed, bytes, [error.message], 'dhcp')
  }
}

/** Explains any packet of a boot: its fields, their names and meaning, and where they are defined. Never throws. */
export const explain = (
  { carrier, payload, length = payload.length }: Explainable,
  words: PacketWords = packetWords,
): Explanation => {
  const known =
    carrier === 'tcp'
      ? explainHttp(payload, words)
      : isDhcp(payload)
        ? tellDhcp(payload, words)
        : (explainMagic(payload, words) ??
          explainTftp(payload, length, words) ??
          explainHeartbeat(payload, words))
  return known ?? rawExplanation(words.unknown(length), payload, [])
}
