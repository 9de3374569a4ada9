import { createHash, timingSafeEqual } from 'node:crypto'
import { isIPv4 } from 'node:net'

/** What a request says of itself, as far as it decides about entry. */
export type Caller = {
  readonly host: string | undefined
  /** Browsers always send it with a WebSocket; other programs usually do not. */
  readonly origin: string | undefined
}

/** Loopback, the only place where the API may listen. */
export const isLoopback = (address: string): boolean =>
  isIPv4(address) && address.startsWith('127.')

/** HTTP's own port, which browsers leave out of Host and Origin. */
const usualPort = 80

const hostNames = (address: string, port: number): readonly string[] =>
  [address, 'localhost'].flatMap((name) =>
    port === usualPort ? [name, `${name}:${port}`] : [`${name}:${port}`],
  )

/**
 * Whether a request was meant for us and comes from our own page. A page of another site that makes
 * its own name resolve to this address (DNS rebinding) is given away by the Host header, one that
 * calls us directly by its Origin.
 */
export const isOwnCaller = ({ host, origin }: Caller, address: string, port: number): boolean => {
  const names = hostNames(address, port)
  if (host === undefined || !names.includes(host.toLowerCase())) return false
  return origin === undefined || names.some((name) => origin === `http://${name}`)
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Compares in a time that tells nothing of where they differ. */
export const isSameToken = (given: string | null | undefined, token: string): boolean =>
  typeof given === 'string' && timingSafeEqual(digest(given), digest(token))
