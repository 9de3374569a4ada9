import type { Clock } from '../../shared/base/index.ts'

/**
 * Replies a ms, and the most in one go. One sync of the disk lets hundreds of ACKs go; a relay agent, which hears the replies of all
 * its clients on one socket, has room for some 160 (Linux's usual buffer) and drops what comes faster than it reads.
 */
const pace = { each: 8, most: 48 }

/** Has work done in the order it was given: at once, or some ms later when much of it comes together. */
export const createPacer = (clock: Clock): ((work: () => void) => void) => {
  let waiting: (() => void)[] = []
  let allowed = pace.most
  let since = clock.now()

  /** Allows more for the time that has passed, which is `least` ms at least. */
  const refill = (least: number) => {
    const at = clock.now()
    allowed = Math.min(pace.most, allowed + Math.max(least, at - since) * pace.each)
    since = at
  }
  const workOff = async () => {
    while (waiting.length > 0) {
      await clock.sleep(1)
      refill(1)
      const these = waiting.slice(0, allowed)
      waiting = waiting.slice(these.length)
      allowed -= these.length
      for (const work of these) work()
    }
  }
  return (work) => {
    refill(0)
    if (waiting.length === 0 && allowed >= 1) {
      allowed -= 1
      work()
    } else if (waiting.push(work) === 1) void workOff()
  }
}
