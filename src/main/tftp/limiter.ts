import type { Clock } from '../../shared/base/index.ts'

/**
 * Lets `most` a second through and counts the rest: a flood of rubbish on the wire must not become a
 * flood in the journal. Gives how many were held back before this one, or undefined to hold it back.
 */
export const createLimiter = (clock: Clock, most: number): (() => number | undefined) => {
  let second = 0
  let passed = 0
  let held = 0
  return () => {
    const now = Math.floor(clock.now() / 1000)
    if (now !== second) {
      second = now
      passed = 0
    }
    if (passed >= most) {
      held += 1
      return undefined
    }
    passed += 1
    const before = held
    held = 0
    return before
  }
}
