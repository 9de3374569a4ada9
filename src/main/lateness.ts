import type { Clock } from '../shared/base/index.ts'

/**
 * For who looks again and again: says how much later than expected (ms) this look comes. As long nobody looked, for the computer
 * slept, the program was halted, or it was busy; and nobody else is to blame for what was missed.
 */
export const createLateness = (clock: Pick<Clock, 'now'>): ((expected: number) => number) => {
  let looked = clock.now()
  return (expected) => {
    const now = clock.now()
    const late = Math.max(0, now - looked - expected)
    looked = now
    return late
  }
}
