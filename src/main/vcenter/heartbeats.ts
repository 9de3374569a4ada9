import type { Clock } from '../../shared/base/index.ts'
import { heartbeatEvery, heartbeatsMissed } from '../../shared/protocol/index.ts'
import { createLateness } from '../lateness.ts'

/** Real milliseconds. However fast the lab runs, a busy laptop's hiccup is not an outage. */
const shortestSilence = 2_000

type Heard = {
  readonly at: number
  /** The slowest the lab ran since: a host that went to sleep at speed 1 wakes by that speed. */
  readonly slowest: number
}

/** Who was heard of when. Times in ms since the epoch. */
export type HeartbeatWatch = {
  heard(host: string): void
  forget(host: string): void
  /** Looks once; returns the hosts that have been silent for too long. */
  silent(): readonly string[]
}

/**
 * Watches heartbeats. `silent` must be called about every `heartbeatEvery / speed`; when it comes late,
 * as after a laptop slept, the hosts are not blamed for what nobody listened to.
 */
export const createHeartbeatWatch = (clock: Clock, speed: () => number): HeartbeatWatch => {
  const hosts = new Map<string, Heard>()
  const lateness = createLateness(clock)
  return {
    heard: (host) => {
      hosts.set(host, { at: clock.now(), slowest: speed() })
    },
    forget: (host) => {
      hosts.delete(host)
    },
    silent: () => {
      const now = clock.now()
      const late = lateness(heartbeatEvery / speed())
      const deaf = late > shortestSilence ? late : 0
      for (const [host, { at, slowest }] of hosts) {
        hosts.set(host, { at: Math.min(now, at + deaf), slowest: Math.min(slowest, speed()) })
      }
      return [...hosts]
        .filter(
          ([, { at, slowest }]) =>
            now - at > Math.max(shortestSilence, (heartbeatEvery * heartbeatsMissed) / slowest),
        )
        .map(([host]) => host)
    },
  }
}
