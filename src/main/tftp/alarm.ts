import { neededNoMore, type Clock } from '../../shared/base/index.ts'

export type Alarm = {
  /** Rings at this time, ms since the epoch, and not at the one set before. */
  set(at: number): void
  /** It rings no more, whatever it is set to. */
  stop(): void
}

/** Longest single sleep, ms. */
const nap = 60_000

/**
 * An alarm that is put off far more often than it rings: setting it later costs nothing, the sleeper
 * looks at the time when it wakes.
 */
export const createAlarm = (clock: Clock, ring: () => void): Alarm => {
  let at = Infinity
  let asleep: { readonly until: number; readonly wake: AbortController } | undefined
  let stopped = false
  const sleep = async (): Promise<void> => {
    const now = clock.now()
    const mine = { until: Math.min(now + nap, Math.max(now + 1, at)), wake: new AbortController() }
    asleep = mine
    try {
      await clock.sleep(mine.until - now, mine.wake.signal)
    } catch {
      return
    }
    if (clock.now() >= at) ring()
    // To ring may have set it anew, or stopped it.
    if (asleep === mine) void sleep()
  }
  const wake = () => {
    asleep?.wake.abort(neededNoMore)
    asleep = undefined
  }
  return {
    set: (next) => {
      if (stopped) return
      at = next
      if (asleep !== undefined && asleep.until <= at) return
      wake()
      void sleep()
    },
    stop: () => {
      stopped = true
      wake()
    },
  }
}
