import { architectureOf } from './architectures.ts'
import { decodeDhcp, eachOption } from './decode.ts'
import { nameOfOption } from './option-names.ts'
import { messageTypes, options } from './options.ts'
import { packetWords, type PacketWords } from '../words.ts'
import { broadcastFlag, layout, tryOption, type Cut, type OptionSpec } from './packet.ts'
import { BadValue, hex, latin1, subOptions, uint16s, type ValueCodec } from './values.ts'

/** One field of a packet, for people. */
export type ExplainedField = {
  /** Offset and length in the datagram, in bytes. */
  readonly at: number
  readonly size: number
  readonly name: string
  readonly value: string
  /** What the value means, where it is not plain. */
  readonly meaning?: string
  /** Where it is defined. */
  readonly rfc: string
}

const rfc = 'RFC 2131 2'

/** PXE 2.1 vendor options inside of option 43 (table 2-1), where option 60 says PXEClient. */
const pxeSubOptions: Readonly<Record<number, string>> = {
  1: 'MTFTP address',
  2: 'MTFTP client port',
  3: 'MTFTP server port',
  4: 'MTFTP timeout',
  5: 'MTFTP delay',
  6: 'discovery control',
  7: 'discovery multicast address',
  8: 'boot servers',
  9: 'boot menu',
  10: 'menu prompt',
  11: 'multicast address allocation',
  12: 'credential types',
  71: 'boot item',
}

/** Sub-options of the relay agent information. */
const relaySubOptions: Readonly<Record<number, string>> = {
  1: 'circuit id',
  2: 'remote id',
  5: 'link selection',
  6: 'subscriber id',
  9: 'vendor information',
  11: 'server id override',
  12: 'relay id',
  19: 'relay source port',
  151: 'virtual subnet',
}

const named = (data: Uint8Array, names: Readonly<Record<number, string>>): string =>
  subOptions
    .decode(data)
    .map(({ code, data }) => `${names[code] ?? String(code)}: ${hex(data, ' ')}`)
    .join(', ')

/** Option 43 may end like the options field (RFC 2132 section 8.4); 82 never does, and its last value may be 255. */
const untilEnd = (data: Uint8Array): Uint8Array => {
  let at = 0
  while (at < data.length && data[at] !== 255) at += 2 + (data[at + 1] ?? 0)
  return data.subarray(0, at)
}

const dhcpNames = (codes: Uint8Array) =>
  Array.from(codes, (code) => nameOfOption(code).name).join(', ')

const clientIdMeaning = (data: Uint8Array, words: PacketWords): string | undefined => {
  switch (data[0]) {
    case undefined:
      return undefined
    case 1:
      return `Ethernet ${hex(data.subarray(1), ':')}`
    case 0:
      return words.opaque
    case 255:
      return `IAID ${hex(data.subarray(1, 5))}, DUID ${hex(data.subarray(5))} (RFC 4361)`
    default:
      return words.clientIdType(String(data[0]))
  }
}

/** What the bytes of an option mean, beyond its value. What option 43 holds is its vendor's own. */
const meaningOf = (
  code: number,
  data: Uint8Array,
  vendorClass: string,
  words: PacketWords,
): string | undefined => {
  switch (code) {
    case options.messageType.code:
      return messageTypes[(data[0] ?? 0) - 1]?.toUpperCase()
    case options.parameterList.code:
      return dhcpNames(data)
    case options.clientArch.code:
      return uint16s
        .decode(data)
        .map((each) => architectureOf(each)?.name ?? '?')
        .join(', ')
    case options.clientInterface.code:
      return data[0] === 1 ? `UNDI ${String(data[1])}.${String(data[2])}` : undefined
    case options.clientId.code:
      return clientIdMeaning(data, words)
    case options.relayInfo.code:
      return named(data, relaySubOptions)
    case options.vendorSpecific.code:
      return vendorClass.startsWith('PXEClient') ? named(untilEnd(data), pxeSubOptions) : undefined
    case options.leaseTime.code:
    case options.renewalTime.code:
    case options.rebindingTime.code:
      return data.every((byte) => byte === 255) ? words.forEver : words.seconds
    default:
      return undefined
  }
}

const known = new Map<number, OptionSpec<unknown>>(
  Object.values(options).map((spec) => [spec.code, spec as OptionSpec<unknown>]),
)

/** Printable text as text, else hex: for options we have no codec for. */
const guess = (data: Uint8Array): string =>
  data.length > 1 && data.every((byte) => byte >= 32 && byte < 127)
    ? JSON.stringify(latin1(data))
    : hex(data, ' ')

