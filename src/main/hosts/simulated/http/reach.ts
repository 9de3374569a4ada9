import type { Bench } from '../bench.ts'
import { HttpFailure } from './failure.ts'

/**
 * Does something over the machine's cables. With the cables out nothing is refused: the other end is
 * silent, and after so many real ms of silence the connection is given up.
 */
export const reach = async <T>(
  { uplink, clock, signal }: Bench,
  silence: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const whileUp = uplink.whileUp()
  try {
    return await work(AbortSignal.any([signal, whileUp]))
  } catch (error) {
    signal.throwIfAborted()
    if (!whileUp.aborted) throw error
    await clock.sleep(silence, signal)
    throw new HttpFailure('ETIMEDOUT', 'Connection timed out')
  }
}
