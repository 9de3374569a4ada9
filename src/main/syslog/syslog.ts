import { isIpv4, type Clock, type HostId } from '../../shared/base/index.ts'
import type { Fact, Recorded } from '../../shared/facts/index.ts'
import type { LogFilter, LogLine } from '../../shared/syslog/index.ts'
import type { Identify } from '../hosts/identify.ts'
import type { JournalStore } from '../journal/store.ts'
import type { Record } from '../record.ts'
import { allowed, createAllowance } from './allowance.ts'
import { followLog } from './follow.ts'
import { gapLine } from './gap.ts'
import { listenOn, type Carrier, type Seat } from './listen.ts'
import { parseMessage } from './parse.ts'
import { openLogStore, type Heard } from './store.ts'

type Wanted = LogFilter & { readonly sender: string; readonly last: number }

/** What of the receiver a screen or a command line can ask. */
export type Logs = {
  /** Where it listens (`udp://address:port`), what keeps it from more, and who was heard. */
  state(): {
    readonly listening: readonly string[]
    readonly problems: readonly string[]
    readonly heard: readonly (Heard & { readonly dropped: number })[]
  }
  read(wanted: Wanted): Promise<readonly LogLine[]>
  follow(wanted: Wanted, signal: AbortSignal): AsyncGenerator<LogLine[], void, undefined>
}

/** The receiver of logs: a companion of the lab's services, without a plug. */
export type Syslog = Logs & {
  /** Listens on one more network; resolves with how to leave it. Never rejects: what cannot be opened is a fact, and all else goes on. */
  join(seat: Seat): Promise<() => Promise<void>>
  close(): Promise<void>
}

/** ms in which it is told once that a sender is limited. */
const tellEvery = 60_000

/** All senders that are no hosts of the lab share one allowance: a source is made up easily. */
const strangers = 'strangers'

/** After these a host writes its log from the beginning. */
const beginsBoot = ({ fact }: Recorded): readonly string[] => {
  switch (fact.type) {
    case 'host.poweredOn':
    case 'host.rebooted':
    case 'waiter.hostRegistered':
      return [fact.host]
    default:
      return []
  }
}

export const openSyslog = async ({
  folder,
  identify,
  journal,
  record,
  clock,
  onUnexpected,
}: {
  /** Where logs are kept. */
  readonly folder: string
  readonly identify: Pick<Identify, 'byAddress'>
  readonly journal: Pick<JournalStore, 'subscribe'>
  readonly record: Record
  readonly clock: Clock
  /** Told when the disk takes no logs. */
  readonly onUnexpected: (error: unknown) => void
}): Promise<Syslog> => {
  const store = await openLogStore({ folder, clock, onUnexpected })
  const seats = new Set<ReturnType<typeof listenOn>>()
  const allow = createAllowance(clock)
  /** Hosts whose log of this boot has begun. */
  const begun = new Set<HostId>()
  /** By host; those of all others together. */
  const dropped = new Map<string, number>()
  const toldAt = new Map<string, number>()
  // A journal that takes nothing more says so itself.
  const tell = (fact: Fact) => void record(fact).catch(() => undefined)
  const leaveJournal = journal.subscribe((facts) => {
    for (const host of facts.flatMap(beginsBoot)) begun.delete(host)
  })

  const begin = (host: HostId | undefined, address: string, carrier: Carrier) => {
    if (host === undefined || begun.has(host)) return
    begun.add(host)
    tell({ type: 'syslog.began', host, address, carrier })
  }
  const drop = (host: HostId | undefined, address: string) => {
    const key = host ?? strangers
    dropped.set(key, (dropped.get(key) ?? 0) + 1)
    const now = clock.now()
    if (Math.abs(now - (toldAt.get(key) ?? 0)) < tellEvery) return
    toldAt.set(key, now)
    const of = host === undefined ? {} : { host }
    tell({ type: 'syslog.limited', ...of, address, perSecond: allowed.perSecond })
  }

  /** False when the line was dropped. */
  const take = (bytes: Uint8Array, address: string, carrier: Carrier): boolean => {
    const host = identify.byAddress(address)
    const sender = host ?? address
    const verdict = allow(host ?? strangers)
    const at = clock.now()
    if (verdict.kind === 'kept') {
      if (verdict.dropped > 0)
        store.append(sender, gapLine('dropped', { at, address, count: verdict.dropped }))
      if (store.append(sender, { at, address, ...parseMessage(bytes) })) {
        begin(host, address, carrier)
        return true
      }
    }
    drop(host, address)
    return false
  }

  const deaf = (on: string, code: string, message: string) =>
    tell({ type: 'syslog.deaf', on, reason: { code, message } })

  return {
    state: () => {
      const all = [...seats]
      return {
        listening: all.flatMap((each) => each.listening()),
        problems: all.flatMap((each) => each.problems()),
        heard: store.senders().map((heard) => ({
          ...heard,
          dropped: dropped.get(isIpv4(heard.sender) ? strangers : heard.sender) ?? 0,
        })),
      }
    },
    read: async ({ sender, ...wanted }) => (await store.read(sender, wanted)).lines,
    follow: (wanted, signal) => followLog(store, wanted, clock, signal),
    async join(seat) {
      const listener = listenOn(seat, { take, deaf, clock })
      seats.add(listener)
      await listener.opened
      return async () => {
        seats.delete(listener)
        await listener.close()
      }
    },
    async close() {
      leaveJournal()
      await Promise.all(Array.from(seats, (each) => each.close()))
      seats.clear()
      await store.close()
    },
  }
}
