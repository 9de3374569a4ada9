import { LabError } from '../base/index.ts'
import { u32 } from './bytes.ts'
import {
  decodeDhcp,
  explainDhcp,
  macOf,
  messageTypes,
  nowhere,
  options,
  tryOption,
} from './dhcp/index.ts'
import { explainHeartbeat } from './explain-heartbeat.ts'
import { explainHttp } from './explain-http.ts'
import { explainTftp } from './explain-tftp.ts'
import { rawExplanation, type Explanation } from './explanation.ts'

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

const dhcpTitle = (bytes: Uint8Array): string => {
  const packet = decodeDhcp(bytes)
  const type = messageTypes[(tryOption(packet, options.messageType) ?? 0) - 1]
  const name = type?.toUpperCase() ?? 'BOOTP'
  if (packet.op === 'request') return `${name} from ${macOf(packet)}`
  const what = packet.yiaddr === nowhere ? name : `${name} of ${packet.yiaddr}`
  return `${what} to ${macOf(packet)}`
}

const tellDhcp = (bytes: Uint8Array): Explanation => {
  try {
    const title = dhcpTitle(bytes)
    return { protocol: 'dhcp', title, fields: explainDhcp(bytes), problems: [] }
  } catch (error) {
    if (!(error instanceof LabError)) throw error
    return rawExplanation('A malformed DHCP message', bytes, [error.message], 'dhcp')
  }
}

/** Explains any packet of a boot: its fields, their names and meaning, and where they are defined. Never throws. */
export const explain = ({
  carrier,
  payload,
  length = payload.length,
}: Explainable): Explanation => {
  const known =
    carrier === 'tcp'
      ? explainHttp(payload)
      : isDhcp(payload)
        ? tellDhcp(payload)
        : (explainTftp(payload, length) ?? explainHeartbeat(payload))
  return known ?? rawExplanation(`${length} bytes of something else`, payload, [])
}
