import type { LabDocument, TftpOptionName } from '../../shared/document/schema.ts'
import type { TftpOption } from '../../shared/packet/index.ts'
import type { Plan } from './transfer.ts'

/** Options a client may not have, because its firmware is known to stumble over them. */
export type Withheld = ReadonlySet<TftpOptionName>

/** What the lab withholds from everybody, and from this host. */
export const withheldFrom = (document: LabDocument, hostId: string | undefined): Withheld => {
  const boot = document.hosts.find(({ id }) => id === hostId)?.boot
  return new Set([
    ...(document.network.tftp?.noOptions ?? []),
    ...(boot?.noTftpOptions ?? []),
    ...(boot?.noBlockSize === true ? (['blksize'] as const) : []),
  ])
}

/** RFC 2348. */
const blockSizeLimits = { least: 8, most: 65464, usual: 512 }
/** Bytes on the way before an ACK: a reader with a usual receive buffer loses none of them. */
const bytesInFlight = 96 * 1024
/** Blocks in a window: what one system call takes (UDP_SEGMENT), if they are no more than 64 KiB. */
const windowLimit = 64

export type Negotiated = { readonly plan: Plan; readonly reply: readonly TftpOption[] }

/** The number an option says, or undefined when it says none (a sign, a fraction, words). */
const numberOf = (value: string): number | undefined =>
  /^\d{1,10}$/.test(value) ? Number(value) : undefined

/** The first option of that name, in any case (RFC 2347). */
const find = (options: readonly TftpOption[], name: string): TftpOption | undefined =>
  options.find((option) => option.name.toLowerCase() === name)

const blockSizeOf = (asked: number | undefined): number | undefined =>
  asked === undefined || asked < blockSizeLimits.least
    ? undefined
    : Math.min(asked, blockSizeLimits.most)

const windowSizeOf = (asked: number | undefined, blockSize: number): number | undefined =>
  asked === undefined || asked < 1 || asked > 0xffff
    ? undefined
    : Math.max(1, Math.min(asked, windowLimit, Math.floor(bytesInFlight / (blockSize + 4))))

/** Seconds, 1 to 255 (RFC 2349). */
const timeoutOf = (asked: number | undefined): number | undefined =>
  asked === undefined || asked < 1 || asked > 255 ? undefined : asked

/**
 * What the transfer will be. A value out of bounds is trimmed or its option left out of the reply;
 * the read is never refused for it. The reply names options as the client wrote them, in its order.
 */
export const negotiate = (
  asked: readonly TftpOption[],
  size: number,
  withheld: Withheld,
): Negotiated => {
  const ask = (name: TftpOptionName) => {
    const option = withheld.has(name) ? undefined : find(asked, name)
    return option === undefined ? undefined : numberOf(option.value)
  }
  const blksize = blockSizeOf(ask('blksize'))
  const blockSize = blksize ?? blockSizeLimits.usual
  const windowsize = windowSizeOf(ask('windowsize'), blockSize)
  const timeout = timeoutOf(ask('timeout'))
  const tsize = ask('tsize') === undefined ? undefined : size
  const granted = new Map(Object.entries({ blksize, windowsize, timeout, tsize }))
  const reply = asked.flatMap((option) => {
    const name = option.name.toLowerCase()
    const value = granted.get(name)
    return value === undefined || find(asked, name) !== option
      ? []
      : [{ name: option.name, value: String(value) }]
  })
  return {
    plan: {
      size,
      blockSize,
      windowSize: windowsize ?? 1,
      ...(timeout === undefined ? {} : { timeout: timeout * 1000 }),
      oack: reply.length > 0,
    },
    reply,
  }
}
