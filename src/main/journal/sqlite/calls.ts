import type { ErrorData } from '../../../shared/base/index.ts'
import type { JournalQuery } from '../store.ts'
import type { Upgrade } from './open-file.ts'

/** A fact as a row: sequence number, time (ms since the epoch), type, host, JSON. */
export type FactRow = readonly [
  seq: number,
  at: number,
  type: string,
  host: string | null,
  body: string,
]
/** A lease as a row: client, JSON. */
export type LeaseRow = readonly [client: string, body: string]

export type DocumentRow = {
  readonly version: number
  readonly at: number
  readonly summary: string
  readonly body: string
}

/** Where undo and redo stand after a call. */
export type DocumentPlace = {
  /** Absent before the first save. */
  readonly current?: DocumentRow
  readonly canUndo: boolean
  readonly canRedo: boolean
}

/** All that the thread which owns the file can be asked: name, input, output. */
export type Calls = {
  append: { input: { facts: readonly FactRow[]; leases: readonly LeaseRow[] }; output: null }
  /** JSON text of `Recorded[]`: one string crosses between threads faster than its objects. */
  read: { input: JournalQuery; output: string }
  /** A whole chunk by its number, packed in the thread: it takes some milliseconds. */
  readPacked: { input: number; output: Uint8Array }
  /** JSON text of `Lease[]`. */
  leases: { input: null; output: string }
  /** Takes out leases that the disk has changed, and says whose they were. */
  dropLostLeases: { input: null; output: readonly string[] }
  last: { input: null; output: number }
  documentPlace: { input: null; output: DocumentPlace }
  /**
   * Puts the newest version in force that is as it was written, when the one in force is not; gives the number of the one that
   * is lost then. `LabError` `journal.unreadable` when there is none.
   */
  leaveLostDocument: { input: null; output: number | null }
  /** The number of the version; the text of a lab of thousands of hosts need not come back. */
  saveDocument: {
    input: { at: number; summary: string; body: string }
    output: { readonly version: number; readonly canUndo: boolean }
  }
  /** The place is unchanged when there is nothing to undo or redo. */
  undo: { input: null; output: DocumentPlace }
  redo: { input: null; output: DocumentPlace }
  readDocument: { input: number; output: DocumentRow | undefined }
  /** JSON text of one part of a version, by the name of its field. */
  readDocumentPart: { input: { version: number; part: string }; output: string | undefined }
  documentHistory: { input: null; output: readonly Omit<DocumentRow, 'body'>[] }
  /** Copies the file as it is now, whole, to a place where there is none. */
  copyTo: { input: string; output: null }
  close: { input: null; output: null }
}
export type CallName = keyof Calls
export type Handlers = {
  readonly [K in CallName]: (
    input: Calls[K]['input'],
  ) => Calls[K]['output'] | Promise<Calls[K]['output']>
}

export type Request = {
  readonly [K in CallName]: {
    readonly id: number
    readonly name: K
    readonly input: Calls[K]['input']
  }
}[CallName]

export type Reply =
  | { readonly id: number; readonly ok: true; readonly output: unknown }
  | { readonly id: number; readonly ok: false; readonly error: ErrorData }

/** What the thread says. */
export type FromThread = Reply | { readonly upgrade: Upgrade }
