import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../../src/shared/base/index.ts'

type Sleeper = { readonly at: number; readonly wake: () => void }

/** A clock that stands still between calls of `pass`. */
export const createClock = (
  start: number,
): Clock & {
  /** Lets time pass, waking sleepers in order; resolves when all they set off has settled. */
  pass(ms: number): Promise<void>
  /** The computer sleeps: time goes on, and all who sleep here stand still. */
  doze(ms: number): void
} => {
  const sleepers = new Set<Sleeper>()
  let now = start
  let dozed = 0
  const nextBy = (limit: number): Sleeper | undefined => {
    let first: Sleeper | undefined
    for (const each of sleepers)
      if (each.at <= limit && (first === undefined || each.at < first.at)) first = each
    return first
  }
  return {
    now: () => now + dozed,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const end = () => {
          sleepers.delete(sleeper)
          signal?.removeEventListener('abort', abort)
        }
        const abort = () => {
          end()
          reject(new Error('The sleep was ended.'))
        }
        const sleeper: Sleeper = {
          at: now + ms,
          wake() {
            end()
            resolve()
          },
        }
        if (signal?.aborted === true) return abort()
        signal?.addEventListener('abort', abort)
        sleepers.add(sleeper)
      }),
    async pass(ms) {
      await setImmediate()
      const until = now + ms
      for (let next = nextBy(until); next !== undefined; next = nextBy(until)) {
        now = Math.max(now, next.at)
        next.wake()
        await setImmediate()
      }
      now = until
    },
    doze(ms) {
      dozed += ms
    },
  }
}
