import type { LabDocument } from '../../shared/document/schema.ts'
import {
  hostOf,
  type FactType,
  type HostAttributes,
  type Recorded,
} from '../../shared/facts/index.ts'
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
  host(id: string): ConsoleHost | undefined
  close(): void
}

type Together = {
  readonly of: LabDocument
  readonly named: ReadonlyMap<string, HostAttributes>
  readonly hosts: Map<string, ConsoleHost>
  /** Made when it is asked for. */
  list: readonly ConsoleHost[] | undefined
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

  // Ten thousand hosts are put together once for many questions; a fact about one of them costs that one alone.
  let known: Together | undefined

  /** The host as it is now, or undefined when it is none of the lab's. */
  const hostNow = (named: Together['named'], id: string): ConsoleHost | undefined => {
    const asked = discovered.get(id)
    // Of those that left, vCenter's are still to be taken out of its inventory.
    const isHere = asked !== undefined && (!asked.left || memory.stored.has(id))
    const attributes = isHere ? asked.attributes : named.get(id)
    return (
      attributes && {
        ...{ id, attributes },
        ...(standings.get(id) ?? newStanding),
        stored: memory.stored.get(id),
      }
    )
  }
  const put = ({ named, hosts }: Pick<Together, 'named' | 'hosts'>, id: string): void => {
    const host = hostNow(named, id)
    if (host === undefined) hosts.delete(id)
    else hosts.set(id, host)
  }
  const together = (of: LabDocument): Together => {
    const named = new Map(of.hosts.map((host) => [host.id, attributesOfHost(host)]))
    const hosts = new Map<string, ConsoleHost>()
    for (const id of [...named.keys(), ...discovered.keys()]) put({ named, hosts }, id)
    return { of, named, hosts, list: [...hosts.values()] }
  }

  const take = (recorded: Recorded): void => {
    foldMemory(memory, recorded)
    foldDiscovered(discovered, recorded)
    foldPast(past, recorded)
    const id = hostOf(recorded.fact)
    if (id === undefined) {
      known = undefined
      return
    }
    const before = standings.get(id) ?? newStanding
    const after = foldStanding(before, recorded.fact)
    if (after !== before) standings.set(id, after)
    if (known === undefined) return
    put(known, id)
    known.list = undefined
  }
  const close = await followJournal(journal, { after: 0, types: knowledgeFacts }, take)

  const now = (): Together => {
    const of = document()
    if (known?.of !== of) known = together(of)
    return known
  }

  return {
    memory,
    discovered,
    past,
    close,
    hosts: () => {
      const all = now()
      all.list ??= [...all.hosts.values()]
      return all.list
    },
    host: (id) => now().hosts.get(id),
  }
}
