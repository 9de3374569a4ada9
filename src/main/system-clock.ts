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

/** The machine's own time. Steps of the wall clock while we run do not reach us. */
export const createSystemClock = (): Clock => ({
  now: () => performance.timeOrigin + performance.now(),
  sleep,
})
