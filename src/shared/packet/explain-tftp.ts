import { assertNever, LabError } from '../base/index.ts'
import { field, hexText, printable, type Explanation, type Field } from './explanation.ts'
import { decodeTftp, type TftpOption, type TftpPacket } from './tftp.ts'

const optionMeanings: ReadonlyMap<string, readonly [meaning: string, rfc: string]> = new Map([
  ['blksize', ['Bytes of data in a block; 512 without it.', 'RFC 2348']],
  ['timeout', ['Seconds before a packet is sent again.', 'RFC 2349']],
  ['tsize', ['Bytes of the file; a reader asks with 0.', 'RFC 2349']],
  ['windowsize', ['Blocks sent before an ACK is due.', 'RFC 7440']],
  ['multicast', ['Many readers of one sender.', 'RFC 2090']],
])

const errorMeanings = [
  'Not defined; the message says more.',
  'The file was not found.',
  'Access is not allowed.',
  'The disk is full.',
  'The operation is not allowed in TFTP.',
  'This port takes no part in the transfer.',
  'The file exists already.',
  'There is no such user.',
  'The options were refused; firmware that only asked for the size ends its probe so.',
]

const optionFields = (options: readonly TftpOption[], from: number): readonly Field[] => {
  let at = from
  return options.map(({ name, value }) => {
    const size = name.length + value.length + 2
    const [meaning, rfc] = optionMeanings.get(name.toLowerCase()) ?? [
      'An option we do not know.',
      'RFC 2347',
    ]
    const made = field(`option ${printable(name)}`, printable(value), at, size, { meaning, rfc })
    at += size
    return made
  })
}

const opcodeField = (bytes: Uint8Array, name: string, meaning: string): Field =>
  field('opcode', `${bytes[1]} ${name}`, 0, 2, { meaning, rfc: 'RFC 1350 5' })

const blockField = (block: number): Field =>
  field('block', String(block), 2, 2, {
    rfc: 'RFC 1350 5',
    meaning: 'Counts from 1; 16 bits, then from 0 again.',
  })

const optionsText = (options: readonly TftpOption[]): string =>
  options.map(({ name, value }) => ` ${printable(name)}=${printable(value)}`).join('')

type Told = Pick<Explanation, 'title' | 'fields'>

const tell = (packet: TftpPacket, bytes: Uint8Array, length: number): Told => {
  switch (packet.kind) {
    case 'read':
    case 'write': {
      const { name, mode, options } = packet
      const word = packet.kind === 'read' ? 'RRQ' : 'WRQ'
      const modeAt = 2 + name.length + 1
      return {
        title: `${word} ${printable(name)} (${printable(mode)})${optionsText(options)}`,
        fields: [
          opcodeField(
            bytes,
            word,
            packet.kind === 'read' ? 'Asks for a file.' : 'Asks to store a file.',
          ),
          field('file', printable(name), 2, name.length + 1, { rfc: 'RFC 1350 5' }),
          field('mode', printable(mode), modeAt, mode.length + 1, { rfc: 'RFC 1350 1' }),
          ...optionFields(options, modeAt + mode.length + 1),
        ],
      }
    }
    case 'data':
      return {
        title: `DATA block ${packet.block}, ${length - 4} bytes`,
        fields: [
          opcodeField(bytes, 'DATA', 'A block of the file; a short one is the last.'),
          blockField(packet.block),
          field('data', hexText(packet.bytes, 16), 4, length - 4, { rfc: 'RFC 1350 5' }),
        ],
      }
    case 'ack':
      return {
        title: `ACK of block ${packet.block}`,
        fields: [
          opcodeField(bytes, 'ACK', 'Everything up to this block has arrived.'),
          blockField(packet.block),
        ],
      }
    case 'error':
      return {
        title: `ERROR ${packet.code} ${printable(packet.message)}`,
        fields: [
          opcodeField(bytes, 'ERROR', 'Ends the transfer; it is not answered.'),
          field('code', String(packet.code), 2, 2, {
            meaning: errorMeanings[packet.code] ?? 'A code no RFC defines.',
            rfc: packet.code === 8 ? 'RFC 2347' : 'RFC 1350 appendix I',
          }),
          field('message', printable(packet.message), 4, length - 4, { rfc: 'RFC 1350 5' }),
        ],
      }
    case 'oack':
      return {
        title: `OACK${optionsText(packet.options)}`,
        fields: [
          opcodeField(bytes, 'OACK', 'The options the server grants; the client answers ACK 0.'),
          ...optionFields(packet.options, 2),
        ],
      }
    default:
      return assertNever(packet)
  }
}

/** Explains a TFTP packet; undefined when the bytes are none. `length` is what was on the wire. */
export const explainTftp = (bytes: Uint8Array, length: number): Explanation | undefined => {
  try {
    return { protocol: 'tftp', ...tell(decodeTftp(bytes), bytes, length), problems: [] }
  } catch (error) {
    if (error instanceof LabError) return undefined
    throw error
  }
}
