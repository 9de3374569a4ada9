import { LabError, toErrorData } from '../../shared/base/index.ts'
import { tftpErrors, type TftpRequest } from '../../shared/packet/index.ts'
import type { Endpoint } from '../net/network.ts'
import { bytesFile, type BootFile } from './files.ts'
import { sourceOf, type Lane } from './lane/index.ts'
import { endFact, endLive, requestedFact, underWayFact, type About, type Live } from './live.ts'
import { asNetascii } from './netascii.ts'
import { negotiate, withheldFrom } from './options.ts'
import type { Ports } from './ports.ts'
import { proofBytes, proofFile } from './prove.ts'
import { brokenBy, startSession, type Ended, type Kill, type SessionStart } from './session.ts'
import type { TftpSettings } from './settings.ts'

/** The requests of one run of the server, from its start to its stop. */
export type Service = {
  /** A read or write request from a client. */
  request(request: TftpRequest, from: Endpoint): void
  live(): readonly Live[]
  /** Kills what is under way; resolves when every end is a fact. */
  stop(): Promise<void>
}

/**
 * ms after the latest ACK from which on the same request from the same port is a machine that started anew. Before the
 * first ACK it is the same transfer, however long it takes: a new one would answer from a port nobody knows.
 */
const restartAfter = 2000
/** Transfers at once. More is no boot storm but an attack. */
const liveLimit = 1000

/** ms between two words about a transfer under way: most are over before the first. */
const tellEvery = 5000

const begunAnew: Kill = { kind: 'stopped', message: 'The client began anew from the same port' }

type Refusal = { readonly errorCode: number; readonly message: string }

const sameRequest = (a: TftpRequest, b: TftpRequest): boolean =>
  a.kind === b.kind &&
  a.name === b.name &&
  a.mode === b.mode &&
  JSON.stringify(a.options) === JSON.stringify(b.options)

const refusalOf = (error: unknown): Refusal =>
  error instanceof LabError && error.code === 'tftp.bad-name'
    ? { errorCode: tftpErrors.accessViolation, message: 'This is no name of a boot file' }
    : { errorCode: tftpErrors.notDefined, message: 'The file cannot be read' }

