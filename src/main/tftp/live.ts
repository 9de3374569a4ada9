import { assertNever, type HostId } from '../../shared/base/index.ts'
import type { Fact, FactOf } from '../../shared/facts/index.ts'
import type { TftpRequest } from '../../shared/packet/index.ts'
import type { Ended, Kill, Session } from './session.ts'
import type { Plan } from './transfer.ts'

/** What every fact about a transfer says. */
export type About = {
  readonly transfer: string
  readonly file: string
  readonly client: string
  readonly host?: HostId
}

/** A transfer from its request on; it has no session until its file is open and its fact durable. */
export type Live = {
  readonly about: About
  readonly request: TftpRequest
  /** ms since the epoch. */
  readonly startedAt: number
  session?: Session
  /** Our side ended it, maybe before it had a session. */
  over?: Kill
}

export const endLive = (live: Live, end: Kill): void => {
  live.over ??= end
  live.session?.kill(live.over)
}

/** How far a transfer is: bytes that the client has acknowledged, of the file's. */
export type TransferProgress = About & { readonly bytes: number; readonly size: number }

/** Undefined before its first packet. */
export const progressOf = ({ about, session }: Live): TransferProgress | undefined =>
  session && { ...about, ...session.progress() }

/** A request within RFC 2347 has no more; a longer one is answered, and is not to fill the journal. */
const kept = { options: 32, characters: 255 }

const optionsOf = ({ options }: TftpRequest): Record<string, string> =>
  Object.fromEntries(
    options
      .slice(0, kept.options)
      .map(({ name, value }) => [name.slice(0, kept.characters), value.slice(0, kept.characters)]),
  )

/** What was asked and agreed, as a fact. */
export const requestedFact = ({ about, request }: Live, plan: Plan): Fact => ({
  type: 'tftp.requested',
  ...about,
  options: optionsOf(request),
  size: plan.size,
  blockSize: plan.blockSize,
  windowSize: plan.windowSize,
})

/** How far a transfer is, as a fact; undefined when it has come no further than `told` bytes. */
export const underWayFact = (
  live: Live,
  told: number,
  now: number,
): FactOf<'tftp.underWay'> | undefined => {
  const progress = progressOf(live)
  if (progress === undefined || progress.bytes <= told) return undefined
  const { bytes, size } = progress
  const rate = (bytes * 1000) / Math.max(1, now - live.startedAt)
  return { type: 'tftp.underWay', ...progress, rate, remaining: ((size - bytes) * 1000) / rate }
}

/** How a transfer ended, as a fact. */
export const endFact = (
  { about, startedAt }: Live,
  ended: Ended,
  size: number,
  now: number,
): Fact => {
  const { end, bytes, blocks, resent } = ended
  const took = Math.max(0, now - startedAt)
  const failed = { type: 'tftp.failed', ...about, bytes, took } as const
  switch (end.kind) {
    case 'sent':
      return { type: 'tftp.sent', ...about, bytes, blocks, resent, took }
    case 'probed':
      return { type: 'tftp.probed', ...about, size }
    case 'clientError':
      return {
        ...failed,
        cause: 'clientError',
        message: `ERROR ${end.code}: ${end.message.slice(0, kept.characters)}`,
      }
    case 'timeout':
      return { ...failed, cause: 'timeout', message: 'The client no longer answers' }
    case 'unplugged':
      return { ...failed, cause: 'unplugged', message: 'The TFTP server was unplugged' }
    case 'stopped':
    case 'readError':
      return { ...failed, cause: end.kind, message: end.message }
    default:
      return assertNever(end)
  }
}
