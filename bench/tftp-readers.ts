/**
 * Many TFTP readers in one process, for bench/tftp.ts: `tftp-readers.ts COUNT FILE BYTES WINDOWSIZE`. All ask at
 * once; each has its own socket on 127.0.0.1. A reader costs less here than as a program of its own (a switch
 * of process for each packet is more work than a server has with it), so that the servers are measured and not
 * the readers. Prints `{ seconds, each, resent, cpu }`; ends with 1 when a file did not arrive whole.
 */
import { createLabNetwork } from '../src/main/net/index.ts'
import {
  allocate,
  createEvents,
  EPOLL_CTL_ADD,
  loadLibc,
  type Libc,
} from '../src/main/tftp/lane/libc.ts'
import { beginReceiving, receive, type Receiving } from '../src/main/tftp/receive.ts'
import { decodeTftp, encodeTftp } from '../src/shared/packet/index.ts'

const address = '127.0.0.1'
const serverPort = 69
const addressSize = 16
const packetSize = 2048
/** ms of silence after which a reader sends its last packet again. */
const patience = 1000
const limit = 120_000

type Reader = {
  readonly fd: number
  receiving: Receiving
  /** The transfer's port at the server; its main port until it has answered. */
  port: number
  last: Uint8Array
  sentAt: number
  /** ms from the start to the last block. */
  took: number
}

const [count = 1, bytes = 0, windowsize = 1] = [2, 4, 5].map((at) => Number(process.argv[at]))
const file = process.argv[3] ?? ''

const request = encodeTftp({
  kind: 'read',
  name: file,
  mode: 'octet',
  options: [
    { name: 'blksize', value: '1468' },
    ...(windowsize > 1 ? [{ name: 'windowsize', value: String(windowsize) }] : []),
  ],
})

const needLibc = (): Libc => {
  const libc = loadLibc()
  if (libc === undefined) throw new Error('There is no libc to call.')
  return libc
}
const libc = needLibc()
const network = createLabNetwork({ address })
const packet = allocate(packetSize)
const out = allocate(packetSize)
const peer = allocate(addressSize)
const peerSize = allocate(4)
const to = allocate(addressSize)
to.view.setUint16(0, 2, true)
to.view.setUint32(4, 0x7f000001)
const epoll = libc.epoll_create1(0)
const events = createEvents(256)
const state = { left: count, resent: 0 }

const send = (reader: Reader, bytes: Uint8Array, now: number) => {
  out.bytes.set(bytes)
  to.view.setUint16(2, reader.port)
  libc.sendto(reader.fd, out.at, bytes.length, 0, to.at, addressSize)
  reader.sentAt = now
}
/** ACKs are many: they are made in place and kept as their number alone. */
const ackBytes = (block: number) => Uint8Array.of(0, 4, block >> 8, block & 0xff)

const hear = (reader: Reader, now: number): boolean => {
  peerSize.view.setUint32(0, addressSize, true)
  const size = libc.recvfrom(reader.fd, packet.at, packetSize, 0, peer.at, peerSize.at)
  if (size < 0) return false
  if (reader.receiving.complete) return true
  reader.port = peer.view.getUint16(2)
  const { receiving, ack } = receive(reader.receiving, decodeTftp(packet.bytes.subarray(0, size)))
  reader.receiving = receiving
  if (ack !== undefined) send(reader, (reader.last = ackBytes(ack)), now)
  if (receiving.complete) {
    reader.took = now - begun
    state.left -= 1
  }
  return true
}

const readers = new Map<number, Reader>()
for (let index = 0; index < count; index += 1) {
  const fd = (await network.descriptor?.({ address, port: 0 })) ?? -1
  readers.set(fd, {
    fd,
    receiving: beginReceiving,
    port: serverPort,
    last: request,
    sentAt: 0,
    took: 0,
  })
  events.setInput(fd)
  libc.epoll_ctl(epoll, EPOLL_CTL_ADD, fd, events.at)
}

const begun = performance.now()
for (const reader of readers.values()) send(reader, request, begun)
for (let now = begun; state.left > 0 && now - begun < limit; now = performance.now()) {
  const ready = libc.epoll_wait(epoll, events.at, events.most, 100)
  const at = performance.now()
  for (let index = 0; index < ready; index += 1) {
    const reader = readers.get(events.fdOf(index))
    // A window is taken whole; one block is all there is in lock step.
    if (reader !== undefined) for (let turn = 0; turn < windowsize && hear(reader, at); turn += 1);
  }
  if (ready > 0) continue
  for (const reader of readers.values()) {
    if (reader.receiving.complete || at - reader.sentAt < patience) continue
    state.resent += 1
    send(reader, reader.last, at)
  }
}
const seconds = (performance.now() - begun) / 1000
const all = [...readers.values()]
const { user, system } = process.cpuUsage()
process.stdout.write(
  `${JSON.stringify({
    seconds,
    each: all.map(({ took }) => took / 1000),
    resent: state.resent,
    cpu: (user + system) / 1e6,
  })}\n`,
)
process.exitCode = all.every(({ receiving }) => receiving.bytes === bytes) ? 0 : 1
