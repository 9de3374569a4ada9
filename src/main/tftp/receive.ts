import { assertNever, LabError } from '../../shared/base/index.ts'
import type { TftpOption, TftpPacket } from '../../shared/packet/index.ts'

/**
 * The reading side as a pure machine: what the server sent goes in, what to acknowledge comes out
 * (RFC 1350, 2347, 7440).
 */
export type Receiving = {
  readonly blockSize: number
  readonly windowSize: number
  /** The file's size, when the server said it. */
  readonly size?: number
  /** Last block received in order, from 1. */
  readonly block: number
  /** Last block acknowledged. */
  readonly acked: number
  /** Whether the gap after `block` has been reported: one ACK for each, or the window comes twice. */
  readonly gapTold: boolean
  readonly bytes: number
  /** The last block is in. */
  readonly complete: boolean
}

export type Received = {
  readonly receiving: Receiving
  /** The 16 bits to acknowledge now. */
  readonly ack?: number
  /** New bytes of the file. */
  readonly data?: Uint8Array
}

/** What the server does without an option reply. */
export const beginReceiving: Receiving = {
  blockSize: 512,
  windowSize: 1,
  block: 0,
  acked: 0,
  gapTold: false,
  bytes: 0,
  complete: false,
}

const refused = (code: number, message: string): LabError =>
  new LabError('tftp.error-packet', `The server answered ERROR ${code}: ${message}`, {
    errorCode: code,
    text: message,
  })

const onOptions = (receiving: Receiving, options: readonly TftpOption[]): Received => {
  if (receiving.block > 0) return { receiving }
  const values = new Map(options.map(({ name, value }) => [name.toLowerCase(), Number(value)]))
  const size = values.get('tsize')
  return {
    receiving: {
      ...receiving,
      blockSize: values.get('blksize') ?? receiving.blockSize,
      windowSize: values.get('windowsize') ?? receiving.windowSize,
      ...(size === undefined ? {} : { size }),
    },
    ack: 0,
  }
}

const onNextBlock = (receiving: Receiving, data: Uint8Array): Received => {
  const block = receiving.block + 1
  const complete = data.length < receiving.blockSize
  const due = complete || block - receiving.acked >= receiving.windowSize
  const moved = {
    ...receiving,
    block,
    complete,
    gapTold: false,
    bytes: receiving.bytes + data.length,
  }
  return due
    ? { receiving: { ...moved, acked: block }, ack: block & 0xffff, data }
    : { receiving: moved, data }
}

/** A block out of order: the server learns where we are. Old ones were answered already. */
const onOtherBlock = (receiving: Receiving, wire: number): Received => {
  const ahead = (wire - receiving.block) & 0xffff
  const isOld = ahead === 0 || ahead > receiving.windowSize
  if (isOld && ahead !== 0) return { receiving }
  if (receiving.gapTold && !isOld) return { receiving }
  return {
    receiving: { ...receiving, gapTold: true, acked: receiving.block },
    ack: receiving.block & 0xffff,
  }
}

/** Takes one packet of the server. Throws `tftp.error-packet` or `tftp.malformed`. */
export const receive = (receiving: Receiving, packet: TftpPacket): Received => {
  switch (packet.kind) {
    case 'oack':
      return onOptions(receiving, packet.options)
    case 'data': {
      if (packet.bytes.length > receiving.blockSize) {
        throw new LabError('tftp.malformed', 'A block is larger than was agreed', { offset: 4 })
      }
      const isNext = packet.block === ((receiving.block + 1) & 0xffff)
      return isNext ? onNextBlock(receiving, packet.bytes) : onOtherBlock(receiving, packet.block)
    }
    case 'error':
      throw refused(packet.code, packet.message)
    case 'ack':
    case 'read':
    case 'write':
      return { receiving }
    default:
      return assertNever(packet)
  }
}
