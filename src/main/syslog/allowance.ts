import type { Clock } from '../../shared/base/index.ts'

/** Lines a sender may have kept: so many a second for long, and so many at once. A boot of a real host writes some thousands. */
export const allowed = { perSecond: 200, atOnce: 5000 } as const

/** What becomes of a line: with a kept one, how many before it were dropped, when that is to be said now. */
export type Verdict =
  { readonly kind: 'kept'; readonly dropped: number } | { readonly kind: 'dropped' }

type Account = { tokens: number; at: number; dropped: number; saidAt: number }

/** ms between two lines that say what was dropped. */
const sayEvery = 1000

/** Keeps one sender's flood from taking the room of the others. */
export const createAllowance = (clock: Pick<Clock, 'now'>): ((sender: string) => Verdict) => {
  const accounts = new Map<string, Account>()
  return (sender) => {
    const now = clock.now()
    const account = accounts.get(sender) ?? {
      tokens: allowed.atOnce,
      at: now,
      dropped: 0,
      saidAt: 0,
    }
    accounts.set(sender, account)
    // A clock that is set back takes nothing away.
    const earned = (Math.max(0, now - account.at) / 1000) * allowed.perSecond
    account.tokens = Math.min(allowed.atOnce, account.tokens + earned)
    account.at = now
    if (account.tokens < 1) {
      account.dropped += 1
      return { kind: 'dropped' }
    }
    account.tokens -= 1
    if (Math.abs(now - account.saidAt) < sayEvery) return { kind: 'kept', dropped: 0 }
    const { dropped } = account
    account.dropped = 0
    account.saidAt = now
    return { kind: 'kept', dropped }
  }
}
