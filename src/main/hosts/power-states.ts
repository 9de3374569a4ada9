import type { FactType } from '../../shared/facts/index.ts'
import type { JournalStore } from '../journal/store.ts'

const page = 5_000
const switches: readonly FactType[] = ['host.poweredOn', 'host.rebooted', 'host.poweredOff']

/** Hosts that the journal left switched on: the program was killed under them. */
export const leftOn = async (journal: JournalStore): Promise<readonly string[]> => {
  const on = new Set<string>()
  for (let after = 0; ;) {
    const facts = await journal.read({ after, limit: page, types: switches })
    for (const { seq, fact } of facts) {
      after = seq
      if (fact.type === 'host.poweredOn' || fact.type === 'host.rebooted') on.add(fact.host)
      if (fact.type === 'host.poweredOff') on.delete(fact.host)
    }
    if (facts.length < page) return [...on]
  }
}
