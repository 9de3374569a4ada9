import type { Clock } from '../../../shared/base/index.ts'
import type { Lease } from './bench.ts'

/** Real ms between two REQUESTs of one state at the least (RFC 2131 section 4.4.5). */
const betweenTries = 60_000

/** Longest single sleep, ms: at its end one sees that the computer has slept, which leases count. */
const nap = 60_000
/** ms by which a machine that is only busy is never late. */
const overslept = 10_000

/** Why an address must not be used any longer. */
export type LeaseEnd = 'expired' | 'refused'

/** What a server says to a client that asks for more time; undefined when none answers. */
export type Renewal = Lease | 'refused' | undefined

type Times = { readonly renew: number; readonly rebind: number; readonly end: number }

/** T1, T2 and the end of a lease, ms since the epoch. */
const timesOf = ({ leasedAt, leaseTime }: Lease): Times => {
  const after = (part: number) => leasedAt + leaseTime * 1000 * part
  return { renew: after(0.5), rebind: after(0.875), end: after(1) }
}

/** When to ask next: as each state begins, and in it when half of the rest is over. */
const nextTry = (now: number, { renew, rebind, end }: Times): number => {
  if (now < renew) return renew
  const limit = now < rebind ? rebind : end
  return Math.min(now + Math.max((limit - now) / 2, betweenTries), limit)
}

/** Resolves at a time of the clock, or soon after the computer woke; with how late that is, in ms. */
const sleepUntil = async (at: number, clock: Clock, signal: AbortSignal): Promise<number> => {
  for (let left = at - clock.now(); left > 0; left = at - clock.now())
    await clock.sleep(Math.min(left, nap), signal)
  return clock.now() - at
}

/**
 * Keeps a lease as long as a server gives more time (RFC 2131 section 4.4.5); `renewed` is told of each it gets. Resolves when the lease has run
 * out or was refused. Times of leases are real. One server is all there is to ask, so renewing and rebinding are the same REQUEST.
 * A machine whose lease ran out while it slept with the computer asks once more: nobody else was given its address meanwhile.
 */
export const holdLease = async (
  first: Lease,
  {
    clock,
    signal,
    renew,
    renewed,
  }: {
    readonly clock: Clock
    readonly signal: AbortSignal
    readonly renew: (lease: Lease) => Promise<Renewal>
    readonly renewed: (lease: Lease) => void
  },
): Promise<LeaseEnd> => {
  let lease = first
  for (;;) {
    const times = timesOf(lease)
    const late = await sleepUntil(nextTry(clock.now(), times), clock, signal)
    const isOver = clock.now() >= times.end
    if (isOver && late < overslept) return 'expired'
    const renewal = await renew(lease)
    if (renewal === 'refused') return renewal
    if (renewal === undefined) {
      if (isOver) return 'expired'
      continue
    }
    lease = renewal
    renewed(lease)
  }
}
