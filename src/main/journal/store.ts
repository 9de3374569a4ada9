import type { Fact, FactType, Recorded } from '../../shared/facts/index.ts'

/** A DHCP lease. Keyed by `client`: whose it is and on which network, as the DHCP room worked it out. */
export type Lease = {
  readonly client: string
  readonly host: string
  readonly mac: string
  readonly address: string
  /** ms since the epoch. */
  readonly expiresAt: number
  readonly uuid?: string
  /** `declined` addresses are set aside until they expire. */
  readonly state: 'offered' | 'bound' | 'released' | 'declined'
}

/** What one commit holds: facts, and the lease changes they speak of. */
export type Entry = {
  readonly facts: readonly Fact[]
  readonly leases?: readonly Lease[]
  /** ms the caller has time, so that one sync of the disk serves more entries; none when not said. */
  readonly patience?: number
}

/** Which facts to read. The bounds are exclusive; what is not given does not narrow. */
export type JournalQuery = {
  readonly after: number
  readonly before?: number | undefined
  readonly host?: string | undefined
  readonly types?: readonly FactType[] | undefined
  readonly limit: number
  /** Which end is taken of more facts than `limit`; `first` when not said. */
  readonly take?: 'first' | 'last' | undefined
}

/**
 * The journal: append-only, in order, without gaps. One conformance suite holds every
 * implementation to this.
 */
export type JournalStore = {
  /** Appends in one durable step: after it resolves, a kill loses nothing of the entry. Entries keep the order of the calls. */
  append(entry: Entry): Promise<readonly Recorded[]>
  /** A page of facts, oldest first whichever end is taken. */
  read(query: JournalQuery): Promise<readonly Recorded[]>
  /**
   * The facts of chunk number `chunk`, from 0 on, `chunkSize` of them, packed (`shared/facts/chunk.ts`). Undefined
   * until the last of them is durable.
   */
  readPacked(chunk: number): Promise<Uint8Array | undefined>
  /** Sequence number of the last durable fact; 0 when empty. */
  last(): number
  /** Calls back for each durable batch, in order. Returns how to stop. */
  subscribe(listener: (facts: readonly Recorded[]) => void): () => void
  close(): Promise<void>
}

/** The leases, written together with the facts they belong to (see `JournalStore.append`). */
export type LeaseStore = {
  all(): Promise<readonly Lease[]>
}

/** One version of the lab document. */
export type DocumentVersion = {
  readonly version: number
  readonly at: number
  readonly summary: string
  readonly document: unknown
}

/** Versions of the lab document, with a cursor for undo and redo. */
export type DocumentStore = {
  current(): DocumentVersion | undefined
  /** Adds a version after the current one; versions that were undone are dropped. */
  save(entry: { at: number; summary: string; document: unknown }): Promise<DocumentVersion>
  /** Moves the cursor; resolves with the version it is at now, or undefined when there is none. */
  undo(): Promise<DocumentVersion | undefined>
  redo(): Promise<DocumentVersion | undefined>
  canUndo(): boolean
  canRedo(): boolean
  /** Any version there ever was, undone ones too. */
  read(version: number): Promise<DocumentVersion | undefined>
  /** One part of it, by the name of its field (null where it has none): a look at every version need not read all its hosts. */
  readPart(version: number, part: string): Promise<{ readonly part: unknown } | undefined>
  /** The versions that undo and redo walk along, oldest first. */
  history(): Promise<readonly Omit<DocumentVersion, 'document'>[]>
}

/** The three stores over one durable medium. */
export type Stores = {
  readonly journal: JournalStore
  readonly leases: LeaseStore
  readonly documents: DocumentStore
  close(): Promise<void>
}