export const createService = ({
  settings,
  ports,
  lane,
  refuse,
}: {
  readonly settings: TftpSettings
  readonly ports: Ports
  readonly lane: Lane | undefined
  /** Answers with ERROR from the server's own port. */
  readonly refuse: (to: Endpoint, refusal: Refusal) => void
}): Service => {
  const { network, document, identify, files, record, clock } = settings
  /** The latest of each client port, and all that are under way: a port may begin anew. */
  const latest = new Map<string, Live>()
  const underWay = new Map<Live, Promise<unknown>>()
  let count = 0

  const aboutOf = ({ name }: TftpRequest, { address, port }: Endpoint): About => {
    count += 1
    const client = `${address}:${port}`
    const host = identify.byAddress(address)
    const about = { transfer: `${client}/${count}`, file: name.slice(0, 255), client }
    return host === undefined ? about : { ...about, host }
  }

  const openFile = async ({ name }: TftpRequest, { host, client }: About) =>
    name === proofFile
      ? bytesFile(proofBytes)
      : files.open(name, {
          client,
          simulated: network.kind === 'lab',
          ...(host === undefined ? {} : { host }),
        })

  /** The file as it will be sent, or why it will not. */
  const fileFor = async ({ request, about }: Live): Promise<BootFile | Refusal> => {
    const mode = request.mode.toLowerCase()
    if (request.kind === 'write') {
      return { errorCode: tftpErrors.accessViolation, message: 'This server is read-only' }
    }
    if (mode !== 'octet' && mode !== 'netascii') {
      return {
        errorCode: tftpErrors.illegalOperation,
        message: 'Only octet and netascii are known',
      }
    }
    if (underWay.size >= liveLimit) {
      return { errorCode: tftpErrors.notDefined, message: 'Too many transfers are under way' }
    }
    try {
      const file = await openFile(request, about)
      if (file === undefined) {
        return { errorCode: tftpErrors.fileNotFound, message: 'There is no such file' }
      }
      return mode === 'octet' ? file : await asNetascii(file)
    } catch (error) {
      return refusalOf(error)
    }
  }

  /** On the native lane where there is one and the network allows it; else on a socket of Node's. */
  const begin = async (start: Omit<SessionStart, 'open' | 'clock'>) => {
    const source = lane?.isReady() === true ? await sourceOf(start.file) : undefined
    // Without a descriptor (an old kernel, no native library) Node's sockets do.
    const fd = source === undefined ? undefined : await ports.descriptor().catch(() => undefined)
    if (lane !== undefined && source !== undefined && fd !== undefined) {
      return lane.session({ ...start, fd, source, at: clock.now() })
    }
    return startSession({ ...start, clock, open: (hear) => ports.udp(start.client, hear) })
  }

  const send = async (entry: Live, file: BootFile, from: Endpoint): Promise<Ended> => {
    const { request, about } = entry
    const { plan, reply } = negotiate(
      request.options,
      file.size,
      withheldFrom(document(), about.host),
    )
    await record(requestedFact(entry, plan))
    const nothing = { bytes: 0, blocks: 0, resent: 0 }
    if (entry.over !== undefined) return { end: entry.over, ...nothing }
    try {
      entry.session = await begin({ client: from, plan, reply, file })
    } catch (error) {
      const { message } = toErrorData(error)
      refuse(from, { errorCode: tftpErrors.notDefined, message: 'The server has no port free' })
      return { end: { kind: 'stopped', message }, ...nothing }
    }
    if (entry.over !== undefined) entry.session.kill(entry.over)
    return entry.session.ended
  }

  /** Something nobody foresaw: this client gets no file, and the journal says why. */
  const giveUp = async (entry: Live, from: Endpoint, error: unknown): Promise<void> => {
    const refusal = { errorCode: tftpErrors.notDefined, message: 'Server fault' }
    refuse(from, refusal)
    const { message } = brokenBy(error)
    // A journal that takes nothing says so itself.
    await record({ type: 'tftp.refused', ...entry.about, ...refusal, message }).catch(() => [])
  }

  /** Tells how far a transfer is for as long as its client takes more, until `over`. Rejects with the reason of that. */
  const follow = async (entry: Live, over: AbortSignal): Promise<never> => {
    let told = 0
    for (;;) {
      await clock.sleep(tellEvery, over)
      const fact = underWayFact(entry, told, clock.now())
      if (fact === undefined) continue
      told = fact.bytes
      await record(fact)
    }
  }

  const serve = async (entry: Live, from: Endpoint): Promise<void> => {
    const file = await fileFor(entry)
    if ('errorCode' in file) {
      await record({ type: 'tftp.refused', ...entry.about, ...file })
      return refuse(from, file)
    }
    const over = new AbortController()
    try {
      // It ends by the signal, or with a journal that takes nothing and says so itself.
      follow(entry, over.signal).catch(() => undefined)
      const ended = await send(entry, file, from).finally(() => over.abort())
      await record(endFact(entry, ended, file.size, clock.now()))
    } finally {
      await file.close()
    }
  }

  /** Whether this repeats a request we are answering; then it is one transfer. */
  const isRepeat = ({ request: known, session }: Live, request: TftpRequest): boolean =>
    sameRequest(known, request) &&
    (session === undefined ||
      session.progress().bytes === 0 ||
      clock.now() - session.progressAt() < restartAfter)

  return {
    request: (request, from) => {
      const key = `${from.address}:${from.port}`
      const known = latest.get(key)
      if (known !== undefined && isRepeat(known, request)) return known.session?.again()
      if (known !== undefined) endLive(known, begunAnew)
      const entry: Live = { about: aboutOf(request, from), request, startedAt: clock.now() }
      latest.set(key, entry)
      const work = serve(entry, from)
        .catch((error: unknown) => giveUp(entry, from, error))
        .finally(() => {
          underWay.delete(entry)
          if (latest.get(key) === entry) latest.delete(key)
        })
      underWay.set(entry, work)
    },
    live: () => [...underWay.keys()],
    stop: async () => {
      for (const entry of underWay.keys()) endLive(entry, { kind: 'unplugged' })
      await Promise.all(underWay.values())
    },
  }
}
