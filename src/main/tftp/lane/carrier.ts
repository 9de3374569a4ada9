import { u16 } from '../../../shared/packet/bytes.ts'
import { decodeTftp, encodeTftp, tftpErrors, type TftpPacket } from '../../../shared/packet/tftp.ts'
import { brokenBy, type Ended, type Kill } from '../session.ts'
import {
  awakeUntil,
  beginTransfer,
  dueAt,
  onAck,
  onClientError,
  onRepeatedRequest,
  onTime,
  type Send,
  type Step,
  type Transfer,
} from '../transfer.ts'
import { createFrames, ReadFault, type FrameFile } from './frames.ts'
import type { Libc } from './libc.ts'
import type { ToLane } from './messages.ts'
import { createWires, type Wire } from './wire.ts'

type Begin = Extract<ToLane, { kind: 'begin' }>

/** A transfer on its socket. The machine's state is replaced by each step. */
type Carried = {
  readonly begin: Begin
  readonly wire: Wire
  readonly file: FrameFile
  transfer: Transfer
}

export type Carrier = {
  begin(begin: Begin): void
  again(id: number): void
  kill(id: number, end: Kill): void
  killAll(): void
  /** Something arrived at one of the sockets. */
  readable(fd: number, now: number): void
  /** Does what is due; returns when to come again, ms since the epoch. */
  tick(now: number): number
  /**
   * Waits awake for the answer of a lone client that answers at once, and takes it. False when it had better be
   * slept for.
   */
  catchAnswer(): boolean
  /** Shows the packets that were captured since it was called last. */
  publish(): void
}

const ackOpcode = 4
/** Datagrams one transfer may have looked at in a row; the rest wait for the next that comes. */
const turnsMost = 64

/**
 * The transfers of the lane: each socket's datagrams go through its machine, and what that wants sent
 * is sent from shared frames.
 */
