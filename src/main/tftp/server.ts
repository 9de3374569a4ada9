import {
  assertNever,
  LabError,
  toErrorData,
  type Clock,
  type HostId,
} from '../../shared/base/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import type { Fact } from '../../shared/facts/index.ts'
import {
  decodeTftp,
  encodeTftp,
  tftpErrors,
  type TftpPacket,
  type TftpRequest,
} from '../../shared/packet/index.ts'
import type { Component } from '../component.ts'
import type { Identify } from '../hosts/identify.ts'
import type { Datagram, Endpoint, Network, UdpSocket } from '../net/network.ts'
import type { Record as RecordFacts } from '../record.ts'
import { bytesFile, type BootFile, type BootFiles } from './files.ts'
import { allOptions, negotiate } from './options.ts'
import { proofBytes, proofFile, proveByReading } from './prove.ts'
import { sourceOf, startLane, type Lane } from './lane/index.ts'
import { startSession, type Ended, type Session, type SessionStart } from './session.ts'

/** A transfer as a screen shows it while it runs. */
export type TransferProgress = {
  readonly transfer: string
  readonly file: string
  readonly client: string
  readonly host?: HostId
  /** Bytes the client has acknowledged, of the file's. */
  readonly bytes: number
  readonly size: number
  /** Bytes a second since it began. */
  readonly rate: number
  /** ms to its end at that rate; absent before anything moved. */
  readonly remaining?: number
}

export type Tftp = Component & {
  /** The transfers under way now. Ends and beginnings are facts; what lies between is only here. */
  transfers(): readonly TransferProgress[]
}

export type TftpSettings = {
  readonly network: Network
  readonly document: () => LabDocument
  readonly identify: Identify
  readonly files: BootFiles
  readonly record: RecordFacts
  readonly clock: Clock
  /** The native lane's thread, built or from the sources; undefined to do without. */
  readonly laneWorker?: URL | undefined
  /** Memory for the packets the lane sees. */
  readonly laneCapture?: SharedArrayBuffer
}

/** A transfer from its request on; it has no session until its file is open and its fact durable. */
type Live = {
  readonly about: { transfer: string; file: string; client: string; host?: HostId }
  readonly request: TftpRequest
  readonly startedAt: number
  session?: Session
}

/** ms without an ACK after which the same request from the same port is a machine that started anew. */
const restartAfter = 2000

const keyOf = ({ address, port }: Endpoint): string => `${address}:${port}`

const sameRequest = (a: TftpRequest, b: TftpRequest): boolean =>
  a.name === b.name && a.mode === b.mode && JSON.stringify(a.options) === JSON.stringify(b.options)

/**
 * The TFTP server: RFC 1350, 2347, 2348, 2349 and 7440, read-only. A request is durable in the
 * journal before the first answer leaves.
 */
