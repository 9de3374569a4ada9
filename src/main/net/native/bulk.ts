import koffi from 'koffi'
import { ipv4ToNumber, numberToIpv4 } from '../../../shared/base/index.ts'
import type { Datagram, Endpoint } from '../network.ts'
import type { BulkDatagrams, Parcel } from './binding.ts'
import { allocate, type Memory } from './memory.ts'
import { AF_INET } from './posix.ts'

/** The two calls; pointers are plain numbers. They return how many datagrams went, or -1. */
type BulkLibc = {
  recvmmsg(fd: number, headers: number, count: number, flags: number, timeout: number): number
  sendmmsg(fd: number, headers: number, count: number, flags: number): number
  errno(): number
}

/** Datagrams in one call. More would keep the first one waiting for its answer while the last is read. */
const portion = 16
/** Bytes of the longest datagram taken (any), and of the longest sent so (an Ethernet frame's). */
const room = { received: 65_536, sent: 1472 }
/** Sizes on 64-bit Linux: `struct mmsghdr`, `struct iovec`, `struct sockaddr_in`. */
const sizes = { header: 64, vector: 16, address: 16 }
/** Bytes that datagrams share: memory for each one by itself costs more than to copy it. */
const shelfSize = 8192
const EAGAIN = 11

const loadBulkLibc = (): BulkLibc => {
  const libc = koffi.load('libc.so.6')
  return {
    recvmmsg: libc.func('recvmmsg', 'int', ['int', 'uintptr_t', 'uint32_t', 'int', 'uintptr_t']),
    sendmmsg: libc.func('sendmmsg', 'int', ['int', 'uintptr_t', 'uint32_t', 'int']),
    errno: () => koffi.errno(),
  }
}

/** Headers that each point at an address and at `room` bytes. */
const createSlots = (room: number) => {
  const headers = allocate(portion * sizes.header)
  const vectors = allocate(portion * sizes.vector)
  const addresses = allocate(portion * sizes.address)
  const data = allocate(portion * room)
  const point = (memory: Memory, at: number, to: number) => {
    memory.view.setBigUint64(at, BigInt(to), true)
  }
  headers.bytes.fill(0)
  addresses.bytes.fill(0)
  for (let index = 0; index < portion; index += 1) {
    const header = index * sizes.header
    point(headers, header, addresses.at + index * sizes.address)
    headers.view.setUint32(header + 8, sizes.address, true)
    point(headers, header + 16, vectors.at + index * sizes.vector)
    point(headers, header + 24, 1)
    point(vectors, index * sizes.vector, data.at + index * room)
    point(vectors, index * sizes.vector + 8, room)
  }
  return {
    at: headers.at,
    data: data.bytes,
    addresses: addresses.view,
    lengthOf: (index: number) => headers.view.getUint32(index * sizes.header + 56, true),
    setLength: (index: number, length: number) => {
      vectors.view.setUint32(index * sizes.vector + 8, length, true)
    },
  }
}

/**
 * `recvmmsg` and `sendmmsg`: under a storm of small packets Node's own way, one call and several objects for each, costs more
 * than the answers do.
 */
const createBulkDatagrams = (libc: BulkLibc): BulkDatagrams => {
  const taken = createSlots(room.received)
  const given = createSlots(room.sent)
  let sender: Endpoint = { address: '0.0.0.0', port: 0 }
  let senderNumber = 0
  let shelf = new Uint8Array(0)
  let used = 0

  /** A relay agent sends all packets of its clients: its address is written out once. */
  const senderOf = (index: number): Endpoint => {
    const at = index * sizes.address
    const port = taken.addresses.getUint16(at + 2)
    const number = taken.addresses.getUint32(at + 4)
    if (number === senderNumber && port === sender.port) return sender
    senderNumber = number
    sender = { address: numberToIpv4(number), port }
    return sender
  }

  /** A copy of a datagram that was taken. */
  const keep = (index: number): Uint8Array => {
    const start = index * room.received
    const size = taken.lengthOf(index)
    if (size > shelf.length - used) [shelf, used] = [new Uint8Array(Math.max(size, shelfSize)), 0]
    const bytes = shelf.subarray(used, used + size)
    bytes.set(taken.data.subarray(start, start + size))
    used += size
    return bytes
  }

  const put = (index: number, { bytes, to }: Parcel) => {
    const at = index * sizes.address
    given.addresses.setUint16(at, AF_INET, true)
    given.addresses.setUint16(at + 2, to.port)
    given.addresses.setUint32(at + 4, ipv4ToNumber(to.address))
    given.data.set(bytes, index * room.sent)
    given.setLength(index, bytes.length)
  }

  return {
    receive(fd) {
      const count = libc.recvmmsg(fd, taken.at, portion, 0, 0)
      const found: Datagram[] = []
      for (let index = 0; index < count; index += 1)
        found.push({ bytes: keep(index), from: senderOf(index) })
      return found
    },
    send(fd, parcels, failed) {
      let done = 0
      while (done < parcels.length) {
        const next = parcels.slice(done, done + portion)
        const long = next.findIndex(({ bytes }) => bytes.length > room.sent)
        if (long === 0) return parcels.slice(done)
        const fitting = long < 0 ? next : next.slice(0, long)
        for (const [index, parcel] of fitting.entries()) put(index, parcel)
        const sent = libc.sendmmsg(fd, given.at, fitting.length, 0)
        if (sent < 0 && libc.errno() === EAGAIN) return parcels.slice(done)
        if (sent < 0) failed(new Error(`sendmmsg: errno ${String(libc.errno())}`))
        done += Math.max(1, sent)
      }
      return []
    },
  }
}

let made: BulkDatagrams | undefined

/** The calls in bulk. One memory serves all sockets of the thread: what is taken is copied before anybody sees it. */
export const bulkDatagrams = (): BulkDatagrams => (made ??= createBulkDatagrams(loadBulkLibc()))
