import type { Clock } from '../shared/base/index.ts'

/** Rejects with the signal's reason; Node's own would make an error, and its stack, for each sleep that ends early. */
const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
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

/** The machine's own time. Steps of the wall clock while we run do not reach us. */
export const createSystemClock = (): Clock => ({
  now: () => performance.timeOrigin + performance.now(),
  sleep,
})
