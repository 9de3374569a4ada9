import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../shared/base/index.ts'

/** The machine's own time. Steps of the wall clock while we run do not reach us. */
export const createSystemClock = (): Clock => ({
  now: () => performance.timeOrigin + performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
})
