/**
 * Mutated packets of readers, strangers and liars against the running TFTP server: its own sessions and clock work, its
 * datagrams go through memory. Time is made: the same seed gives the same run.
 */
import { LabError } from '../../src/shared/base/index.ts'
import {
  decodeTftp,
  encodeTftp,
  tftpErrors,
  type TftpPacket,
} from '../../src/shared/packet/index.ts'
import { toNetascii } from '../../src/main/tftp/netascii.ts'
import { fact, type Fact } from '../../src/shared/facts/index.ts'
import { createBootFiles, createTftp } from '../../src/main/tftp/index.ts'
import { hex } from '../../src/shared/packet/dhcp/index.ts'
import { lab } from '../dhcp/support.ts'
import { createClock } from './clock.ts'
import { createRandom, mutate, type Random } from './random.ts'
import { createWire, textOf, type Sent } from './wire.ts'
import { createScales, type Fuzz } from './report.ts'

const server = '127.98.0.1'
/** Few enough that their packets meet each other's transfers. */
const readers = Array.from({ length: 48 }, (_, index) => ({
  address: `127.98.1.${String(index % 8)}`,
  port: 2000 + index,
}))

const contentOf = (size: number, seed: number) =>
  Uint8Array.from({ length: size }, (_, at) => (Math.imul(at + 1, seed) >>> 13) & 0xff)
const files: Readonly<Record<string, Uint8Array>> = {
  'undionly.kpxe': contentOf(5000, 2_654_435_761),
  'efi/snponly.efi': contentOf(20_480, 2_246_822_519),
  'EMPTY.CFG': new Uint8Array(0),
}
/** What a transfer may carry: each file as it is, and as netascii. */
const carried = Object.values(files).flatMap((bytes) => [bytes, toNetascii(bytes)])

const values = [
  '0',
  '1',
  '7',
  '8',
  '64',
  '512',
  '1468',
  '65464',
  '65465',
  '-1',
  '1e3',
  '9'.repeat(12),
]

const request = (random: Random): TftpPacket => ({
  kind: random.below(12) === 0 ? 'write' : 'read',
  name: random.pick([...Object.keys(files), 'tramp', 'nothing', '../passwd', 'c:\\boot.ini', '/']),
  mode: random.pick(['octet', 'octet', 'OCTET', 'netascii', 'mail']),
  options: Array.from({ length: random.below(5) }, () => ({
    name: random.pick(['blksize', 'BLKSIZE', 'windowsize', 'tsize', 'timeout', 'multicast', '']),
    value: random.pick(values),
  })),
})

/** A reader's packet: what follows from the last it heard, or anything else. */
const packetOf = (heard: TftpPacket | undefined, random: Random): TftpPacket => {
  const block = heard?.kind === 'data' ? heard.block : 0
  switch (random.below(heard === undefined ? 6 : 40)) {
    case 0:
    case 1:
      return request(random)
    case 2:
      return { kind: 'ack', block: random.below(0x1_0000) }
    case 3:
      return { kind: 'error', code: random.below(10), message: 'no' }
    case 4:
      return { kind: 'data', block, bytes: Uint8Array.of(1, 2, 3) }
    case 5:
      return { kind: 'oack', options: [{ name: 'blksize', value: '8' }] }
    default:
      return { kind: 'ack', block }
  }
}

const demand = (holds: boolean, promise: string) => {
  if (!holds) throw new Error(promise)
}

/** What is known of a transfer by what it sent: its block size, and which contents it can be. */
type Seen = { blockSize: number; contents: readonly Uint8Array[] }

const blockOf = (content: Uint8Array, block: number, size: number): Uint8Array | undefined =>
  block >= 1 && (block - 1) * size <= content.length
    ? content.subarray((block - 1) * size, block * size)
    : undefined

const same = (a: Uint8Array | undefined, b: Uint8Array) =>
  a !== undefined && Buffer.compare(a, b) === 0

