import { LabError, type Clock } from '../shared/base/index.ts'
import { createLateness } from './lateness.ts'
import type { Record } from './record.ts'

/** ms between two looks at the clock. */
const glance = 1_000
/** ms that a program which is only busy never misses. */
const leastSleep = 10_000

/**
 * Records each time that the computer slept, or that the program was halted, which looks the same from inside. Runs until the signal
 * ends it.
 */
export const tellSleeps = async ({
  clock,
  record,
  signal,
}: {
  readonly clock: Clock
  readonly record: Record
  readonly signal: AbortSignal
}): Promise<void> => {
  const lateness = createLateness(clock)
  for (;;) {
    await clock.sleep(glance, signal)
    const late = lateness(glance)
    if (late < leastSleep) continue
    const to = clock.now()
    await record({ type: 'lab.slept', from: to - late, to }).catch((error: unknown) => {
      // What the disk does not take now is told by its own error.
      if (!(error instanceof LabError)) throw error
    })
  }
}
