import { ipv4ToNumber } from '../../../shared/base/index.ts'
import { encodeTftp, tftpErrors } from '../../../shared/packet/index.ts'
import { createRingWriter, type PacketHead } from '../../capture/ring.ts'
import type { Endpoint } from '../../net/network.ts'
import { allocate, SOL_UDP, UDP_SEGMENT, type Libc, type Memory } from './libc.ts'

/** One transfer's socket. It is not connected: strangers are to be answered (RFC 1350 section 4). */
export type Wire = {
  /** Sends frames that lie one after the other in `memory`. */
  send(memory: Memory, offset: number, bytes: number, at: number): void
  sendBytes(bytes: Uint8Array, at: number): void
  /** Takes one datagram into `received` and gives its size; -1 when there is none. */
  receive(at: number): number
  /** Whether the datagram just received came from the transfer's client. */
  fromClient(): boolean
  /** ERROR 5 to whoever sent the datagram just received. */
  refuseStranger(at: number): void
  close(): void
}

const AF_INET = 2
const addressSize = 16
const receiveSize = 2048
/** Smaller blocks go singly: with the option set, an option reply longer than a block would be cut up too. */
const segmentLeast = 512
/** Of a DATA packet the capture keeps the header and the first bytes; of all others everything. */
const dataKept = 32

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
  const sender = allocate(addressSize)
  const senderSize = allocate(4)
  const small = allocate(receiveSize)
  const option = allocate(4)
  const to = allocate(addressSize)
  to.view.setUint16(0, AF_INET, true)
  const ring = capture === undefined ? undefined : createRingWriter(capture)

  const localOf = (fd: number): { localAddress: number; localPort: number } => {
    senderSize.view.setUint32(0, addressSize, true)
    libc.getsockname(fd, sender.at, senderSize.at)
    return { localAddress: sender.view.getUint32(4), localPort: sender.view.getUint16(2) }
  }

  const open = (fd: number, client: Endpoint, blockSize: number): Wire => {
    const frame = blockSize + 4
    const [clientAddress, clientPort] = [ipv4ToNumber(client.address), client.port]
    const toClient: PacketHead = {
      ...localOf(fd),
      at: 0,
      sent: true,
      tcp: false,
      peerAddress: clientAddress,
      peerPort: clientPort,
      length: 0,
    }
    const other: PacketHead = { ...toClient }
    option.view.setUint32(0, frame, true)
    let segments =
      blockSize >= segmentLeast && libc.setsockopt(fd, SOL_UDP, UDP_SEGMENT, option.at, 4) === 0

    const keep = (head: PacketHead, bytes: Uint8Array, from: number, most: number) => {
      ring?.write(head, bytes, from, Math.min(head.length, most))
    }
    const keepFrames = (memory: Memory, offset: number, bytes: number, at: number) => {
      toClient.at = at
      for (let from = 0; from < bytes; from += frame) {
        toClient.length = Math.min(frame, bytes - from)
        keep(toClient, memory.bytes, offset + from, dataKept)
      }
    }
    /** The next call sends to the client; all wires share the place its address stands in. */
    const aim = () => {
      to.view.setUint16(2, clientPort)
      to.view.setUint32(4, clientAddress)
    }
    /** The path cannot segment (or the socket's buffer is full): one call for each from then on. */
    const sendSingly = (at: number, bytes: number) => {
      segments = false
      option.view.setUint32(0, 0, true)
      libc.setsockopt(fd, SOL_UDP, UDP_SEGMENT, option.at, 4)
      for (let offset = 0; offset < bytes; offset += frame) {
        libc.sendto(fd, at + offset, Math.min(frame, bytes - offset), 0, to.at, addressSize)
      }
    }

    return {
      send: (memory, offset, bytes, at) => {
        aim()
        const inOne = segments || bytes <= frame
        const done = inOne && libc.sendto(fd, memory.at + offset, bytes, 0, to.at, addressSize) >= 0
        if (!done && bytes > frame) sendSingly(memory.at + offset, bytes)
        if (ring !== undefined) keepFrames(memory, offset, bytes, at)
      },
      sendBytes: (bytes, at) => {
        small.bytes.set(bytes)
        aim()
        libc.sendto(fd, small.at, bytes.length, 0, to.at, addressSize)
        toClient.at = at
        toClient.length = bytes.length
        keep(toClient, bytes, 0, receiveSize)
      },
      receive: (at) => {
        senderSize.view.setUint32(0, addressSize, true)
        const size = libc.recvfrom(fd, received.at, receiveSize, 0, sender.at, senderSize.at)
        if (size < 0 || ring === undefined) return size
        other.at = at
        other.sent = false
        other.peerAddress = sender.view.getUint32(4)
        other.peerPort = sender.view.getUint16(2)
        other.length = size
        keep(other, received.bytes, 0, receiveSize)
        return size
      },
      fromClient: () =>
        sender.view.getUint16(2) === clientPort && sender.view.getUint32(4) === clientAddress,
      refuseStranger: (at) => {
        small.bytes.set(stranger)
        libc.sendto(fd, small.at, stranger.length, 0, sender.at, addressSize)
        other.at = at
        other.sent = true
        other.peerAddress = sender.view.getUint32(4)
        other.peerPort = sender.view.getUint16(2)
        other.length = stranger.length
        keep(other, stranger, 0, receiveSize)
      },
      close: () => {
        libc.close(fd)
      },
    }
  }
  return { open, received: received.bytes }
}