const show = <T>(codec: ValueCodec<T>, data: Uint8Array): string => codec.show(codec.decode(data))

const orBadly = (
  data: Uint8Array,
  words: PacketWords,
  write: () => string | undefined,
): string | undefined => {
  try {
    return write()
  } catch (error) {
    if (!(error instanceof BadValue)) throw error
    return `${hex(data, ' ')} (${words.malformed(error.message)})`
  }
}

/** An option, or the first part of one that was split: what it says is in all of its parts together. */
const explainOption = (
  code: number,
  data: Uint8Array,
  { at, size }: Pick<ExplainedField, 'at' | 'size'>,
  vendorClass: string,
  words: PacketWords,
): ExplainedField => {
  const spec = known.get(code)
  const { name, rfc } = spec ?? nameOfOption(code)
  const meaning = orBadly(data, words, () => meaningOf(code, data, vendorClass, words))
  return {
    at,
    size,
    name: `${String(code)} ${name}`,
    value:
      orBadly(data, words, () => (spec === undefined ? guess(data) : show(spec.value, data))) ?? '',
    ...(meaning === undefined ? {} : { meaning }),
    rfc,
  }
}

const explainPart = (
  code: number,
  data: Uint8Array,
  at: number,
  begun: number,
  words: PacketWords,
): ExplainedField => ({
  at,
  size: data.length + 2,
  name: `${String(code)} ${(known.get(code) ?? nameOfOption(code)).name}`,
  value: hex(data, ' '),
  meaning: words.continues(begun),
  rfc: 'RFC 3396 5',
})

/** An option that runs past its field: the bytes there are, whatever they were to mean. */
const explainCut = (bytes: Uint8Array, { option, at, fieldEnd }: Cut, words: PacketWords) => {
  const { name, rfc } = known.get(option) ?? nameOfOption(option)
  const why = words.malformed('runs past the end of its field')
  return {
    at,
    size: fieldEnd - at,
    name: `${String(option)} ${name}`,
    value: `${hex(bytes.subarray(at, fieldEnd), ' ')} (${why})`,
    rfc,
  }
}

/** Every field of a packet in the order of the wire. Throws as `decodeDhcp` does. */
export const explainDhcp = (
  bytes: Uint8Array,
  words: PacketWords = packetWords,
): readonly ExplainedField[] => {
  const packet = decodeDhcp(bytes)
  const field = (at: number, size: number, name: string, value: string, meaning?: string) => ({
    at,
    size,
    name,
    value,
    ...(meaning === undefined ? {} : { meaning }),
    rfc,
  })
  const vendorClass = tryOption(packet, options.vendorClass) ?? ''
  const found: ExplainedField[] = []
  const firstAt = new Map<number, number>()
  eachOption(bytes, (code, data, at) => {
    const begun = firstAt.get(code)
    if (begun !== undefined) return found.push(explainPart(code, data, at, begun, words))
    firstAt.set(code, at)
    const whole = packet.options.get(code) ?? data
    const place = { at, size: data.length + 2 }
    return found.push(explainOption(code, whole, place, vendorClass, words))
  })
  return [
    field(0, 1, 'op', packet.op === 'request' ? '1' : '2', words.opcodes[packet.op]),
    field(1, 1, 'htype', String(packet.htype), packet.htype === 1 ? 'Ethernet' : undefined),
    field(2, 1, 'hlen', String(packet.chaddr.length)),
    field(3, 1, 'hops', String(packet.hops)),
    field(4, 4, 'xid', `0x${packet.xid.toString(16).padStart(8, '0')}`),
    field(8, 2, 'secs', String(packet.secs)),
    field(
      10,
      2,
      'flags',
      `0x${packet.flags.toString(16).padStart(4, '0')}`,
      (packet.flags & broadcastFlag) === 0 ? 'unicast' : 'broadcast',
    ),
    field(12, 4, 'ciaddr', packet.ciaddr),
    field(16, 4, 'yiaddr', packet.yiaddr),
    field(20, 4, 'siaddr', packet.siaddr),
    field(24, 4, 'giaddr', packet.giaddr),
    field(layout.chaddr, packet.chaddr.length, 'chaddr', hex(packet.chaddr, ':')),
    field(layout.sname, 64, 'sname', JSON.stringify(packet.sname)),
    field(layout.file, 128, 'file', JSON.stringify(packet.file)),
    ...found,
    ...(packet.cut === undefined ? [] : [explainCut(bytes, packet.cut, words)]),
  ]
}
