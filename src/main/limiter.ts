import type { Clock } from '../shared/base/index.ts'

/** Most facts about bad input a second and component: anybody can send bytes, and each fact is kept. */
export const badInputLimit = 20

/**
 * Lets `most` a second through and counts the rest: a flood of rubbish on the wire must not become a
 * flood in the journal. Gives how many were held back before this one, or undefined to hold it back.
 */
export const createLimiter = (
  clock: Pick<Clock, 'now'>,
  most: number,
): (() => number | undefined) => {
  let second = 0
  let passed = 0
  let held = 0
  return () => {
    const now = Math.floor(clock.now() / 1000)
    if (now !== second) [second, passed] = [now, 0]
    if (passed >= most) {
      held += 1
      return undefined
    }
    const before = held
    passed += 1
    held = 0
    return before
  }
}

/** A sentence that was let through, and how many before it were not. */
export const withHeld = (sentence: string, held: number): string =>
  held > 0 ? `${sentence} ${held} more like it came before.` : sentence
