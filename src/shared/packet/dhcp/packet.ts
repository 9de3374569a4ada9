import { LabError } from '../../base/index.ts'
import { BadValue, hex, type ValueCodec } from './values.ts'

/**
 * A DHCP packet (RFC 2131 section 2). Options are raw bytes by code, in the order of the wire; parts of
 * a split option are joined (RFC 3396) and overloaded fields are read (option 52 itself is gone).
 */
export type DhcpPacket = {
  readonly op: 'request' | 'reply'
  /** Hardware type; 1 is Ethernet. */
  readonly htype: number
  readonly hops: number
  /** Unsigned 32 bits. */
  readonly xid: number
  /** Seconds since the client began. */
  readonly secs: number
  readonly flags: number
  readonly ciaddr: string
  readonly yiaddr: string
  readonly siaddr: string
  readonly giaddr: string
  /** Hardware address, as long as the packet says (0 to 16 bytes). */
  readonly chaddr: Uint8Array
  readonly sname: string
  readonly file: string
  readonly options: ReadonlyMap<number, Uint8Array>
  /** The first option that could not be read, when one could not: it and what followed it are not in `options`. */
  readonly cut?: Cut
}

/** An option that runs past the end of its field: where it begins and where the field ends, in bytes. */
export type Cut = { readonly option: number; readonly at: number; readonly fieldEnd: number }

/** What is wrong with the option, for people. */
export const cutText = ({ option, at }: Cut): string =>
  `Option ${String(option)} at byte ${String(at)} runs past the end of its field; it and what follows it there are not read.`

/** Layout of the fixed part: offset of each field in bytes. */
export const layout = {
  chaddr: 28,
  sname: 44,
  file: 108,
  cookie: 236,
  options: 240,
} as const

export const cookie = Uint8Array.of(99, 130, 83, 99)
/** Bit 15 of the flags: the client cannot take a unicast yet (RFC 2131 figure 2). */
export const broadcastFlag = 0x8000
/** BOOTP relays and clients expect at least this many bytes (RFC 1542 section 2.1). */
export const smallestPacket = 300
export const nowhere = '0.0.0.0'

/** A known option: code, name as IANA lists it, where it is defined, how its value is written. */
export type OptionSpec<T> = {
  readonly code: number
  readonly name: string
  readonly rfc: string
  readonly value: ValueCodec<T>
}

/** The option's value; `undefined` when absent. `LabError` `dhcp.bad-option` when malformed. */
export const readOption = <T>(packet: DhcpPacket, spec: OptionSpec<T>): T | undefined => {
  const data = packet.options.get(spec.code)
  if (data === undefined) return undefined
  try {
    return spec.value.decode(data)
  } catch (error) {
    if (!(error instanceof BadValue)) throw error
    throw new LabError(
      'dhcp.bad-option',
      `Option ${String(spec.code)} (${spec.name}) ${error.message}.`,
      { option: spec.code, size: data.length },
      error,
    )
  }
}

/** As `readOption`, for options a server can do without: malformed is as absent. */
export const tryOption = <T>(packet: DhcpPacket, spec: OptionSpec<T>): T | undefined => {
  try {
    return readOption(packet, spec)
  } catch {
    return undefined
  }
}

/** An option with its value, ready for a packet. */
export const option = <T>(spec: OptionSpec<T>, value: T): readonly [number, Uint8Array] => [
  spec.code,
  spec.value.encode(value),
]

/** The hardware address as text: `52:54:00:aa:bb:02`. */
export const macOf = (packet: DhcpPacket): string => hex(packet.chaddr, ':')
