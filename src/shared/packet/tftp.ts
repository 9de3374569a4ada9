import { assertNever, LabError } from '../base/index.ts'
import { concat, latin1, toLatin1, u16 } from './bytes.ts'

/*
 * RFC 1350 section 5, RFC 2347:
 *
 *   RRQ, WRQ   | 01 or 02 | name 0 | mode 0 | option 0 | value 0 | ...
 *   DATA       | 03       | block  | 0 to blksize bytes
 *   ACK        | 04       | block  |
 *   ERROR      | 05       | code   | message 0
 *   OACK       | 06       | option 0 | value 0 | ...
 *
 * Opcode, block and code are 16 bits in network order; text is octets ended by a zero.
 */

export const tftpOpcodes = { read: 1, write: 2, data: 3, ack: 4, error: 5, oack: 6 } as const

/** RFC 1350 appendix I and RFC 2347 (8). */
export const tftpErrors = {
  notDefined: 0,
  fileNotFound: 1,
  accessViolation: 2,
  diskFull: 3,
  illegalOperation: 4,
  unknownTransferId: 5,
  fileExists: 6,
  noSuchUser: 7,
  optionsRefused: 8,
} as const

/** An option as it was written: names in any case, values as text. */
export type TftpOption = { readonly name: string; readonly value: string }

export type TftpRequest = {
  readonly kind: 'read' | 'write'
  readonly name: string
  /** As the client wrote it; `octet` and `netascii` in any case. */
  readonly mode: string
  readonly options: readonly TftpOption[]
}

export type TftpPacket =
  | TftpRequest
  | { readonly kind: 'data'; readonly block: number; readonly bytes: Uint8Array }
  | { readonly kind: 'ack'; readonly block: number }
  | { readonly kind: 'error'; readonly code: number; readonly message: string }
  | { readonly kind: 'oack'; readonly options: readonly TftpOption[] }

const malformed = (what: string, offset: number, size: number): LabError =>
  new LabError('tftp.malformed', `TFTP: ${what} at byte ${offset} of ${size}`, { offset, size })

type Text = { readonly text: string; readonly next: number }

/** The text that begins at `from`; undefined when no zero ends it. */
const textAt = (bytes: Uint8Array, from: number): Text | undefined => {
  const end = bytes.indexOf(0, from)
  return end < 0 ? undefined : { text: latin1(bytes, from, end), next: end + 1 }
}

const requiredText = (bytes: Uint8Array, from: number, what: string): Text => {
  const found = textAt(bytes, from)
  if (found === undefined) throw malformed(`${what} has no end`, from, bytes.length)
  return found
}

/**
 * Options to the end of the packet. Some ROMs pad with zeros or forget the last one: what is no
 * whole pair of name and value is left out, as RFC 2347 leaves out what it does not know.
 */
const optionsAt = (bytes: Uint8Array, from: number): readonly TftpOption[] => {
  const options: TftpOption[] = []
  let at = from
  while (at < bytes.length) {
    const name = textAt(bytes, at)
    if (name === undefined || name.text === '') break
    const value = textAt(bytes, name.next)
    if (value === undefined) break
    options.push({ name: name.text, value: value.text })
    at = value.next
  }
  return options
}

const decodeRequest = (kind: 'read' | 'write', bytes: Uint8Array): TftpRequest => {
  const name = requiredText(bytes, 2, 'the file name')
  const mode = requiredText(bytes, name.next, 'the mode')
  return { kind, name: name.text, mode: mode.text, options: optionsAt(bytes, mode.next) }
}

/** Takes one datagram apart. Throws `tftp.malformed` with the offset. */
export const decodeTftp = (bytes: Uint8Array): TftpPacket => {
  const size = bytes.length
  if (size < 4) throw malformed('a packet has at least 4 bytes, this one ends', size, size)
  const opcode = u16(bytes, 0)
  switch (opcode) {
    case tftpOpcodes.read:
      return decodeRequest('read', bytes)
    case tftpOpcodes.write:
      return decodeRequest('write', bytes)
    case tftpOpcodes.data:
      return { kind: 'data', block: u16(bytes, 2), bytes: bytes.subarray(4) }
    case tftpOpcodes.ack:
      return { kind: 'ack', block: u16(bytes, 2) }
    case tftpOpcodes.error:
      // A message without its zero is common and harms nobody.
      return {
        kind: 'error',
        code: u16(bytes, 2),
        message: textAt(bytes, 4)?.text ?? latin1(bytes, 4),
      }
    case tftpOpcodes.oack:
      return { kind: 'oack', options: optionsAt(bytes, 2) }
    default:
      throw malformed(`opcode ${opcode} is unknown`, 0, size)
  }
}

const head = (opcode: number, value?: number): Uint8Array =>
  value === undefined
    ? Uint8Array.of(0, opcode)
    : Uint8Array.of(0, opcode, (value >> 8) & 0xff, value & 0xff)

const zeroEnded = (text: string): Uint8Array => {
  if (text.includes('\0')) throw new LabError('tftp.malformed', 'TFTP text holds no zero', { text })
  return concat([toLatin1(text), Uint8Array.of(0)])
}

const encodeOptions = (options: readonly TftpOption[]): readonly Uint8Array[] =>
  options.flatMap(({ name, value }) => [zeroEnded(name), zeroEnded(value)])

/** Puts one packet together. Throws `tftp.malformed` when a text holds a zero. */
export const encodeTftp = (packet: TftpPacket): Uint8Array => {
  switch (packet.kind) {
    case 'read':
    case 'write':
      return concat([
        head(tftpOpcodes[packet.kind]),
        zeroEnded(packet.name),
        zeroEnded(packet.mode),
        ...encodeOptions(packet.options),
      ])
    case 'data':
      return concat([head(tftpOpcodes.data, packet.block), packet.bytes])
    case 'ack':
      return head(tftpOpcodes.ack, packet.block)
    case 'error':
      return concat([head(tftpOpcodes.error, packet.code), zeroEnded(packet.message)])
    case 'oack':
      return concat([head(tftpOpcodes.oack), ...encodeOptions(packet.options)])
    default:
      return assertNever(packet)
  }
}
