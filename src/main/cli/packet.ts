import { LabError } from '../../shared/base/index.ts'
import { explain, type Explanation } from '../../shared/packet/index.ts'
import { readCaptureFile, type FilePacket } from '../capture/index.ts'
import type { Output } from './output.ts'
import { readNamed } from './read-named.ts'
import type { Fill } from './shell.ts'

const field = ({ name, value, at, size, meaning, rfc }: Explanation['fields'][number]): string => {
  const place = `${String(at).padStart(5)} +${String(size).padEnd(4)}`
  const why = [meaning, rfc && `[${rfc}]`].filter(Boolean).join(' ')
  return `  ${place} ${name}: ${value}${why === '' ? '' : `  ${why}`}`
}

/** A packet in words: its title, each field with its place in bytes, and what is wrong with it. */
const explanationText = ({ title, fields, problems }: Explanation): string =>
  [title, ...fields.map(field), ...problems.map((problem) => `  ! ${problem}`)].join('\n')

/** What was read before a file turns out to be damaged is told, and then that it is. */
const printJson = (packets: Iterable<FilePacket>, output: Output): void => {
  const told: object[] = []
  try {
    for (const packet of packets) {
      const { number, at, carrier, source, destination, length } = packet
      told.push({ number, at, carrier, source, destination, length, ...explain(packet) })
    }
  } finally {
    output.print(JSON.stringify(told))
  }
}

const printText = (packets: Iterable<FilePacket>, output: Output): void => {
  let count = 0
  for (const packet of packets) {
    const { number, source, destination } = packet
    // The bytes of one packet alone do not say from where to where it went.
    if (source.address !== '') {
      output.print(
        `${number}  ${source.address}:${source.port} > ${destination.address}:${destination.port}`,
      )
    }
    output.print(`${explanationText(explain(packet))}\n`)
    count += 1
  }
  if (count === 0) output.print('No frame of this file carries UDP or TCP over IPv4.')
}

/** A file that is no capture is taken for one packet; one of no protocol of a boot is neither. */
function* demandPackets(file: string, packets: Iterable<FilePacket>): Generator<FilePacket> {
  for (const packet of packets) {
    if (packet.source.address === '' && explain(packet).protocol === 'unknown')
      throw new LabError('capture.unknown', `${file} holds no packet that can be told.`, { file })
    yield packet
  }
}

/** `packet FILE`: explains every boot packet of a pcap or pcapng file. */
export const packetCommand: Fill = (command, { output }) => {
  command
    .argument('<file>')
    .option('--json', 'print the explanations as JSON', false)
    .action(async (file: string, { json }: { json: boolean }) => {
      const packets = demandPackets(
        file,
        readCaptureFile(await readNamed(file, 'capture.unreadable')),
      )
      if (json) printJson(packets, output)
      else printText(packets, output)
    })
}
