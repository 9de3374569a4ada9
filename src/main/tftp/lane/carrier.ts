import {
  decodeTftp,
  encodeTftp,
  tftpErrors,
  u16,
  type TftpPacket,
} from '../../../shared/packet/index.ts'
import type { Ended, Kill } from '../session.ts'
import {
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
  /** Takes datagrams from a transfer's socket, at most `turns`. */
  readable(fd: number, now: number, turns: number): void
  /** Does what is due; returns when to come again, ms since the epoch. */
  tick(now: number): number
}

const ackOpcode = 4

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
  /** Adds a socket to those waited for. */
  readonly watch: (fd: number) => void
  readonly report: (id: number, bytes: number, at: number) => void
  readonly ended: (id: number, ended: Ended) => void
}): Carrier => {
  const bySocket = new Map<number, Carried>()
  const byId = new Map<number, Carried>()
  const frames = createFrames(libc)
  const { open, received } = createWires(libc, capture)
  let nextDue = Infinity

  const finish = (carried: Carried, end: Ended['end']) => {
    const { begin, wire, file, transfer } = carried
    if (!byId.delete(begin.id)) return
    bySocket.delete(begin.fd)
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
      if (!(error instanceof ReadFault)) throw error
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
  const hearOther = (carried: Carried, packet: TftpPacket | undefined, at: number) => {
    if (packet?.kind === 'error') {
      take(carried, onClientError(carried.transfer, packet.code, packet.message), at)
    }
  }
  /** False when there was nothing to take. */
  const hear = (carried: Carried, at: number): boolean => {
    const { wire, begin } = carried
    const size = wire.receive(at)
    if (size < 0) return false
    const isAck = size >= 4 && received[0] === 0 && received[1] === ackOpcode
    if (isAck && wire.fromClient()) {
      const before = carried.transfer.acked
      take(carried, onAck(carried.transfer, u16(received, 2), at), at)
      const { acked, plan } = carried.transfer
      if (acked !== before) report(begin.id, Math.min(acked * plan.blockSize, plan.size), at)
      return true
    }
    const packet = decodeOrNothing(received.subarray(0, size))
    if (wire.fromClient()) hearOther(carried, packet, at)
    else if (packet?.kind !== 'error') wire.refuseStranger(at)
    return true
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
      bySocket.set(begin.fd, carried)
      byId.set(begin.id, carried)
      watch(begin.fd)
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
    readable: (fd, at, turns) => {
      const carried = bySocket.get(fd)
      if (carried === undefined) return
      // A client on this machine has often answered before our own call returns.
      for (let turn = 0; turn < turns; turn += 1) {
        if (!hear(carried, turn === 0 ? at : now()) || !bySocket.has(fd)) return
      }
    },
    tick: (at) => {
      if (at < nextDue) return nextDue
      nextDue = Infinity
      for (const carried of byId.values()) {
        const due = dueAt(carried.transfer)
        if (due <= at) take(carried, onTime(carried.transfer, at), at)
        else if (due < nextDue) nextDue = due
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
