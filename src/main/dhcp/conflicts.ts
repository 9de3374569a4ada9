import type { Clock } from '../../shared/base/index.ts'
import type { Network } from '../net/index.ts'
import type { Server } from './server.ts'

/** How many addresses are looked at ahead of need: more than a rack that is switched on asks for at once. */
const ahead = 64
/** ms for which an address that did not answer counts as free. */
const fresh = 5 * 60_000
/** ms between two looks when all are fresh. */
const rest = 1_000

/**
 * Looks at free addresses before they are leased, so that no OFFER ever waits: asks the segment who answers on the next ones of
 * the pool and sets aside those somebody does. Runs until the signal ends it.
 */
export const watchForConflicts = async ({
  network,
  server,
  clock,
  signal,
}: {
  readonly network: Network
  readonly server: Pick<Server, 'nextFree' | 'setAside'>
  readonly clock: Clock
  readonly signal: AbortSignal
}): Promise<void> => {
  if (network.neighbours === undefined) return
  const lookedAt = new Map<string, number>()
  while (!signal.aborted) {
    const now = clock.now()
    for (const [address, at] of lookedAt) if (now - at > fresh) lookedAt.delete(address)
    const due = server.nextFree(ahead).filter((address) => !lookedAt.has(address))
    if (due.length > 0) {
      const answering = await network.neighbours(due, { recheck: true, signal })
      for (const address of due) lookedAt.set(address, clock.now())
      for (const [address, mac] of answering) await server.setAside(address, mac)
    }
    await clock.sleep(rest, signal)
  }
}
