import { ipv4ToNumber } from '../../../shared/base/index.ts'
import { encodeTftp, tftpErrors } from '../../../shared/packet/tftp.ts'
import { createRingWriter, type PacketHead } from '../../capture/ring.ts'
import type { Endpoint } from '../../net/network.ts'
import { allocate, type Memory } from '../../net/native/memory.ts'
import {
  AF_INET,
  ECONNREFUSED,
  SO_BINDTODEVICE,
  SO_REUSEADDR,
  SOCK_DATAGRAM,
  SOL_SOCKET,
  SOL_UDP,
  UDP_SEGMENT,
  type Libc,
} from './libc.ts'

/**
 * One transfer's port, on two sockets. One is connected to the client: the kernel keeps strangers
 * off it and need not look for the way to the client with each packet. The other hears who else
 * sends to the port: strangers are to be answered (RFC 1350 section 4).
 */
export type Wire = {
  /** Where strangers are heard; undefined where the system gave no second socket: it refuses them itself. */
  readonly strangers: number | undefined
  /** Sends frames that lie one after the other in `memory`. */
  send(memory: Memory, offset: number, bytes: number, at: number): void
  sendBytes(bytes: Uint8Array, at: number): void
  /** Takes one datagram of the client into `received` and gives its size; -1 when there is none. */
  receive(at: number): number
  /** Answers a stranger, if there is one, with ERROR 5. */
  refuseStranger(at: number): void
  close(): void
}

const addressSize = 16
const receiveSize = 2048
/** `IFNAMSIZ`. */
const deviceSize = 16
/** Smaller blocks go singly: with the option set, an option reply longer than a block would be cut up too. */
const segmentLeast = 512
/** Of a DATA packet the capture keeps the header and the first bytes; of all others everything. */
const dataKept = 32
const errorOpcode = 5

const stranger = encodeTftp({
  kind: 'error',
  code: tftpErrors.unknownTransferId,
  message: 'This transfer belongs to another port',
})

/**
 * Opens wires that share their buffers: a datagram is dealt with before the next is taken. No object
 * is made for a packet.
 */
