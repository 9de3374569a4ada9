import { fact, type Fact, type Recorded } from '../../shared/facts/index.ts'
import { followFromPast } from '../journal/pages.ts'
import type { JournalStore } from '../journal/store.ts'
import type { Record } from '../record.ts'
import { emptyInventory, foldInventory, type Inventory } from './inventory.ts'

/** The inventory, kept up to date with the journal: other rooms write facts about hosts in it too. */
export type Ledger = {
  readonly inventory: () => Inventory
  /** Records facts; resolves when the inventory has them. */
  readonly commit: (...facts: readonly Fact[]) => Promise<void>
  /** Catches up with what was written meanwhile, and follows from there. */
  readonly open: () => Promise<void>
  readonly close: () => void
}

const others = new Set<string>([
  'document.changed',
  'esxi.scriptFailed',
  'rules.associationStored',
  'rules.setInForce',
  'waiter.noImage',
  'waiter.certificateMissing',
])
/** Facts that the inventory or the events are made of. A long journal has many others. */
const ofInterest = fact.options
  .map((option) => option.shape.type.value)
  .filter((type) => type.startsWith('vcenter.') || others.has(type))

const isOfInterest: ReadonlySet<string> = new Set(ofInterest)

/** `onFacts` is told of facts as they are folded, those read at opening included. */
export const createLedger = ({
  journal,
  record,
  onFacts,
}: {
  readonly journal: Pick<JournalStore, 'read' | 'subscribe'>
  readonly record: Record
  readonly onFacts: (facts: readonly Recorded[]) => void
}): Ledger => {
  let inventory = emptyInventory
  let seq = 0
  let unsubscribe: (() => void) | undefined
  const waiting = new Set<{ readonly seq: number; readonly reached: () => void }>()

  const take = (batch: readonly Recorded[]): void => {
    const fresh = batch.filter((recorded) => recorded.seq > seq)
    const ours = fresh.map(({ fact }) => fact).filter(({ type }) => isOfInterest.has(type))
    // Each folding copies the inventory, and most batches have nothing for it.
    if (ours.length > 0) inventory = foldInventory(inventory, ours)
    // What arrived while the past was read may be older than it.
    seq = Math.max(seq, batch.at(-1)?.seq ?? 0)
    onFacts(fresh)
  }

  const follow = (batch: readonly Recorded[]): void => {
    take(batch)
    for (const wait of waiting) {
      if (wait.seq > seq) continue
      waiting.delete(wait)
      wait.reached()
    }
  }

  const reach = (wanted: number): Promise<void> =>
    seq >= wanted || unsubscribe === undefined
      ? Promise.resolve()
      : new Promise((reached) => waiting.add({ seq: wanted, reached }))

  const close = (): void => {
    unsubscribe?.()
    unsubscribe = undefined
    for (const { reached } of waiting) reached()
    waiting.clear()
  }

  return {
    inventory: () => inventory,
    commit: async (...facts) => {
      const recorded = await record(...facts)
      await reach(recorded.at(-1)?.seq ?? 0)
    },
    open: async () => {
      const query = { after: seq, types: ofInterest }
      unsubscribe = await followFromPast(journal, query, { past: take, present: follow })
    },
    close,
  }
}
