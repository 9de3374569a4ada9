import type { Clock } from '../../shared/base/index.ts'
import type { FactOf } from '../../shared/facts/index.ts'
import type { Network } from '../net/index.ts'
import type { Server } from './server.ts'

/** How many addresses are looked at ahead of need: more than a rack that is switched on asks for at once. */
const ahead = 64
/** ms for which an address that did not answer counts as free. */
const fresh = 5 * 60_000
/** ms between two looks when all are fresh. */
const rest = 1_000

/** Addresses are leased as if nobody answered on them: what a client finds taken it declines. */
const lookFailed = (error: unknown): FactOf<'dhcp.finding'> => {
  const what = error instanceof Error ? error.message : String(error)
  return {
    type: 'dhcp.finding',
    finding: {
      code: 'dhcp.conflicts-unseen',
      message: `Free addresses cannot be looked at before they are leased (${what}).`,
    },
    proposal:
      'All clients are served, and the look is tried again. Until it succeeds an address that somebody took by hand may be leased once.',
  }
}

/**
 * Looks at free addresses before they are leased, so that no OFFER ever waits: asks the segment who answers on the next ones of
 * the pool and sets aside those somebody does. A look that fails is told once, and tried again until it succeeds. Runs until the
 * signal ends it; rejects when what it tells or sets aside cannot be kept.
 */
export const watchForConflicts = async ({
  network,
  server,
  tell,
  clock,
  signal,
}: {
  readonly network: Network
  readonly server: Pick<Server, 'nextFree' | 'setAside'>
  readonly tell: (fact: FactOf<'dhcp.finding'>) => Promise<unknown>
  readonly clock: Clock
  readonly signal: AbortSignal
}): Promise<void> => {
  if (network.neighbours === undefined) return
  let sees = true
  const failed = async (error: unknown): Promise<undefined> => {
    signal.throwIfAborted()
    if (sees) await tell(lookFailed(error))
  }
  const lookedAt = new Map<string, number>()
  while (!signal.aborted) {
    const now = clock.now()
    for (const [address, at] of lookedAt) if (now - at > fresh) lookedAt.delete(address)
    const due = server.nextFree(ahead).filter((address) => !lookedAt.has(address))
    if (due.length > 0) {
      const answering = await network.neighbours(due, { recheck: true, signal }).catch(failed)
      sees = answering !== undefined
      if (answering !== undefined) {
        for (const address of due) lookedAt.set(address, clock.now())
        for (const [address, mac] of answering) await server.setAside(address, mac)
      }
    }
    await clock.sleep(rest, signal)
  }
}
