import type { Clock } from '../../shared/base/index.ts'

export type Alarm = {
  /** Rings at this time, ms since the epoch, and not at the one set before. */
  set(at: number): void
  stop(): void
}

/** Longest single sleep, ms. */
const nap = 60_000

/**
 * An alarm that is put off far more often than it rings: setting it later costs nothing, the sleeper
 * looks at the time when it wakes.
 */
export const createAlarm = (clock: Clock, ring: () => void): Alarm => {
  const state = { at: Infinity, asleepUntil: Infinity, stopped: false, wake: new AbortController() }
  const run = async () => {
    while (!state.stopped) {
      const wait = Math.min(nap, Math.max(1, state.at - clock.now()))
      state.wake = new AbortController()
      state.asleepUntil = clock.now() + wait
      await clock.sleep(wait, state.wake.signal).catch(() => undefined)
      if (!state.stopped && clock.now() >= state.at) ring()
    }
  }
  void run()
  return {
    set: (at) => {
      state.at = at
      if (at < state.asleepUntil) state.wake.abort()
    },
    stop: () => {
      state.stopped = true
      state.wake.abort()
    },
  }
}
