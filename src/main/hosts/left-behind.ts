import type { FactOf, FactType, HostPart } from '../../shared/facts/index.ts'
import { readPages } from '../journal/pages.ts'
import type { JournalStore } from '../journal/store.ts'

const switches: readonly FactType[] = [
  'host.poweredOn',
  'host.rebooted',
  'host.poweredOff',
  'host.partUnplugged',
  'host.partPluggedIn',
]

/** What the journal left as no machine is when the program starts. */
export type LeftBehind = {
  /** Hosts that are switched on: the program was killed under them. */
  readonly on: readonly string[]
  /** Cables and disks that are out. */
  readonly out: readonly { readonly host: string; readonly part: HostPart }[]
}

type PartFact = FactOf<'host.partUnplugged' | 'host.partPluggedIn'>

const keyOf = ({ host, part }: PartFact): string => `${part} ${host}`

/** Reads it from the facts about power, cables and disks alone, a page at a time. */
export const leftBehind = async (journal: JournalStore): Promise<LeftBehind> => {
  const on = new Set<string>()
  const out = new Map<string, PartFact>()
  for await (const facts of readPages(journal, { after: 0, types: switches })) {
    for (const { fact } of facts) {
      if (fact.type === 'host.poweredOn' || fact.type === 'host.rebooted') on.add(fact.host)
      if (fact.type === 'host.poweredOff') on.delete(fact.host)
      if (fact.type === 'host.partUnplugged') out.set(keyOf(fact), fact)
      if (fact.type === 'host.partPluggedIn') out.delete(keyOf(fact))
    }
  }
  return { on: [...on], out: [...out.values()].map(({ host, part }) => ({ host, part })) }
}
