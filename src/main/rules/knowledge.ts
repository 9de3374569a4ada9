import type { LabDocument } from '../../shared/document/schema.ts'
import { hostOf, type FactType, type Recorded } from '../../shared/facts/index.ts'
import {
  attributesOfHost,
  emptyMemory,
  emptyPast,
  foldDiscovered,
  foldMemory,
  foldPast,
  memoryFacts,
  type Discovered,
  type Memory,
  type RulesPast,
} from '../../shared/rules/index.ts'
import type { ConsoleHost } from '../../shared/powercli/index.ts'
import type { JournalStore } from '../journal/store.ts'
import { followJournal } from './follower.ts'
import { foldStanding, newStanding, standingFacts, type Standing } from './standing.ts'

/** What the journal says of hosts and rules, kept up to date. */
export type Knowledge = {
  readonly memory: Memory
  readonly discovered: Discovered
  readonly past: RulesPast
  /** Every machine of the lab: of the document, and whoever else asked. */
  hosts(): readonly ConsoleHost[]
  close(): void
}

const knowledgeFacts: readonly FactType[] = [
  ...memoryFacts,
  ...standingFacts,
  'waiter.hostRegistered',
  'rules.noMatch',
  'rules.hostsForgotten',
  'rules.hostsRecalled',
  'document.changed',
]

/** Follows the journal from its beginning. Resolves when the past is read. */
export const openKnowledge = async ({
  document,
  journal,
}: {
  readonly document: () => LabDocument
  readonly journal: Pick<JournalStore, 'read' | 'subscribe'>
}): Promise<Knowledge> => {
  const memory = emptyMemory()
  const discovered: Discovered = new Map()
  const past = emptyPast()
  const standings = new Map<string, Standing>()

  // Ten thousand hosts are put together once for many questions.
  let known: { readonly of: LabDocument; readonly list: readonly ConsoleHost[] } | undefined

  const take = (recorded: Recorded): void => {
    known = undefined
    foldMemory(memory, recorded)
    foldDiscovered(discovered, recorded)
    foldPast(past, recorded)
    const host = hostOf(recorded.fact)
    if (host === undefined) return
    const before = standings.get(host) ?? newStanding
    const after = foldStanding(before, recorded.fact)
    if (after !== before) standings.set(host, after)
  }
  const together = (of: LabDocument): readonly ConsoleHost[] => {
    const named = of.hosts.map((host) => [host.id, attributesOfHost(host)] as const)
    // Of those that left, vCenter's are still to be taken out of its inventory.
    const asked = [...discovered]
      .filter(([id, { left }]) => !left || memory.stored.has(id))
      .map(([id, { attributes }]) => [id, attributes] as const)
    return [...new Map([...named, ...asked])].map(([id, attributes]) => ({
      id,
      attributes,
      ...(standings.get(id) ?? newStanding),
      stored: memory.stored.get(id),
    }))
  }
  const close = await followJournal(journal, { after: 0, types: knowledgeFacts }, take)

  return {
    memory,
    discovered,
    past,
    close,
    hosts: () => {
      const of = document()
      if (known?.of !== of) known = { of, list: together(of) }
      return known.list
    },
  }
}