/** Everything the server sends must be one of these, and right. */
const createJudge = (tramp: Uint8Array) => {
  const transfers = new Map<number, Seen>()
  const contents = [...carried, tramp, toNetascii(tramp)]
  const judge = ({ bytes, socket, isMain, to }: Sent) => {
    const packet = decodeTftp(bytes)
    demand(
      readers.some(({ port }) => port === to.port),
      `${textOf(to)} never asked`,
    )
    if (packet.kind === 'error') {
      demand(packet.code <= tftpErrors.optionsRefused, 'an ERROR has a code of RFC 1350')
      return packet
    }
    demand(!isMain, 'a transfer has a port of its own')
    const seen = transfers.get(socket) ?? { blockSize: 512, contents }
    transfers.set(socket, seen)
    if (packet.kind === 'oack') {
      const size = packet.options.find(({ name }) => name.toLowerCase() === 'blksize')?.value
      if (size !== undefined) seen.blockSize = Number(size)
      demand(seen.blockSize >= 8 && seen.blockSize <= 65_464, 'a block size is within RFC 2348')
      return packet
    }
    if (packet.kind !== 'data') throw new Error(`a reader gets no ${packet.kind}`)
    seen.contents = seen.contents.filter((content) =>
      same(blockOf(content, packet.block, seen.blockSize), packet.bytes),
    )
    demand(seen.contents.length > 0, `block ${String(packet.block)} is of the file, at its place`)
    return packet
  }
  return { judge, forget: (socket: number) => transfers.delete(socket) }
}

/** What a fact shows of a defect that a packet met. */
const defectIn = (made: Fact): string | undefined => {
  if (!fact.safeParse(made).success) return `a fact is one: ${JSON.stringify(made)}`
  if (made.type === 'net.badInput' && made.reason.code === 'lab.unexpected')
    return made.reason.message
  const isEnd = made.type === 'tftp.refused' || made.type === 'tftp.failed'
  return isEnd && made.message.startsWith('A defect of this program') ? made.message : undefined
}

/** Runs `packets` mutations. Rejects at the first broken promise. */
export const fuzzTftp: Fuzz = async (packets, seed) => {
  const random = createRandom(seed)
  const clock = createClock(1_000_000_000_000)
  const tramp = new TextEncoder().encode('#!ipxe\nchain http://127.98.0.1/\n')
  const { judge, forget } = createJudge(tramp)
  const heard = new Map<number, { readonly packet: TftpPacket; readonly socket: number }>()
  const counts = { replies: 0, bad: 0 }
  let broken: unknown
  const document = lab('127.98')
  const wire = createWire(server, {
    sent: (sent) => {
      counts.replies += 1
      try {
        heard.set(sent.to.port, { packet: judge(sent), socket: sent.socket })
      } catch (error) {
        // The server would take it for a fault of its own.
        broken ??= error
      }
    },
    closed: forget,
  })
  const tftp = createTftp({
    network: wire.network,
    document: () => document,
    identify: { byMac: () => 'nobody', byAddress: () => undefined },
    files: createBootFiles({
      loaderDirs: [],
      linkTargets: [],
      tramp: () => '#!ipxe\nchain http://127.98.0.1/\n',
      extra: Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, () => bytes])),
    }),
    record: async (...facts) => {
      for (const each of facts) {
        const defect = defectIn(each)
        if (defect !== undefined) broken ??= new Error(defect)
      }
      counts.bad += facts.filter(({ type }) => type === 'net.badInput').length
      return []
    },
    clock,
    laneWorker: undefined,
  })
  await tftp.start()
  const step = async () => {
    const from = random.pick(readers)
    const last = heard.get(from.port)
    const packet = packetOf(last?.packet, random)
    let bytes = encodeTftp(packet)
    if (random.below(3) === 0)
      for (let changes = 1 + random.below(3); changes > 0; changes -= 1)
        bytes = mutate(bytes, encodeTftp(request(random)), random)
    // To the server's port, to the transfer it reads, or to somebody else's.
    const isRequest = packet.kind === 'read' || packet.kind === 'write'
    const socket = isRequest || random.below(16) === 0 ? wire.main() : last?.socket
    const target = random.below(24) === 0 ? random.pick(wire.open()) : socket
    wire.deliver(target ?? wire.main(), { bytes, from })
    await clock.pass(random.below(400) === 0 ? 40_000 : random.below(120))
    return { bytes, from }
  }
  const scales = createScales(packets)
  for (let count = 0; count < packets; count += 1) {
    scales.at(count)
    const { bytes, from } = await step()
    if (broken !== undefined)
      throw new Error(
        `TFTP, seed ${String(seed)}, packet ${String(count)} from ${textOf(from)}: ${hex(bytes)}`,
        { cause: broken },
      )
  }
  // Whoever fell silent is given up: nothing may stay open.
  for (let tries = 0; tries < 64 && wire.open().length > 1; tries += 1) await clock.pass(40_000)
  const left = wire.open().length - 1
  if (left > 0 || tftp.transfers().length > 0)
    throw new LabError(
      'lab.unexpected',
      `TFTP, seed ${String(seed)}: ${String(left)} transfers never end`,
    )
  const grownMiB = scales.grown()
  await tftp.stop()
  return { packets, ...counts, grownMiB }
}
