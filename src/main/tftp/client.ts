import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { LabError, type Clock } from '../../shared/base/index.ts'
import { concat, decodeTftp, encodeTftp, tftpErrors } from '../../shared/packet/index.ts'
import { takeAsItIs } from '../net/index.ts'
import { createAlarm } from './alarm.ts'
import { beginReceiving, receive, type Receiving } from './receive.ts'

/** `size` is known when the server said it. */
export type ReadProgress = { readonly bytes: number; readonly size?: number }

export type ReadRequest = {
  /** The server's address; a name is not looked up. */
  readonly host: string
  readonly port: number
  /** The client's own address: its traffic is told apart by it. */
  readonly localAddress: string
  readonly name: string
  /** Options as they are sent, in this order: `{ tsize: 0, blksize: 1468, windowsize: 4 }`. */
  readonly options?: Readonly<Record<string, string | number>>
  readonly clock: Clock
  /** Ends the read without a word to the server, as a machine does whose power is cut. */
  readonly signal?: AbortSignal
  /** ms to wait for an answer, one for each try; when all are used up it is `tftp.timeout`. */
  readonly timeouts?: readonly number[]
  /** Bytes; a file that grows past it is refused with `tftp.too-large`. */
  readonly limit?: number
  /** Nobody answered try number `attempt` in time. */
  readonly onSilence?: (attempt: number) => void
  readonly onProgress?: (progress: ReadProgress) => void
}

export type ReadResult = {
  readonly bytes: Uint8Array
  /** The file's size as the server said it. */
  readonly size?: number
  readonly blockSize: number
  readonly windowSize: number
  /** Packets of ours sent again because no answer came. */
  readonly retries: number
}

/** What firmware does: 1, 2, 4, 8 s, then PXE-E32. */
const usualTimeouts = [1000, 2000, 4000, 8000]
const usualLimit = 256 * 1024 * 1024

const bindTo = async (address: string): Promise<Socket> => {
  const socket = createSocket({ type: 'udp4', lookup: takeAsItIs })
  const listening = once(socket, 'listening')
  socket.bind(0, address)
  await listening
  return socket
}

const requestPacket = ({ name, options = {} }: ReadRequest): Uint8Array =>
  encodeTftp({
    kind: 'read',
    name,
    mode: 'octet',
    options: Object.entries(options).map(([name, value]) => ({ name, value: String(value) })),
  })

/**
 * Reads a file by TFTP (octet). Rejects with `tftp.timeout` (details `bytes`, `tries`),
 * `tftp.error-packet` (details `errorCode`, `text`), `tftp.malformed`, `tftp.too-large`, or the
 * signal's reason.
 */
export const readFile = async (request: ReadRequest): Promise<ReadResult> => {
  request.signal?.throwIfAborted()
  const socket = await bindTo(request.localAddress)
  try {
    return await exchange(socket, request)
  } finally {
    socket.close()
  }
}

const exchange = (socket: Socket, request: ReadRequest): Promise<ReadResult> => {
  const { host, port, clock, signal, onProgress } = request
  const { timeouts = usualTimeouts, limit = usualLimit } = request
  const result = Promise.withResolvers<ReadResult>()
  const pieces: Uint8Array[] = []
  let receiving: Receiving = beginReceiving
  let server: number | undefined
  let last = requestPacket(request)
  let tries = 0
  let retries = 0
  let over = false

  const send = (bytes: Uint8Array, to = server ?? port) => socket.send(bytes, to, host)
  const waitForMore = () => {
    alarm.set(clock.now() + (timeouts[tries] ?? 0))
  }
  const sendLast = () => {
    send(last)
    waitForMore()
  }
  const end = (settle: () => void) => {
    over = true
    alarm.stop()
    signal?.removeEventListener('abort', abort)
    settle()
  }
  const fail = (error: unknown) => end(() => result.reject(error))
  const abort = () => fail(signal?.reason)

  const take = (bytes: Uint8Array) => {
    const { receiving: moved, ack, data } = receive(receiving, decodeTftp(bytes))
    receiving = moved
    if (data !== undefined) {
      pieces.push(data)
      if (moved.bytes > limit) throw tooLarge(request.name, limit)
      onProgress?.({
        bytes: moved.bytes,
        ...(moved.size === undefined ? {} : { size: moved.size }),
      })
    }
    if (data === undefined && ack === undefined) return
    tries = 0
    waitForMore()
    if (ack !== undefined) {
      last = encodeTftp({ kind: 'ack', block: ack })
      sendLast()
    }
    if (moved.complete) end(() => result.resolve(resultOf(moved, pieces, retries)))
  }
  const hear = (bytes: Uint8Array, from: { address: string; port: number }) => {
    if (over) return
    if (from.address !== host || (server !== undefined && server !== from.port)) {
      const stranger = { kind: 'error', code: tftpErrors.unknownTransferId, message: '' } as const
      return socket.send(encodeTftp(stranger), from.port, from.address)
    }
    server = from.port
    try {
      take(bytes)
    } catch (error) {
      fail(error)
    }
  }
  const onSilence = () => {
    tries += 1
    request.onSilence?.(tries)
    if (tries >= timeouts.length) return fail(timedOut(request, receiving, tries))
    retries += 1
    sendLast()
  }

  const alarm = createAlarm(clock, onSilence)
  socket.on('message', hear)
  socket.on('error', fail)
  signal?.addEventListener('abort', abort, { once: true })
  sendLast()
  return result.promise
}

const resultOf = (
  { blockSize, windowSize, size }: Receiving,
  pieces: readonly Uint8Array[],
  retries: number,
): ReadResult => ({
  bytes: concat(pieces),
  ...(size === undefined ? {} : { size }),
  blockSize,
  windowSize,
  retries,
})

const tooLarge = (name: string, limit: number): LabError =>
  new LabError('tftp.too-large', `${name} is larger than ${limit} bytes`, { name, limit })

const timedOut = (
  { host, port, name }: ReadRequest,
  { bytes }: Receiving,
  tries: number,
): LabError =>
  new LabError('tftp.timeout', `No answer from ${host}:${port} for ${name}`, { name, bytes, tries })
