import { atSpeed, LabError, tryJson, type Clock, type HostId } from '../../shared/base/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import type { Fact } from '../../shared/facts/index.ts'
import { heartbeat, heartbeatEvery } from '../../shared/protocol/index.ts'
import { createHeartbeatWatch } from './heartbeats.ts'
import type { HostRecord, Inventory } from './inventory.ts'
import type { Lanes } from './lanes.ts'

/** Who is there: heartbeats heard and missed, turned into connection states. */
export type Presence = {
  /** A datagram from a host; returns whether it was a heartbeat. */
  hear(bytes: Uint8Array): boolean
  /** A connection was made: the host's silence counts from now. */
  met(host: HostId): void
  /** Looks for silent hosts until the signal ends it. Resolves then. */
  watch(): Promise<void>
}

export const createPresence = ({
  document,
  inventory,
  commit,
  lanes,
  clock,
  signal,
  returned,
  onUnexpected,
}: {
  readonly document: () => LabDocument
  readonly inventory: () => Inventory
  readonly commit: (...facts: readonly Fact[]) => Promise<void>
  readonly lanes: Lanes
  readonly clock: Clock
  readonly signal: AbortSignal
  /** Told of a host that did not respond, or that was let in when vCenter stopped, and is heard again. */
  readonly returned: (host: HostId) => void
  /** Told of errors nobody raised on purpose. */
  readonly onUnexpected: (error: unknown) => void
}): Presence => {
  const speed = (): number => document().speed
  const labClock = atSpeed(clock, speed)
  const watch = createHeartbeatWatch(clock, speed)

  /** Works in the host's lane, so that what it finds still holds when it is recorded. */
  const settle = (host: HostId, due: () => Fact | undefined): void => {
    const work = lanes.run(host, async () => {
      const fact = signal.aborted ? undefined : due()
      if (fact !== undefined) await commit(fact)
    })
    work.catch((error: unknown) => {
      // The journal takes nothing now: the host's silence counts anew, and is found again.
      watch.heard(host)
      if (!(error instanceof LabError)) onUnexpected(error)
    })
  }

  /** `gone` is asked again in the lane: the host may have been connected anew meanwhile. */
  const lose = (host: HostId, gone: (record: HostRecord) => boolean): void => {
    settle(host, () => {
      const record = inventory().get(host)
      if (record?.connection === 'connected' && !gone(record)) return undefined
      watch.forget(host)
      if (record?.connection !== 'connected') return undefined
      return { type: 'vcenter.hostNotResponding', host }
    })
  }

  /** Still to be heard of those that vCenter was letting in when it stopped: an installed one does not call for it again. */
  const unfinished = new Set<HostId>()
  for (const { id, connection, maintenance } of inventory().values()) {
    if (connection !== 'connected') continue
    watch.heard(id)
    if (maintenance?.by === 'vcenter') unfinished.add(id)
  }

  return {
    hear: (bytes) => {
      const parsed = heartbeat.safeParse(tryJson(new TextDecoder().decode(bytes)))
      if (!parsed.success) return false
      const { host, boot } = parsed.data
      const record = inventory().get(host)
      if (record === undefined || record.connection === 'disconnected') {
        watch.forget(host)
        return true
      }
      // Another boot than the one vCenter connected to: the host restarted and awaits a reconnect.
      if (boot !== undefined && boot !== record.boot) {
        if (record.connection === 'connected') lose(host, (now) => now.boot !== boot)
        return true
      }
      watch.heard(host)
      if (unfinished.delete(host) || record.connection === 'notResponding') returned(host)
      return true
    },
    met: (host) => watch.heard(host),
    watch: async () => {
      try {
        for (;;) {
          await labClock.sleep(heartbeatEvery, signal)
          for (const host of watch.silent()) lose(host, () => watch.silent().includes(host))
        }
      } catch (error) {
        if (!signal.aborted) throw error
      }
    },
  }
}
