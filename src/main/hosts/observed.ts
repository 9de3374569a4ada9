import { LabError, type Clock, type ComponentId } from '../../shared/base/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import { hostOf, type Recorded } from '../../shared/facts/index.ts'
import { foldHost, readSilence, type HostView } from '../../shared/host/index.ts'
import type { JournalStore } from '../journal/store.ts'
import { createLateness } from '../lateness.ts'
import type { Record } from '../record.ts'
import { createIsSimulated } from './simulated-ids.ts'

/** `at`: since when it is silent, in time that somebody listened. */
type Seen = { readonly view: HostView; readonly at: number }

const lookEvery = 1_000

/** The hosts that tell nothing themselves, as they are followed. */
export type Observed = {
  /** Those that were seen since the house opened. */
  hosts(): readonly string[]
  readonly stop: () => void
}

/**
 * Follows the hosts that tell nothing themselves by what the services saw, and records when one of
 * them fell silent in the middle of a network boot.
 */
export const watchObserved = ({
  document,
  journal,
  record,
  clock,
  signal,
}: {
  readonly document: () => LabDocument
  readonly journal: JournalStore
  readonly record: Record
  readonly clock: Clock
  readonly signal: AbortSignal
}): Observed => {
  const seen = new Map<string, Seen>()
  const out = new Set<ComponentId>()
  let hearsDhcpAlone = false
  const isSimulated = createIsSimulated(document)

  const follow = (facts: readonly Recorded[]) => {
    for (const recorded of facts) {
      const { fact, at } = recorded
      if (fact.type === 'component.stopped') out.add(fact.component)
      if (fact.type === 'component.started') out.delete(fact.component)
      if (fact.type === 'net.serveStarted') hearsDhcpAlone = fact.mode === 'observe'
      const id = hostOf(fact)
      if (id !== undefined && !isSimulated(id))
        seen.set(id, { view: foldHost(seen.get(id)?.view, recorded), at })
    }
  }

  /** What a host does with its address goes to other servers where the network is only observed. */
  const isHeard = ({ state }: HostView): boolean =>
    !hearsDhcpAlone || state === 'network.dhcp' || state === 'network.ipxe'

  const lateness = createLateness(clock)
  const look = async () => {
    const now = clock.now()
    const deaf = lateness(2 * lookEvery)
    if (deaf > 0)
      for (const [id, { view, at }] of seen) seen.set(id, { view, at: Math.min(now, at + deaf) })
    const away = {
      dhcp: out.has('dhcp'),
      tftp: out.has('tftp'),
      waiter: out.has('waiter'),
      rules: out.has('rules'),
    }
    for (const { view, at } of seen.values()) {
      const fact = isHeard(view) ? readSilence(view, now, at, away) : undefined
      if (fact !== undefined) await record(fact)
    }
  }

  const watch = async () => {
    for (;;) {
      await clock.sleep(lookEvery, signal)
      await look().catch((error: unknown) => {
        // What the disk does not take now is said at a later look.
        if (!(error instanceof LabError)) throw error
      })
    }
  }
  watch().catch((error: unknown) => {
    if (!signal.aborted) throw error
  })
  return { hosts: () => [...seen.keys()], stop: journal.subscribe(follow) }
}
