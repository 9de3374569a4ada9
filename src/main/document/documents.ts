import { LabError, type Clock } from '../../shared/base/index.ts'
import type { DocumentEdit } from '../../shared/contract/index.ts'
import {
  applyEdit,
  parseDocument,
  summarize,
  type LabDocument,
} from '../../shared/document/index.ts'
import type { DocumentStore } from '../journal/store.ts'
import type { Record } from '../record.ts'

/** The version an edit led to, and what it did in words. */
export type Edited = { readonly version: number; readonly summary: string }

/** The lab document, its edits and their undo. */
export type Documents = {
  /** The document in force. Throws when the store holds none. */
  current(): LabDocument
  version(): number
  /** Makes a new version, or rejects with the `LabError` of `applyEdit` and changes nothing. */
  edit(edit: DocumentEdit): Promise<Edited>
  undo(): Promise<Edited>
  redo(): Promise<Edited>
  canUndo(): boolean
  canRedo(): boolean
  /** The versions that undo and redo walk along, oldest first. */
  history(): Promise<readonly (Edited & { readonly at: number; readonly current: boolean })[]>
  /** Any version there ever was. `LabError` `lab.not-found` when there was none of that number. */
  read(version: number): Promise<LabDocument>
}

/** Runs one after the other: each edit starts from what the one before it made. */
const createQueue = () => {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work)
    last = result.catch(() => {})
    return result
  }
}

/** The document room over a store; each change of the document is a fact. */
export const createDocuments = ({
  store,
  record,
  clock,
}: {
  readonly store: DocumentStore
  readonly record: Record
  readonly clock: Clock
}): Documents => {
  const inTurn = createQueue()
  // A version is parsed once: whoever asks for the current document gets the same object.
  let parsed: { readonly version: number; readonly document: LabDocument } | undefined

  const read = (): { readonly version: number; readonly document: LabDocument } => {
    const stored = store.current()
    if (stored === undefined) throw new LabError('lab.not-found', 'No lab is open.')
    if (parsed?.version !== stored.version) {
      parsed = { version: stored.version, document: parseDocument(stored.document) }
    }
    return parsed
  }
  const changed = async (edited: Edited): Promise<Edited> => {
    await record({ type: 'document.changed', ...edited })
    return edited
  }
  const edit = async (asked: DocumentEdit): Promise<Edited> => {
    // The first document comes as a `replace`, into an empty store.
    const document =
      asked.kind === 'replace' && store.current() === undefined
        ? parseDocument(asked.document)
        : applyEdit(read().document, asked)
    const summary = summarize(asked)
    const { version } = await store.save({ at: clock.now(), summary, document })
    return changed({ version, summary })
  }
  const undo = async (): Promise<Edited> => {
    const undone = store.current()
    const now = await store.undo()
    if (now === undefined || undone === undefined) {
      throw new LabError('document.nothing-to-undo', 'Nothing is left to undo.')
    }
    return changed({ version: now.version, summary: `Undid: ${undone.summary}` })
  }
  const redo = async (): Promise<Edited> => {
    const now = await store.redo()
    if (now === undefined) {
      throw new LabError('document.nothing-to-redo', 'Nothing is left to redo.')
    }
    return changed({ version: now.version, summary: `Redid: ${now.summary}` })
  }

  return {
    current: () => read().document,
    version: () => read().version,
    edit: (asked) => inTurn(() => edit(asked)),
    undo: () => inTurn(undo),
    redo: () => inTurn(redo),
    canUndo: () => store.canUndo(),
    canRedo: () => store.canRedo(),
    history: async () => {
      const current = store.current()?.version
      const versions = await store.history()
      return versions.map((entry) => ({ ...entry, current: entry.version === current }))
    },
    read: async (version) => {
      const stored = await store.read(version)
      if (stored === undefined) {
        throw new LabError('lab.not-found', `The lab never had a version ${version}.`, { version })
      }
      return parseDocument(stored.document)
    },
  }
}
