import type { FactOf } from '../../shared/facts/index.ts'

/**
 * Why a network boot ended, in words. The code of a socket error (`ECONNREFUSED`) says no more than the
 * words beside it; a code of firmware or HTTP (`PXE-E18`, `503`) can be looked up and stays.
 */
export const failure = ({ code, message }: FactOf<'firmware.networkFailed'>): string => {
  const words = message.replace(/https?:\/\/[^/\s]+(\/\S*?)(?=:? |:$|$)/, '$1')
  return /^E[A-Z]+$/.test(code) ? words : `${code} ${words}`
}
