import koffi from 'koffi'
import { allocate, type Memory } from '../src/main/net/native/memory.ts'
import { AF_INET, SOL_SOCKET, type Libc } from '../src/main/tftp/lane/libc.ts'

/*
 * Many datagrams in one system call, for readers that are to cost less than the servers they measure. One socket stands
 * for many machines: each has an address of its own in 127.0.0.0/8, which travels beside the datagram (IP_PKTINFO).
 */

const SOCK_DGRAM_CLOEXEC = 0o2000002
const SO_RCVTIMEO = 20
const SO_RCVBUFFORCE = 33
const IPPROTO_IP = 0
const IP_PKTINFO = 8
const IP_MTU_DISCOVER = 10
const IP_PMTUDISC_DO = 2
const MSG_WAITFORONE = 0x10000

const addressSize = 16
const dataSize = 2048
/** A `struct cmsghdr` and a `struct in_pktinfo`, filled up to eight bytes. */
const controlSize = 32
/** `struct mmsghdr`: a `struct msghdr` of 56 bytes, then the length. */
const headerSize = 64
const lengthAt = 56
/** Bytes the kernel may hold for the readers; as root, past the usual limit. */
const receiveBuffer = 64 * 1024 * 1024

const { recvmmsg, sendmmsg } = (() => {
  const library = koffi.load('libc.so.6')
  return {
    recvmmsg: library.func('recvmmsg', 'int', ['int', 'uintptr_t', 'uint32_t', 'int', 'uintptr_t']),
    sendmmsg: library.func('sendmmsg', 'int', ['int', 'uintptr_t', 'uint32_t', 'int']),
  }
})()

/** Room for `most` messages: headers, peers, control blocks and data, wired to each other once. */
const createMessages = (most: number) => {
  const headers = allocate(most * headerSize)
  const vectors = allocate(most * 16)
  const peers = allocate(most * addressSize)
  const controls = allocate(most * controlSize)
  const data = allocate(most * dataSize)
  const point = ({ view }: Memory, at: number, to: number) =>
    view.setBigUint64(at, BigInt(to), true)
  const reset = (index: number) => {
    const at = index * headerSize
    headers.view.setUint32(at + 8, addressSize, true)
    headers.view.setUint32(at + 40, controlSize, true)
  }
  for (let index = 0; index < most; index += 1) {
    const at = index * headerSize
    headers.bytes.fill(0, at, at + headerSize)
    point(headers, at, peers.at + index * addressSize)
    point(headers, at + 16, vectors.at + index * 16)
    point(headers, at + 24, 1)
    point(headers, at + 32, controls.at + index * controlSize)
    point(vectors, index * 16, data.at + index * dataSize)
    point(vectors, index * 16 + 8, dataSize)
    reset(index)
  }
  return { headers, vectors, peers, controls, data, reset }
}

export type Datagrams = {
  /**
   * Waits up to 100 ms for datagrams and hands each to `hear`: its bytes lie in `bytes` from `at` on, it went to the
   * machine `host` (the last 16 bits of its address) and came from `port`. Returns how many there were.
   */
  receive(
    hear: (host: number, port: number, bytes: Uint8Array, at: number, size: number) => void,
  ): number
  /** Queues a datagram from the machine `host` to `port` of the server. */
  queue(host: number, port: number, bytes: Uint8Array): void
  /** The same with an ACK of a block. */
  acknowledge(host: number, port: number, block: number): void
  /** Sends what is queued. */
  flush(): void
}

/** Machines 127.1.0.0 to 127.1.255.255 on `port`; the server is 127.0.0.1. At most `most` datagrams a call. */
export const openDatagrams = (libc: Libc, port: number, most: number): Datagrams => {
  const fd = libc.socket(AF_INET, SOCK_DGRAM_CLOEXEC, 0)
  const input = createMessages(most)
  const output = createMessages(most)
  const small = allocate(addressSize)
  let queued = 0

  const setOption = (level: number, name: number, ...words: readonly number[]) => {
    words.forEach((word, index) => small.view.setUint32(index * 4, word, true))
    if (libc.setsockopt(fd, level, name, small.at, words.length * 4) !== 0) {
      throw new Error(`Socket option ${String(name)} was refused`)
    }
  }
  setOption(SOL_SOCKET, SO_RCVBUFFORCE, receiveBuffer)
  setOption(SOL_SOCKET, SO_RCVTIMEO, 0, 0, 100_000, 0)
  setOption(IPPROTO_IP, IP_PKTINFO, 1)
  // What may not be cut up needs no number to be put together by.
  setOption(IPPROTO_IP, IP_MTU_DISCOVER, IP_PMTUDISC_DO)
  small.bytes.fill(0)
  small.view.setUint16(0, AF_INET, true)
  small.view.setUint16(2, port)
  if (libc.bind(fd, small.at, addressSize) !== 0) throw new Error(`Port ${String(port)} is taken`)
  for (let index = 0; index < most; index += 1) {
    output.peers.view.setUint16(index * addressSize, AF_INET, true)
    output.peers.view.setUint32(index * addressSize + 4, 0x7f000001)
    const at = index * controlSize
    output.controls.view.setUint32(at, 28, true)
    output.controls.view.setUint32(at + 8, IPPROTO_IP, true)
    output.controls.view.setUint32(at + 12, IP_PKTINFO, true)
    output.controls.view.setUint32(at + 16, 0, true)
  }

  const flush = () => {
    for (let sent = 0; sent < queued;) {
      const done = Number(sendmmsg(fd, output.headers.at + sent * headerSize, queued - sent, 0))
      if (done < 0) throw new Error(`Sending failed: ${String(koffi.errno())}`)
      sent += done
    }
    queued = 0
  }
  /** Addresses the next datagram, and says where its bytes belong. */
  const place = (host: number, to: number, size: number): number => {
    if (queued === most) flush()
    output.peers.view.setUint16(queued * addressSize + 2, to)
    output.controls.view.setUint32(queued * controlSize + 20, 0x7f010000 + host)
    output.vectors.view.setUint32(queued * 16 + 8, size, true)
    queued += 1
    return (queued - 1) * dataSize
  }
  return {
    receive: (hear) => {
      const count = Number(recvmmsg(fd, input.headers.at, most, MSG_WAITFORONE, 0))
      for (let index = 0; index < count; index += 1) {
        const host = input.controls.view.getUint16(index * controlSize + 26)
        const from = input.peers.view.getUint16(index * addressSize + 2)
        const size = input.headers.view.getUint32(index * headerSize + lengthAt, true)
        hear(host, from, input.data.bytes, index * dataSize, size)
        input.reset(index)
      }
      return Math.max(0, count)
    },
    queue: (host, to, bytes) => {
      const at = place(host, to, bytes.length)
      output.data.bytes.set(bytes, at)
    },
    acknowledge: (host, to, block) => {
      const at = place(host, to, 4)
      output.data.view.setUint16(at, 4)
      output.data.view.setUint16(at + 2, block & 0xffff)
    },
    flush,
  }
}
