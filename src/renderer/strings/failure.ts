import type { FactOf } from '../../shared/facts/index.ts'
import { withoutQuery } from '../../shared/host/index.ts'

/** The server that an address within a sentence names. */
const server = /https?:\/\/[^/\s]+?(?=\/|:? |:$|$)/

/**
 * Only the path of an address: which server it is, is plain, and a host that registers tells a page of itself
 * in its query. The whole stands among the fields of the fact.
 */
export const pathOnly = (words: string): string => withoutQuery(words).replace(server, '')

/**
 * Why a network boot ended, in words. The code of a socket error (`ECONNREFUSED`) says no more than the
 * words beside it; a code of firmware or HTTP (`PXE-E18`, `503`) can be looked up and stays.
 */
export const failure = ({ code, message }: FactOf<'firmware.networkFailed'>): string => {
  const words = pathOnly(message)
  return /^E[A-Z]+$/.test(code) ? words : `${code} ${words}`
}
