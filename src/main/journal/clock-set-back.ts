import type { Clock } from '../../shared/base/index.ts'
import type { Stores } from './store.ts'

/**
 * Lets each lease keep what it had left at the last fact, when the machine's clock was set back since. A laptop whose clock was
 * years ahead would else hold the addresses of that day for years. No lease becomes shorter than its client's: time went on
 * since that fact, not back.
 */
export const followClockBack = async (
  { journal, leases }: Pick<Stores, 'journal' | 'leases'>,
  clock: Clock,
): Promise<void> => {
  const [newest] = await journal.read({ after: 0, limit: 1, take: 'last' })
  const back = newest === undefined ? 0 : newest.at - clock.now()
  if (back <= 0) return
  const kept = await leases.all()
  const moved = kept.map((lease) => ({ ...lease, expiresAt: Math.ceil(lease.expiresAt - back) }))
  if (moved.length > 0) await journal.append({ facts: [], leases: moved })
}