export const createCarrier = ({
  libc,
  now,
  capture,
  watch,
  report,
  ended,
}: {
  readonly libc: Libc
  readonly now: () => number
  readonly capture: SharedArrayBuffer | undefined
  /** Adds a socket to those waited for: `once` for what arrives, or for as long as it is there. */
  readonly watch: (fd: number, how: 'once' | 'while') => void
  readonly report: (id: number, bytes: number, at: number) => void
  readonly ended: (id: number, ended: Ended) => void
}): Carrier => {
  const bySocket = new Map<number, Carried>()
  const byId = new Map<number, Carried>()
  const frames = createFrames(libc)
  const { open, received, publish } = createWires(libc, capture)
  let nextDue = Infinity
  /** The transfer under way, while there is but one. */
  let lone: Carried | undefined

  const findLone = () => {
    lone = undefined
    if (byId.size === 1) for (const carried of byId.values()) lone = carried
  }
  const finish = (carried: Carried, end: Ended['end']) => {
    const { begin, wire, file, transfer } = carried
    if (!byId.delete(begin.id)) return
    bySocket.delete(begin.fd)
    findLone()
    if (wire.strangers !== undefined) bySocket.delete(wire.strangers)
    wire.close()
    frames.close(file, begin.source)
    const { acked, resent, plan } = transfer
    const bytes = Math.min(acked * plan.blockSize, plan.size)
    ended(begin.id, { end, bytes, blocks: acked, resent })
  }

  const sendData = (
    { begin, wire, file, transfer }: Carried,
    first: number,
    count: number,
    at: number,
  ) => {
    const { blockSize, size } = transfer.plan
    const full = blockSize + 4
    for (let block = first; block < first + count;) {
      const {
        memory,
        offset,
        count: ready,
      } = frames.from(file, begin.source, block, first + count - block)
      const ends = block + ready - 1 === transfer.blocks
      const bytes = ends ? (ready - 1) * full + 4 + (size % blockSize) : ready * full
      wire.send(memory, offset, bytes, at)
      block += ready
    }
  }
  const send = (carried: Carried, what: Send, at: number) => {
    if (what.kind === 'oack') return carried.wire.sendBytes(carried.begin.oack, at)
    sendData(carried, what.first, what.count, at)
  }
  const take = (carried: Carried, step: Step, at: number) => {
    carried.transfer = step.transfer
    try {
      if (step.send !== undefined) send(carried, step.send, at)
    } catch (error) {
      // A defect ends the transfer that met it: all others are carried by this thread, too.
      if (!(error instanceof ReadFault)) return finish(carried, brokenBy(error))
      const message = 'The file cannot be read'
      carried.wire.sendBytes(
        encodeTftp({ kind: 'error', code: tftpErrors.notDefined, message }),
        at,
      )
      return finish(carried, { kind: 'readError', message: error.message })
    }
    if (step.end !== undefined) return finish(carried, step.end)
    const due = dueAt(step.transfer)
    if (due < nextDue) nextDue = due
  }

  /** What is no ACK is rare: it may be decoded at leisure. */
  const hearOther = (carried: Carried, bytes: Uint8Array, at: number) => {
    const packet = decodeOrNothing(bytes)
    if (packet?.kind === 'error') {
      take(carried, onClientError(carried.transfer, packet.code, packet.message), at)
    }
  }
  /** Takes the datagram of `size` bytes in `received`, and says whether there may be more that matter. */
  const hear = (carried: Carried, size: number, at: number): boolean => {
    const { begin, transfer } = carried
    if (size < 4 || received[0] !== 0 || received[1] !== ackOpcode) {
      hearOther(carried, received.subarray(0, size), at)
      return true
    }
    take(carried, onAck(transfer, u16(received, 2), at), at)
    const { acked, plan } = carried.transfer
    if (acked === transfer.acked) return true
    report(begin.id, Math.min(acked * plan.blockSize, plan.size), at)
    // All that was out is acknowledged: what may lie behind it is old, and the answer to what left now wakes us.
    return acked < transfer.sent
  }
  const hearAll = (carried: Carried, at: number) => {
    for (let turns = 0; turns < turnsMost; turns += 1) {
      const size = carried.wire.receive(at)
      if (size < 0 || !hear(carried, size, at) || !byId.has(carried.begin.id)) return
    }
  }

  /** Reads and frames the next window while the client takes this one off its socket. */
  const prepare = ({ begin, file, transfer: { plan, next, blocks } }: Carried) => {
    if (next > blocks) return
    const last = Math.min(next + plan.windowSize - 1, blocks)
    try {
      for (const block of [next, last]) frames.from(file, begin.source, block, 1)
    } catch (error) {
      // It will be told when the window is to leave.
      if (!(error instanceof ReadFault)) throw error
    }
  }

  return {
    begin: (begin) => {
      const at = now()
      const first = beginTransfer(begin.plan, at)
      const carried: Carried = {
        begin,
        wire: open(begin.fd, begin.client, begin.plan.blockSize),
        file: frames.open(begin.id, begin.source, begin.plan),
        transfer: first.transfer,
      }
      byId.set(begin.id, carried)
      bySocket.set(begin.fd, carried)
      findLone()
      watch(begin.fd, 'once')
      const { strangers } = carried.wire
      if (strangers !== undefined) {
        bySocket.set(strangers, carried)
        watch(strangers, 'while')
      }
      report(begin.id, 0, at)
      take(carried, first, at)
    },
    again: (id) => {
      const carried = byId.get(id)
      if (carried !== undefined) take(carried, onRepeatedRequest(carried.transfer, now()), now())
    },
    kill: (id, end) => {
      const carried = byId.get(id)
      if (carried !== undefined) finish(carried, end)
    },
    killAll: () => {
      for (const carried of byId.values()) finish(carried, { kind: 'unplugged' })
    },
    readable: (fd, at) => {
      const carried = bySocket.get(fd)
      if (carried === undefined) return
      if (fd === carried.begin.fd) hearAll(carried, at)
      else carried.wire.refuseStranger(at)
    },
    catchAnswer: () => {
      if (lone === undefined) return false
      const until = awakeUntil(lone.transfer)
      if (until > 0) prepare(lone)
      for (let at = now(); at < until; at = now()) {
        const size = lone.wire.receive(at)
        if (size < 0) continue
        hear(lone, size, at)
        return true
      }
      return false
    },
    publish,
    tick: (at) => {
      if (at < nextDue) return nextDue
      nextDue = Infinity
      for (const carried of byId.values()) {
        const due = dueAt(carried.transfer)
        if (due > at) {
          if (due < nextDue) nextDue = due
          continue
        }
        // What lies unread may be the very answer that is missed.
        hearAll(carried, at)
        if (byId.has(carried.begin.id)) take(carried, onTime(carried.transfer, at), at)
      }
      return nextDue
    },
  }
}

/** Inside a transfer what cannot be understood is dropped: the next repeat puts it right. */
const decodeOrNothing = (bytes: Uint8Array): TftpPacket | undefined => {
  try {
    return decodeTftp(bytes)
  } catch {
    return undefined
  }
}
