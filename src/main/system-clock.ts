import { uptime } from 'node:os'
import type { Clock } from '../shared/base/index.ts'

/** ms that a timer can run; one that is set for longer fires at once. */
const longestTimer = 2 ** 31 - 1

/** Rejects with the signal's reason; Node's own would make an error, and its stack, for each sleep that ends early. */
const nap = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const abort = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort)
      resolve()
    }, ms)
    signal?.addEventListener('abort', abort, { once: true })
  })

const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
  ms <= longestTimer
    ? nap(ms, signal)
    : nap(longestTimer, signal).then(() => sleep(ms - longestTimer, signal))

/** What the machine tells of time, in ms. */
export type TimeSources = {
  /** When `steady` was 0, ms since the epoch. */
  readonly began: number
  /** Nobody sets it, but on Linux it stands still while the computer sleeps. */
  readonly steady: () => number
  /** The wall clock. It may be set at any time; it costs little, and moves at once when the computer wakes. */
  readonly wall: () => number
  /** Since the computer was started. Nobody sets it, and it counts sleep everywhere; it costs a read of a file. */
  readonly uptime: () => number
}

const machine: TimeSources = {
  began: performance.timeOrigin,
  steady: () => performance.now(),
  // oxlint-disable-next-line no-restricted-properties -- this is where a Clock comes from
  wall: () => Date.now(),
  uptime: () => uptime() * 1000,
}

/** ms by which the wall clock must have moved by itself before the uptime is asked why. */
const moved = 1_000
/** ms of sleep that are seen: some systems count their uptime in whole seconds. */
const leastSleep = 2_000

/**
 * The machine's own time: steps of the wall clock while we run do not reach us, a sleep of the computer does. `now` jumps over it;
 * what sleeps here stands still as long.
 */
export const createSystemClock = (sources: Partial<TimeSources> = {}): Clock => {
  const { began, steady, wall, uptime } = { ...machine, ...sources }
  let slept = 0
  let wallAhead = wall() - steady()
  let uptimeAhead = uptime() - steady()

  /** The wall clock was set, or the computer slept: its uptime tells which. */
  const lookAfterSleep = () => {
    const ahead = uptime() - steady()
    if (ahead - uptimeAhead < leastSleep) return
    slept += ahead - uptimeAhead
    uptimeAhead = ahead
  }

  return {
    now: () => {
      const at = steady()
      const ahead = wall() - at
      if (Math.abs(ahead - wallAhead) > moved) {
        wallAhead = ahead
        lookAfterSleep()
      }
      return began + slept + at
    },
    sleep,
  }
}
