import { assertNever, LabError } from '../base/index.ts'
import { field, hexText, printable, type Explanation, type Field } from './explanation.ts'
import { decodeTftp, type TftpOption, type TftpPacket } from './tftp.ts'
import type { PacketWords } from './words.ts'

const optionSources = {
  blksize: 'RFC 2348',
  timeout: 'RFC 2349',
  tsize: 'RFC 2349',
  windowsize: 'RFC 7440',
  multicast: 'RFC 2090',
} as const
const isKnown = (name: string): name is keyof typeof optionSources => name in optionSources

const optionMeaning = (name: string, words: PacketWords) =>
  isKnown(name)
    ? { meaning: words.tftpOptions[name], rfc: optionSources[name] }
    : { meaning: words.tftpUnknownOption, rfc: 'RFC 2347' }

const optionFields = (
  options: readonly TftpOption[],
  from: number,
  words: PacketWords,
): readonly Field[] => {
  let at = from
  return options.map(({ name, value }) => {
    const size = name.length + value.length + 2
    const meaning = optionMeaning(name.toLowerCase(), words)
    const made = field(`option ${printable(name)}`, printable(value), at, size, meaning)
    at += size
    return made
  })
}

const opcodeField = (bytes: Uint8Array, name: string, meaning: string, rfc = 'RFC 1350 5'): Field =>
  field('opcode', `${bytes[1]} ${name}`, 0, 2, { meaning, rfc })

const blockField = (block: number, words: PacketWords): Field =>
  field('block', String(block), 2, 2, {
    rfc: 'RFC 1350 5',
    meaning: words.tftpBlock,
  })

const optionsText = (options: readonly TftpOption[]): string =>
  options.map(({ name, value }) => ` ${printable(name)}=${printable(value)}`).join('')

type Told = Pick<Explanation, 'title' | 'fields'>

const tell = (packet: TftpPacket, bytes: Uint8Array, length: number, words: PacketWords): Told => {
  switch (packet.kind) {
    case 'read':
    case 'write': {
      const { name, mode, options } = packet
      const word = packet.kind === 'read' ? 'RRQ' : 'WRQ'
      const modeAt = 2 + name.length + 1
      return {
        title: `${word} ${printable(name)} (${printable(mode)})${optionsText(options)}`,
        fields: [
          opcodeField(bytes, word, words.tftpOpcodes[packet.kind]),
          field('file', printable(name), 2, name.length + 1, { rfc: 'RFC 1350 5' }),
          field('mode', printable(mode), modeAt, mode.length + 1, { rfc: 'RFC 1350 1' }),
          ...optionFields(options, modeAt + mode.length + 1, words),
        ],
      }
    }
    case 'data':
      return {
        title: words.tftpData(packet.block, length - 4),
        fields: [
          opcodeField(bytes, 'DATA', words.tftpOpcodes.data),
          blockField(packet.block, words),
          field('data', hexText(packet.bytes, 16, length - 4), 4, length - 4, {
            rfc: 'RFC 1350 5',
          }),
        ],
      }
    case 'ack':
      return {
        title: words.tftpAck(packet.block),
        fields: [opcodeField(bytes, 'ACK', words.tftpOpcodes.ack), blockField(packet.block, words)],
      }
    case 'error':
      return {
        title: `ERROR ${packet.code} ${printable(packet.message)}`,
        fields: [
          opcodeField(bytes, 'ERROR', words.tftpOpcodes.error),
          field('code', String(packet.code), 2, 2, {
            meaning: words.tftpErrors[packet.code] ?? words.tftpUnknownError,
            rfc: packet.code === 8 ? 'RFC 2347' : 'RFC 1350 appendix I',
          }),
          field('message', printable(packet.message), 4, length - 4, { rfc: 'RFC 1350 5' }),
        ],
      }
    case 'oack':
      return {
        title: `OACK${optionsText(packet.options)}`,
        fields: [
          opcodeField(bytes, 'OACK', words.tftpOpcodes.oack, 'RFC 2347'),
          ...optionFields(packet.options, 2, words),
        ],
      }
    default:
      return assertNever(packet)
  }
}

/** Explains a TFTP packet; undefined when the bytes are none. `length` is what was on the wire. */
export const explainTftp = (
  bytes: Uint8Array,
  length: number,
  words: PacketWords,
): Explanation | undefined => {
  try {
    return { protocol: 'tftp', ...tell(decodeTftp(bytes), bytes, length, words), problems: [] }
  } catch (error) {
    if (error instanceof LabError) return undefined
    throw error
  }
}
