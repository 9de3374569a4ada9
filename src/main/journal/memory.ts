import { isFields, type Clock } from '../../shared/base/index.ts'
import { hostOf, type Recorded } from '../../shared/facts/index.ts'
import { createFeed } from './feed.ts'
import { createGroupCommit } from './group-commit.ts'
import { chunkQuery, isWhole, packChunk } from './packed.ts'
import type {
  DocumentStore,
  DocumentVersion,
  Entry,
  JournalQuery,
  JournalStore,
  Lease,
  LeaseStore,
  Stores,
} from './store.ts'

/** Plain data, cut off from the caller's own objects, as a disk would. */
const copy = <T>(value: T): T => {
  const copied: T = JSON.parse(JSON.stringify(value))
  return copied
}

const select = (
  facts: readonly Recorded[],
  { after, before = Infinity, host, types, limit, take = 'first' }: JournalQuery,
): readonly Recorded[] => {
  const found = facts
    .slice(after)
    .filter(({ seq }) => seq < before)
    .filter(({ fact }) => host === undefined || hostOf(fact) === host)
    .filter(({ fact }) => types === undefined || types.includes(fact.type))
  return take === 'first' ? found.slice(0, limit) : found.slice(Math.max(0, found.length - limit))
}

const createJournal = (clock: Clock, leases: Map<string, Lease>): JournalStore => {
  const facts: Recorded[] = []
  const feed = createFeed(0)
  type Stamped = { readonly entry: Entry; readonly at: number }
  const commits = createGroupCommit<Stamped, readonly Recorded[]>((entries) => {
    let seq = facts.length
    const numbered = entries.map(({ entry, at }) =>
      entry.facts.map((fact) => ({ seq: ++seq, at, fact: copy(fact) })),
    )
    facts.push(...numbered.flat())
    for (const { entry } of entries) {
      for (const lease of entry.leases ?? []) leases.set(lease.client, copy(lease))
    }
    feed.publish(numbered.flat())
    return Promise.resolve(numbered)
  })
  return {
    append: (entry) => commits.add({ entry, at: clock.now() }),
    read: (query) => Promise.resolve(select(facts, query)),
    readPacked: (chunk) =>
      Promise.resolve(
        isWhole(chunk, facts.length) ? packChunk(select(facts, chunkQuery(chunk))) : undefined,
      ),
    last: () => feed.last(),
    subscribe: (listener) => feed.subscribe(listener),
    close: () => commits.close(),
  }
}

const createDocuments = (): DocumentStore => {
  const all: DocumentVersion[] = []
  let versions: DocumentVersion[] = []
  let cursor = -1
  const moveTo = (index: number): Promise<DocumentVersion | undefined> => {
    const version = versions[index]
    if (version !== undefined) cursor = index
    return Promise.resolve(version)
  }
  return {
    current: () => versions[cursor],
    save: (entry) => {
      const version = { ...copy(entry), version: all.length + 1 }
      all.push(version)
      versions = [...versions.slice(0, cursor + 1), version]
      cursor = versions.length - 1
      return Promise.resolve(version)
    },
    undo: () => moveTo(cursor - 1),
    redo: () => moveTo(cursor + 1),
    canUndo: () => cursor > 0,
    canRedo: () => cursor < versions.length - 1,
    read: (version) => Promise.resolve(all[version - 1]),
    readPart: (version, part) => {
      const { document } = all[version - 1] ?? {}
      return Promise.resolve(isFields(document) ? { part: document[part] ?? null } : undefined)
    },
    history: () =>
      Promise.resolve(versions.map(({ version, at, summary }) => ({ version, at, summary }))),
  }
}

/** The stores in memory: for tests, and for a look at a lab that keeps nothing. */
export const createMemoryStores = ({ clock }: { readonly clock: Clock }): Stores => {
  const leases = new Map<string, Lease>()
  const journal = createJournal(clock, leases)
  const leaseStore: LeaseStore = { all: () => Promise.resolve([...leases.values()]) }
  return {
    journal,
    leases: leaseStore,
    documents: createDocuments(),
    close: () => journal.close(),
  }
}
