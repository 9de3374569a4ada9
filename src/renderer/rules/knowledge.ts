import type { LabDocument } from '../../shared/document/schema.ts'
import type { FactList } from '../client/facts.ts'
import {
  attributesOfHost,
  discoveredHosts,
  emptyMemory,
  foldDiscovered,
  foldMemory,
  memoryFacts,
  type Candidate,
  type Discovered,
  type DiscoveredHost,
  type Memory,
  type Stored,
} from '../../shared/rules/index.ts'

/** What the facts say of machines, as far as rules care. A new value for each change. */
export type Knowledge = {
  readonly discovered: readonly DiscoveredHost[]
  /** Machines that asked, forgotten ones too. */
  readonly asked: Discovered
  /** What vCenter keeps for the hosts it knows. */
  readonly stored: ReadonlyMap<string, Stored>
}

type Ledger = {
  read: number
  readonly memory: Memory
  readonly discovered: Discovered
  known: Knowledge
}

const relevant: ReadonlySet<string> = new Set([
  ...memoryFacts,
  'waiter.hostRegistered',
  'rules.noMatch',
  'rules.hostsForgotten',
  'rules.hostsRecalled',
  'document.changed',
])

const summary = ({ memory, discovered }: Pick<Ledger, 'memory' | 'discovered'>): Knowledge => ({
  discovered: discoveredHosts(discovered),
  asked: new Map(discovered),
  stored: new Map(memory.stored),
})

const newLedger = (): Ledger => {
  const parts = { memory: emptyMemory(), discovered: new Map() as Discovered }
  return { read: 0, ...parts, known: summary(parts) }
}

const ledgers = new WeakMap<FactList, Ledger>()

/**
 * What the first `count` facts say. Facts only grow at their end, so each is read once; the same value
 * is answered until one of them matters.
 */
export const knowledgeOf = (facts: FactList, count: number): Knowledge => {
  const ledger = ledgers.get(facts) ?? newLedger()
  ledgers.set(facts, ledger)
  let changed = false
  for (; ledger.read < count; ledger.read += 1) {
    const recorded = facts.at(ledger.read)
    if (recorded === undefined || !relevant.has(recorded.fact.type)) continue
    foldMemory(ledger.memory, recorded)
    foldDiscovered(ledger.discovered, recorded)
    changed = true
  }
  if (changed) ledger.known = summary(ledger)
  return ledger.known
}

/** Every machine the rules can be asked about: those of the document, and whoever else asked. */
export const machinesOf = (
  { hosts }: Pick<LabDocument, 'hosts'>,
  { asked, stored }: Pick<Knowledge, 'asked' | 'stored'>,
): readonly Candidate[] => {
  const attributes = new Map(hosts.map((host) => [host.id, attributesOfHost(host)]))
  for (const [id, entry] of asked) if (!entry.left) attributes.set(id, entry.attributes)
  return [...attributes].map(([id, sent]) => ({ id, attributes: sent, stored: stored.get(id) }))
}
