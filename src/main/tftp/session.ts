import { decodeTftp, encodeTftp, tftpErrors, type TftpOption } from '../../shared/packet/tftp.ts'
import { toErrorData, type Clock } from '../../shared/base/index.ts'
import type { Datagram, Endpoint, UdpSocket } from '../net/network.ts'
import { createAlarm } from './alarm.ts'
import type { BootFile } from './files.ts'
import {
  beginTransfer,
  dueAt,
  onAck,
  onClientError,
  onRepeatedRequest,
  onTime,
  type End,
  type Plan,
  type Send,
  type Step,
  type Transfer,
} from './transfer.ts'

/** Ends that our side decides. */
export type Kill =
  { readonly kind: 'unplugged' } | { readonly kind: 'stopped'; readonly message: string }

/** The end of a transfer that met a defect of ours: the others go on. */
export const brokenBy = (error: unknown) => ({
  kind: 'stopped' as const,
  message: `A defect of this program: ${toErrorData(error).message}`,
})

/** How a session ended, and what had been acknowledged by then. */
export type Ended = {
  readonly end: End | Kill | { readonly kind: 'readError'; readonly message: string }
  readonly bytes: number
  readonly blocks: number
  readonly resent: number
}

/** A transfer under way on its own socket. */
export type Session = {
  progress(): { readonly bytes: number; readonly size: number }
  /** ms since the epoch when the client was last known to follow. */
  progressAt(): number
  /** The client sent its request again. */
  again(): void
  /** Ends at once and tells the client nothing: that is what a pulled plug looks like. */
  kill(end: Kill): void
  readonly ended: Promise<Ended>
}

/** Bytes read ahead of the wire. */
const chunkSize = 64 * 1024

const sameEndpoint = (a: Endpoint, b: Endpoint) => a.address === b.address && a.port === b.port

const bytesAcked = ({ acked, plan }: Transfer): number =>
  Math.min(acked * plan.blockSize, plan.size)

/** Blocks of a file in order, read a chunk at a time. */
const createBlocks = (file: BootFile, { blockSize, windowSize }: Plan) => {
  const perChunk = Math.max(windowSize, Math.floor(chunkSize / blockSize))
  const held: { first: number; bytes: Uint8Array } = { first: 0, bytes: new Uint8Array() }
  const isHeld = (block: number) =>
    held.first > 0 && block >= held.first && block < held.first + perChunk
  return {
    isHeld,
    read: async (block: number) => {
      held.bytes = await file.read((block - 1) * blockSize, perChunk * blockSize)
      held.first = block
    },
    packet: (block: number) => {
      const from = (block - held.first) * blockSize
      const bytes = held.bytes.subarray(from, from + blockSize)
      return encodeTftp({ kind: 'data', block: block & 0xffff, bytes })
    },
  }
}

export type SessionStart = {
  readonly open: (onDatagram: (datagram: Datagram) => void) => Promise<UdpSocket>
  readonly client: Endpoint
  readonly plan: Plan
  /** The option reply, when the plan has one. */
  readonly reply: readonly TftpOption[]
  readonly file: BootFile
  readonly clock: Clock
}

/**
 * Runs one transfer on a socket of its own, whose port is the server's transfer id (RFC 1350
 * section 4). The machine decides; this reads, sends and keeps the time.
 */
export const startSession = async ({
  open,
  client,
  plan,
  reply,
  file,
  clock,
}: SessionStart): Promise<Session> => {
  const done = Promise.withResolvers<Ended>()
  const blocks = createBlocks(file, plan)
  const first = beginTransfer(plan, clock.now())
  let transfer = first.transfer
  let over = false

  const finish = (end: Ended['end']) => {
    if (over) return
    over = true
    alarm.stop()
    const { acked, resent } = transfer
    void socket
      .close()
      .finally(() => done.resolve({ end, bytes: bytesAcked(transfer), blocks: acked, resent }))
  }
  const sendData = async (from: number, count: number) => {
    for (let block = from; block < from + count; block += 1) {
      if (!blocks.isHeld(block)) await blocks.read(block)
      if (over) return
      socket.send(blocks.packet(block), client)
    }
  }
  const send = (what: Send) => {
    if (what.kind === 'oack')
      return socket.send(encodeTftp({ kind: 'oack', options: reply }), client)
    sendData(what.first, what.count).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error)
      if (!over) sendError(client, tftpErrors.notDefined, 'The file cannot be read')
      finish({ kind: 'readError', message })
    })
  }
  const sendError = (to: Endpoint, code: number, message: string) =>
    socket.send(encodeTftp({ kind: 'error', code, message }), to)
  /** A step that fails ends this transfer alone. */
  const take = (next: () => Step) => {
    try {
      const step = next()
      transfer = step.transfer
      if (step.send !== undefined) send(step.send)
      if (step.end !== undefined) finish(step.end)
      alarm.set(dueAt(transfer))
    } catch (error) {
      finish(brokenBy(error))
    }
  }
  const hear = ({ bytes, from }: Datagram) => {
    const packet = over ? undefined : decodeOrNothing(bytes)
    if (!sameEndpoint(from, client)) {
      // An ERROR is never answered (RFC 1350 section 2): two servers would talk for ever.
      if (!over && packet?.kind !== 'error') {
        sendError(from, tftpErrors.unknownTransferId, 'This transfer belongs to another port')
      }
      return
    }
    if (packet?.kind === 'ack') take(() => onAck(transfer, packet.block, clock.now()))
    if (packet?.kind === 'error') take(() => onClientError(transfer, packet.code, packet.message))
  }
  const socket = await open(hear)
  const alarm = createAlarm(clock, () => take(() => onTime(transfer, clock.now())))
  take(() => first)
  return {
    progress: () => ({ bytes: bytesAcked(transfer), size: plan.size }),
    progressAt: () => transfer.progressAt,
    again: () => take(() => onRepeatedRequest(transfer, clock.now())),
    kill: finish,
    ended: done.promise,
  }
}

/** Inside a transfer what cannot be understood is dropped: the next repeat puts it right. */
const decodeOrNothing = (bytes: Uint8Array) => {
  try {
    return decodeTftp(bytes)
  } catch {
    return undefined
  }
}