export const createWires = (libc: Libc, capture: SharedArrayBuffer | undefined) => {
  const received = allocate(receiveSize)
  const other = allocate(addressSize)
  const size = allocate(4)
  const small = allocate(receiveSize)
  const option = allocate(4)
  const device = allocate(deviceSize)
  const ring = capture === undefined ? undefined : createRingWriter(capture)

  const setOption = (fd: number, level: number, name: number, value: number): boolean => {
    option.view.setUint32(0, value, true)
    return libc.setsockopt(fd, level, name, option.at, 4) === 0
  }
  /** The socket's own address, left in `other`. */
  const readLocal = (fd: number) => {
    size.view.setUint32(0, addressSize, true)
    libc.getsockname(fd, other.at, size.at)
  }
  const pinAs = (fd: number, twin: number): boolean => {
    size.view.setUint32(0, deviceSize, true)
    if (libc.getsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, device.at, size.at) !== 0) return false
    const length = size.view.getUint32(0, true)
    return (
      length === 0 || libc.setsockopt(twin, SOL_SOCKET, SO_BINDTODEVICE, device.at, length) === 0
    )
  }
  /** A second socket on the same address, port and interface; only while both allow it. */
  const twinOf = (fd: number): number | undefined => {
    const twin = libc.socket(AF_INET, SOCK_DATAGRAM, 0)
    if (twin < 0) return undefined
    const shared = [fd, twin].every((each) => setOption(each, SOL_SOCKET, SO_REUSEADDR, 1))
    readLocal(fd)
    if (shared && pinAs(fd, twin) && libc.bind(twin, other.at, addressSize) === 0) {
      for (const each of [fd, twin]) setOption(each, SOL_SOCKET, SO_REUSEADDR, 0)
      return twin
    }
    libc.close(twin)
    return undefined
  }
  /** From here on the kernel lets only the client in; what came before is not looked at. */
  const connect = (fd: number, client: Endpoint) => {
    other.view.setUint16(0, AF_INET, true)
    other.view.setUint16(2, client.port)
    other.view.setUint32(4, ipv4ToNumber(client.address))
    libc.connect(fd, other.at, addressSize)
    while (libc.recv(fd, received.at, receiveSize, 0) >= 0);
  }

  const open = (fd: number, client: Endpoint, blockSize: number): Wire => {
    const frame = blockSize + 4
    const strangers = twinOf(fd)
    readLocal(fd)
    const local = {
      tcp: false,
      localAddress: other.view.getUint32(4),
      localPort: other.view.getUint16(2),
    }
    const peer = { peerAddress: ipv4ToNumber(client.address), peerPort: client.port }
    const toClient: PacketHead = { ...local, ...peer, at: 0, sent: true, length: 0 }
    const fromClient: PacketHead = { ...toClient, sent: false }
    const stray: PacketHead = { ...toClient }
    connect(fd, client)
    let segments = blockSize >= segmentLeast && setOption(fd, SOL_UDP, UDP_SEGMENT, frame)

    const keep = (
      head: PacketHead,
      at: number,
      length: number,
      bytes: Uint8Array,
      from = 0,
      most = receiveSize,
    ) => {
      if (ring === undefined) return
      head.at = at
      head.length = length
      ring.write(head, bytes, from, Math.min(length, most))
    }
    /** A client whose port was closed for a moment makes one call fail (RFC 1122, 4.1.3.3): it is made again. */
    const push = (from: number, bytes: number): boolean =>
      libc.send(fd, from, bytes, 0) >= 0 ||
      (libc.errno() === ECONNREFUSED && libc.send(fd, from, bytes, 0) >= 0)
    /**
     * The path cannot segment, or takes less than a block at a time, or the socket's buffer is full: one call for each from
     * then on. While the option is set nothing leaves whose block is longer than the path takes, not even a short packet.
     */
    const pushSingly = (from: number, bytes: number) => {
      if (segments) setOption(fd, SOL_UDP, UDP_SEGMENT, 0)
      segments = false
      for (let offset = 0; offset < bytes; offset += frame) {
        push(from + offset, Math.min(frame, bytes - offset))
      }
    }

    return {
      strangers,
      send: (memory, offset, bytes, at) => {
        const done = segments && push(memory.at + offset, bytes)
        if (!done) pushSingly(memory.at + offset, bytes)
        for (let from = 0; from < bytes; from += frame) {
          keep(toClient, at, Math.min(frame, bytes - from), memory.bytes, offset + from, dataKept)
        }
      },
      sendBytes: (bytes, at) => {
        small.bytes.set(bytes)
        if (!push(small.at, bytes.length) && segments) pushSingly(small.at, bytes.length)
        keep(toClient, at, bytes.length, bytes)
      },
      receive: (at) => {
        const length = libc.recv(fd, received.at, receiveSize, 0)
        if (length >= 0) keep(fromClient, at, length, received.bytes)
        return length
      },
      refuseStranger: (at) => {
        if (strangers === undefined) return
        size.view.setUint32(0, addressSize, true)
        const length = libc.recvfrom(strangers, received.at, receiveSize, 0, other.at, size.at)
        if (length < 0) return
        stray.peerAddress = other.view.getUint32(4)
        stray.peerPort = other.view.getUint16(2)
        stray.sent = false
        keep(stray, at, length, received.bytes)
        // An ERROR is never answered (RFC 1350 section 2): two servers would talk for ever.
        if (length >= 2 && received.bytes[0] === 0 && received.bytes[1] === errorOpcode) return
        small.bytes.set(stranger)
        libc.sendto(strangers, small.at, stranger.length, 0, other.at, addressSize)
        stray.sent = true
        keep(stray, at, stranger.length, stranger)
      },
      close: () => {
        libc.close(fd)
        if (strangers !== undefined) libc.close(strangers)
      },
    }
  }
  return { open, received: received.bytes, publish: () => ring?.publish() }
}