export const createTftp = (settings: TftpSettings): Tftp => {
  const { network, document, identify, files, record, clock, laneCapture } = settings
  const { laneWorker = new URL('./lane/worker.ts', import.meta.url) } = settings
  const live = new Map<string, Live>()
  let main: UdpSocket | undefined
  let lane: Lane | undefined
  let count = 0

  const answer = (to: Endpoint, code: number, message: string) =>
    main?.send(encodeTftp({ kind: 'error', code, message }), to)

  const hostOf = (address: string): { host?: HostId } => {
    const host = identify.byAddress(address)
    return host === undefined ? {} : { host }
  }
  const aboutOf = (request: TftpRequest, from: Endpoint) => {
    count += 1
    const client = keyOf(from)
    return { transfer: `${client}/${count}`, file: request.name, client, ...hostOf(from.address) }
  }
  const refuse = async (about: Live['about'], to: Endpoint, code: number, message: string) => {
    await record({ type: 'tftp.refused', ...about, errorCode: code, message })
    answer(to, code, message)
  }

  const openFile = async ({ name }: TftpRequest, { host, client }: Live['about']) =>
    name === proofFile
      ? bytesFile(proofBytes)
      : files.open(name, {
          client,
          simulated: network.kind === 'lab',
          ...(host === undefined ? {} : { host }),
        })

  /** On the native lane where there is one and the network allows it; else on a socket of Node's. */
  const begin = async (start: Pick<SessionStart, 'client' | 'plan' | 'reply' | 'file'>) => {
    const source = lane?.isReady() === true ? await sourceOf(start.file) : undefined
    if (source !== undefined && network.descriptor !== undefined && lane?.isReady() === true) {
      const fd = await network.descriptor({ address: network.address, port: 0 })
      return lane.session({ ...start, fd, source })
    }
    return startSession({
      ...start,
      clock,
      open: (onDatagram) =>
        network.udp({ address: network.address, port: 0, onDatagram, onError: () => undefined }),
    })
  }

  const run = async (entry: Live, file: BootFile, from: Endpoint) => {
    const { about, request } = entry
    const { plan, reply } = negotiate(request.options, file.size, allOptions)
    await record({
      type: 'tftp.requested',
      ...about,
      options: Object.fromEntries(request.options.map(({ name, value }) => [name, value])),
      size: plan.size,
      blockSize: plan.blockSize,
      windowSize: plan.windowSize,
    })
    if (live.get(keyOf(from)) !== entry) return file.close()
    const session = await begin({ client: from, plan, reply, file })
    entry.session = session
    if (live.get(keyOf(from)) !== entry) session.kill()
    await record(endFact(entry, await session.ended, plan.size, clock.now()))
  }

  const serve = async (entry: Live, from: Endpoint) => {
    const { about, request } = entry
    if (request.kind === 'write') {
      return refuse(about, from, tftpErrors.accessViolation, 'This server is read-only')
    }
    if (request.mode.toLowerCase() !== 'octet') {
      return refuse(about, from, tftpErrors.illegalOperation, `Mode ${request.mode} is not known`)
    }
    const file = await openFile(request, about).catch((error: unknown) => toErrorData(error))
    if (file === undefined) {
      return refuse(about, from, tftpErrors.fileNotFound, 'There is no such file')
    }
    if ('code' in file) {
      const badName = file.code === 'tftp.bad-name'
      const code = badName ? tftpErrors.accessViolation : tftpErrors.notDefined
      return refuse(
        about,
        from,
        code,
        badName ? 'This is no name of a boot file' : 'The file cannot be read',
      )
    }
    return run(entry, file, from)
  }

  const onRequest = (request: TftpRequest, from: Endpoint) => {
    const key = keyOf(from)
    const known = live.get(key)
    if (known !== undefined && sameRequest(known.request, request)) {
      const { session } = known
      if (session === undefined || clock.now() - session.progressAt() < restartAfter) {
        return session?.again()
      }
    }
    known?.session?.kill()
    const entry: Live = { about: aboutOf(request, from), request, startedAt: clock.now() }
    live.set(key, entry)
    serve(entry, from)
      .catch(() => answer(from, tftpErrors.notDefined, 'The server has a fault of its own'))
      .finally(() => {
        if (live.get(key) === entry) live.delete(key)
      })
  }

  const onBadInput = ({ bytes, from }: Datagram, error: unknown) => {
    const { code, message, details } = toErrorData(error)
    void record({
      type: 'net.badInput',
      component: 'tftp',
      from: keyOf(from),
      reason: { code, message },
      at: Number(details['offset'] ?? 0),
      size: bytes.length,
      ...hostOf(from.address),
    })
  }

  const onDatagram = (datagram: Datagram) => {
    let packet: TftpPacket
    try {
      packet = decodeTftp(datagram.bytes)
    } catch (error) {
      return onBadInput(datagram, error)
    }
    if (packet.kind === 'read' || packet.kind === 'write') return onRequest(packet, datagram.from)
    // A stray from an earlier transfer. An ERROR is never answered (RFC 1350 section 2).
    if (packet.kind !== 'error') {
      answer(datagram.from, tftpErrors.unknownTransferId, 'No transfer is under way on this port')
    }
  }

  const tftp: Tftp = {
    id: 'tftp',
    start: async () => {
      main ??= await network.udp({
        address: network.address,
        port: document().network.ports.tftp,
        onDatagram,
        onError: () => undefined,
      })
      if (laneWorker !== undefined && network.descriptor !== undefined) {
        lane ??= startLane(laneWorker, laneCapture)
      }
      return keyOf(main.local)
    },
    stop: async () => {
      const ending = [...live.values()].map(({ session }) => {
        session?.kill()
        return session?.ended
      })
      live.clear()
      const [socket, thread] = [main, lane]
      main = undefined
      lane = undefined
      await Promise.all([socket?.close(), thread?.stop(), ...ending])
    },
    prove: (signal) => {
      if (main === undefined)
        throw new LabError('plug.not-healed', 'The TFTP server is not started')
      return proveByReading({ server: main.local, signal })
    },
    transfers: () =>
      [...live.values()].flatMap((entry) => {
        const { session, startedAt, about } = entry
        return session === undefined ? [] : [progressOf(about, session, clock.now() - startedAt)]
      }),
  }
  return tftp
}

const progressOf = (about: Live['about'], session: Session, elapsed: number): TransferProgress => {
  const { bytes, size } = session.progress()
  const rate = elapsed > 0 ? (bytes * 1000) / elapsed : 0
  const remaining = rate > 0 ? { remaining: ((size - bytes) * 1000) / rate } : {}
  return { ...about, bytes, size, rate, ...remaining }
}

/** How a transfer ended, as a fact. */
const endFact = ({ about, startedAt }: Live, ended: Ended, size: number, now: number): Fact => {
  const { end, bytes, blocks, resent } = ended
  const took = now - startedAt
  const failed = { type: 'tftp.failed', ...about, bytes, took } as const
  switch (end.kind) {
    case 'sent':
      return { type: 'tftp.sent', ...about, bytes, blocks, resent, took }
    case 'probed':
      return { type: 'tftp.probed', ...about, size }
    case 'clientError':
      return { ...failed, cause: 'clientError', message: `ERROR ${end.code}: ${end.message}` }
    case 'timeout':
      return { ...failed, cause: 'timeout', message: 'The client no longer answers' }
    case 'unplugged':
      return { ...failed, cause: 'unplugged', message: 'The TFTP server was unplugged' }
    case 'readError':
      return { ...failed, cause: 'readError', message: end.message }
    default:
      return assertNever(end)
  }
}
