import type { FactType, Recorded } from '../../shared/facts/index.ts'
import { followFromPast } from '../journal/pages.ts'
import type { JournalStore } from '../journal/store.ts'

/**
 * Reads facts of these types from `after` to the journal's end, then goes on with what comes, every
 * fact once and in order. Resolves when the past is read, with how to stop.
 */
export const followJournal = async (
  journal: Pick<JournalStore, 'read' | 'subscribe'>,
  { after, types }: { readonly after: number; readonly types: readonly FactType[] },
  take: (fact: Recorded) => void,
): Promise<() => void> => {
  const wanted = new Set(types)
  let last = after
  const takeAll = (facts: readonly Recorded[]): void => {
    for (const fact of facts) {
      // What arrived while the past was read may be in both.
      if (fact.seq <= last) continue
      last = fact.seq
      if (wanted.has(fact.fact.type)) take(fact)
    }
  }
  return followFromPast(journal, { after, types }, { past: takeAll, present: takeAll })
}
