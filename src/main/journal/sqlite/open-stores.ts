import { hostOf, type Fact, type Recorded } from '../../../shared/facts/index.ts'
import type { Clock } from '../../../shared/base/index.ts'
import { followClockBack } from '../clock-set-back.ts'
import { createFeed } from '../feed.ts'
import { tellFirstFailure } from '../first-failure.ts'
import { createGroupCommit } from '../group-commit.ts'
import { isWhole } from '../packed.ts'
import type {
  DocumentStore,
  DocumentVersion,
  Entry,
  JournalStore,
  Lease,
  LeaseStore,
  Stores,
} from '../store.ts'
import type { DocumentPlace, DocumentRow, FactRow, LeaseRow } from './calls.ts'
import type { Upgrade } from './open-file.ts'
import { startThread, type Thread } from './thread.ts'

const factRow = ({ seq, at, fact }: Recorded): FactRow => [
  seq,
  at,
  fact.type,
  hostOf(fact) ?? null,
  JSON.stringify(fact),
]

const leaseRow = (lease: Lease): LeaseRow => [lease.client, JSON.stringify(lease)]

/** An entry, and when it came (ms since the epoch): what waits for company keeps its own time. */
type Stamped = { readonly entry: Entry; readonly at: number }

const patienceOf = ({ entry: { patience = 0 } }: Stamped): number => patience

/** Gives each fact its place and time. */
const numberFacts = (entries: readonly Stamped[], last: number): Recorded[][] => {
  let seq = last
  return entries.map(({ entry, at }) => entry.facts.map((fact) => ({ seq: ++seq, at, fact })))
}

const createJournal = async (
  thread: Thread,
  clock: Clock,
  onWriteFailed: (error: unknown) => void,
): Promise<JournalStore> => {
  const told = tellFirstFailure(onWriteFailed)
  const feed = createFeed(await thread.call('last', null))
  const commits = createGroupCommit<Stamped, readonly Recorded[]>(async (entries) => {
    const numbered = numberFacts(entries, feed.last())
    const facts = numbered.flat()
    await told(
      thread.call('append', {
        facts: facts.map(factRow),
        leases: entries.flatMap(({ entry: { leases = [] } }) => leases.map(leaseRow)),
      }),
    )
    feed.publish(facts)
    return numbered
  }, patienceOf)
  return {
    append: (entry) => commits.add({ entry, at: clock.now() }),
    read: async (query) => {
      const fresh = feed.page(query)
      if (fresh !== undefined) return fresh
      // It is as it was written, and what we wrote ourselves needs no check of its form.
      const written: Recorded[] = JSON.parse(await thread.call('read', query))
      return written
    },
    readPacked: async (chunk) =>
      isWhole(chunk, feed.last()) ? thread.call('readPacked', chunk) : undefined,
    last: () => feed.last(),
    subscribe: (listener) => feed.subscribe(listener),
    close: () => commits.close(),
  }
}

const createLeases = (thread: Thread): LeaseStore => ({
  all: async () => {
    const written: Lease[] = JSON.parse(await thread.call('leases', null))
    return written
  },
})

const toVersion = (row: DocumentRow | undefined): DocumentVersion | undefined => {
  if (row === undefined) return undefined
  const { body, ...version } = row
  return { ...version, document: JSON.parse(body) }
}

const createDocuments = async (thread: Thread): Promise<DocumentStore> => {
  let ways: Omit<DocumentPlace, 'current'>
  let version: DocumentVersion | undefined
  const settle = ({ current, ...next }: DocumentPlace): DocumentVersion | undefined => {
    ways = next
    version = toVersion(current)
    return version
  }
  settle(await thread.call('documentPlace', null))
  const step = async (name: 'undo' | 'redo'): Promise<DocumentVersion | undefined> => {
    const next = await thread.call(name, null)
    return next.current?.version === version?.version ? undefined : settle(next)
  }
  return {
    current: () => version,
    save: async ({ at, summary, document }) => {
      const body = JSON.stringify(document)
      const saved = await thread.call('saveDocument', { at, summary, body })
      ways = { canUndo: saved.canUndo, canRedo: false }
      version = { version: saved.version, at, summary, document }
      return version
    },
    undo: () => step('undo'),
    redo: () => step('redo'),
    canUndo: () => ways.canUndo,
    canRedo: () => ways.canRedo,
    read: async (asked) => toVersion(await thread.call('readDocument', asked)),
    readPart: async (asked, part) => {
      const text = await thread.call('readDocumentPart', { version: asked, part })
      return text === undefined ? undefined : { part: JSON.parse(text) }
    },
    history: () => thread.call('documentHistory', null),
  }
}

/** Leaves leases and the document in force that the disk has changed, and says so: the lab opens with all the rest. */
const tellLost = async (thread: Thread, journal: JournalStore): Promise<void> => {
  const version = await thread.call('leaveLostDocument', null)
  const clients = await thread.call('dropLostLeases', null)
  const lost = (what: 'lease' | 'document', name: string): Fact => ({
    type: 'journal.lost',
    ...{ what, name },
  })
  const facts = clients.map((client) => lost('lease', client))
  if (version !== null) facts.push(lost('document', String(version)))
  if (facts.length > 0) await journal.append({ facts })
}

/** The stores of a lab file. */
export type LabStores = Stores & {
  /**
   * Writes the lab as it is now into one file that opens on any laptop. Facts go on meanwhile.
   * `LabError` `journal.exists` or `journal.write-failed`; then nothing is left there.
   */
  copyTo(file: string): Promise<void>
}

/**
 * Opens the three stores over one SQLite file, or makes it. `workerUrl` is the built worker where
 * the sources are not at hand (Electron). Rejects with a coded `LabError` and leaves a file that is
 * not a lab, is newer, or cannot be read as it was.
 */
export const openStores = async ({
  file,
  clock,
  workerUrl = new URL('./worker.ts', import.meta.url),
  onWriteFailed = () => undefined,
  onUpgrade = () => undefined,
}: {
  readonly file: string
  readonly clock: Clock
  readonly workerUrl?: URL
  /** Told that nothing can be written any more, once until something can. */
  readonly onWriteFailed?: (error: unknown) => void
  /** Told how far a file from before is brought, where that takes a while. */
  readonly onUpgrade?: ((upgrade: Upgrade) => void) | undefined
}): Promise<LabStores> => {
  const thread = await startThread(file, workerUrl, onUpgrade)
  await using opening = new AsyncDisposableStack()
  opening.defer(() => thread.close())
  const journal = await createJournal(thread, clock, onWriteFailed)
  const leases = createLeases(thread)
  await tellLost(thread, journal)
  await followClockBack({ journal, leases }, clock)
  const documents = await createDocuments(thread)
  opening.move()
  let closed: Promise<void> | undefined
  let copies: Promise<unknown> = Promise.resolve()
  const close = async (): Promise<void> => {
    await journal.close()
    await copies
    await thread.close()
  }
  return {
    journal,
    leases,
    documents,
    copyTo: (to) => {
      const copy = thread.call('copyTo', to)
      copies = Promise.allSettled([copies, copy])
      return copy.then(() => {})
    },
    close: () => (closed ??= close()),
  }
}
