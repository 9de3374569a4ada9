/**
 * Many TFTP readers in one process, for bench/tftp.ts: `tftp-readers.ts COUNT FILE BYTES WINDOWSIZE`. All ask at
 * once, each from an address of its own, as machines of a rack do. They share system calls (datagrams.ts), so that
 * the servers are measured and not the readers. Prints `{ seconds, each, resent, cpu }`; ends with 1 when a file did
 * not arrive whole.
 */
import { loadLibc } from '../src/main/tftp/lane/libc.ts'
import { decodeTftp, encodeTftp, u16 } from '../src/shared/packet/index.ts'
import { openDatagrams } from './datagrams.ts'

const serverPort = 69
const ownPort = 4000
const blockSize = 1468
/** Datagrams of one call: few enough that the server has work while they are looked at. */
const most = 8
/** ms of silence after which a reader sends its last packet again. */
const patience = 1000
const limit = 120_000

type Reader = {
  /** The transfer's port at the server; its main port until it has answered. */
  port: number
  windowSize: number
  /** Last block taken in order, last one acknowledged, and whether the gap after it was told. */
  block: number
  acked: number
  gapTold: boolean
  bytes: number
  /** Whether its request was answered: from then on it has an ACK to repeat. */
  answered: boolean
  sentAt: number
  /** ms from the start to the last block; undefined before it. */
  took: number | undefined
}

const [count = 1, bytes = 0, windowsize = 1] = [2, 4, 5].map((at) => Number(process.argv[at]))
const request = encodeTftp({
  kind: 'read',
  name: process.argv[3] ?? '',
  mode: 'octet',
  options: [
    { name: 'blksize', value: String(blockSize) },
    ...(windowsize > 1 ? [{ name: 'windowsize', value: String(windowsize) }] : []),
  ],
})

const libc = loadLibc()
if (libc === undefined) throw new Error('There is no libc to call.')
const datagrams = openDatagrams(libc, ownPort, most)
const readers: readonly Reader[] = Array.from({ length: count }, () => ({
  port: serverPort,
  windowSize: 1,
  block: 0,
  acked: 0,
  gapTold: false,
  bytes: 0,
  answered: false,
  sentAt: 0,
  took: undefined,
}))
const state = { left: count, resent: 0, now: 0 }

const ask = (host: number, reader: Reader) => {
  reader.sentAt = state.now
  datagrams.queue(host, reader.port, request)
}
const acknowledge = (host: number, reader: Reader) => {
  reader.acked = reader.block
  reader.answered = true
  reader.sentAt = state.now
  datagrams.acknowledge(host, reader.port, reader.block)
}
const onNextBlock = (host: number, reader: Reader, size: number) => {
  reader.block += 1
  reader.bytes += size
  reader.gapTold = false
  if (size < blockSize) {
    reader.took = state.now - begun
    state.left -= 1
  }
  const isDue = size < blockSize || reader.block - reader.acked >= reader.windowSize
  if (isDue) acknowledge(host, reader)
}
/** A gap is told once; what we have already is acknowledged again only when it is the latest. */
const onOtherBlock = (host: number, reader: Reader, block: number) => {
  const ahead = (block - reader.block) & 0xffff
  if (ahead > reader.windowSize || (ahead > 0 && reader.gapTold)) return
  reader.gapTold = true
  acknowledge(host, reader)
}
const onOther = (host: number, reader: Reader, datagram: Uint8Array) => {
  const heard = decodeTftp(datagram)
  if (heard.kind === 'error') throw new Error(`ERROR ${String(heard.code)}: ${heard.message}`)
  if (heard.kind !== 'oack') return
  const granted = heard.options.find(({ name }) => name === 'windowsize')
  reader.windowSize = Number(granted?.value ?? 1)
  acknowledge(host, reader)
}
const hear = (host: number, port: number, from: Uint8Array, at: number, size: number) => {
  const reader = readers[host]
  if (reader === undefined || reader.took !== undefined) return
  // A server that was asked twice may answer from two ports; the first is the transfer's (RFC 1350 section 4).
  if (reader.answered && port !== reader.port) return
  reader.port = port
  if (from[at + 1] !== 3) return onOther(host, reader, from.slice(at, at + size))
  const block = u16(from, at + 2)
  if (block === ((reader.block + 1) & 0xffff)) onNextBlock(host, reader, size - 4)
  else onOtherBlock(host, reader, block)
}
const repeat = () => {
  for (const [host, reader] of readers.entries()) {
    if (reader.took !== undefined || state.now - reader.sentAt < patience) continue
    state.resent += 1
    const repeatLast = reader.answered ? acknowledge : ask
    repeatLast(host, reader)
  }
}

const usedBefore = process.cpuUsage()
const begun = performance.now()
state.now = begun
for (const [host, reader] of readers.entries()) ask(host, reader)
datagrams.flush()
for (let checked = begun; state.left > 0 && state.now - begun < limit;) {
  datagrams.receive(hear)
  state.now = performance.now()
  if (state.now - checked > 100) {
    checked = state.now
    repeat()
  }
  datagrams.flush()
}
const seconds = (performance.now() - begun) / 1000
const { user, system } = process.cpuUsage(usedBefore)
process.stdout.write(
  `${JSON.stringify({
    seconds,
    each: readers.map(({ took = limit }) => took / 1000),
    resent: state.resent,
    cpu: (user + system) / 1e6,
  })}\n`,
)
process.exitCode = readers.every((reader) => reader.bytes === bytes) ? 0 : 1
