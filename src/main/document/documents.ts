import { LabError, type Clock } from '../../shared/base/index.ts'
import type { DocumentEdit } from '../../shared/contract/index.ts'
import {
  parseDocument,
  parseImageProfiles,
  type ImageProfile,
  type LabDocument,
} from '../../shared/document/index.ts'
import { applyEdit, summarize } from '../../shared/edits/index.ts'
import { turnoverOf } from '../../shared/rack/index.ts'
import type { DocumentStore } from '../journal/store.ts'
import { createQueue } from '../queue.ts'
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
  /**
   * Tells what a kill left untold: the program ended between the version in force and its fact. `told` is the version that
   * the journal last spoke of.
   */
  tellMissed(told: number): Promise<void>
  /** Any version there ever was. `LabError` `lab.not-found` when there was none of that number. */
  read(version: number): Promise<LabDocument>
  /** The image profiles of any version there ever was; likewise. */
  imagesIn(version: number): Promise<readonly ImageProfile[]>
}

/** The way from one document to the next. */
export type Step = { readonly from: LabDocument; readonly to: LabDocument }

const noVersion = (version: number): LabError =>
  new LabError('lab.not-found', `The lab never had a version ${version}.`, { version })

/** The document room over a store; each change of the document is a fact. */
export const createDocuments = ({
  store,
  record,
  clock,
  admit = () => {},
}: {
  readonly store: DocumentStore
  readonly record: Record
  readonly clock: Clock
  /** Throws a `LabError` to refuse an edit, an undo or a redo; a whole document that is put in place is not asked about. */
  readonly admit?: (step: Step) => void
}): Documents => {
  /** Each edit starts from what the one before it made. */
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
  const readVersion = async (version: number): Promise<LabDocument> => {
    const stored = await store.read(version)
    if (stored === undefined) throw noVersion(version)
    return parseDocument(stored.document)
  }
  /** What the journal did not take: a version is in force and nobody was told. */
  let untold: (() => Promise<void>) | undefined
  const tell = async (): Promise<void> => {
    await untold?.()
    untold = undefined
  }
  const changed = async (edited: Edited, from: LabDocument | undefined): Promise<Edited> => {
    const hosts = from && turnoverOf(from, read().document)
    const { added = [], removed = [], changed = [] } = hosts ?? {}
    const turnover = hosts && {
      hosts: { added: [...added], removed: [...removed], changed: [...changed] },
    }
    untold = async () => {
      await record({ type: 'document.changed', ...edited, ...turnover })
    }
    await tell()
    return edited
  }
  const edit = async (asked: DocumentEdit): Promise<Edited> => {
    // The first document comes as a `replace`, into an empty store.
    const from = store.current() === undefined ? undefined : read().document
    const to =
      asked.kind === 'replace' && from === undefined
        ? parseDocument(asked.document)
        : applyEdit(from ?? read().document, asked)
    if (from !== undefined && asked.kind !== 'replace') admit({ from, to })
    const summary = summarize(asked)
    const { version } = await store.save({ at: clock.now(), summary, document: to })
    parsed = { version, document: to }
    return changed({ version, summary }, from)
  }
  /** Asks whether the version beside the one in force may come into force. */
  const admitBeside = async (way: 1 | -1): Promise<void> => {
    const versions = await store.history()
    const at = versions.findIndex(({ version }) => version === store.current()?.version)
    const next = versions[at + way]
    if (next !== undefined) admit({ from: read().document, to: await readVersion(next.version) })
  }
  const undo = async (): Promise<Edited> => {
    const undone = store.current()
    if (undone === undefined || !store.canUndo()) {
      throw new LabError('document.nothing-to-undo', 'Nothing is left to undo.')
    }
    await admitBeside(-1)
    const from = read().document
    await store.undo()
    return changed({ version: read().version, summary: `Undid: ${undone.summary}` }, from)
  }
  const redo = async (): Promise<Edited> => {
    if (!store.canRedo()) {
      throw new LabError('document.nothing-to-redo', 'Nothing is left to redo.')
    }
    await admitBeside(1)
    const from = read().document
    const now = await store.redo()
    return changed({ version: read().version, summary: `Redid: ${now?.summary ?? ''}` }, from)
  }

  /** Before the next change, the last one is told: after a disk that was full between the two writes. */
  const change = (make: () => Promise<Edited>): Promise<Edited> =>
    inTurn(async () => {
      await tell()
      return make()
    })

  return {
    current: () => read().document,
    version: () => read().version,
    edit: (asked) => change(() => edit(asked)),
    undo: () => change(undo),
    redo: () => change(redo),
    canUndo: () => store.canUndo(),
    canRedo: () => store.canRedo(),
    history: async () => {
      const current = store.current()?.version
      const versions = await store.history()
      return versions.map((entry) => ({ ...entry, current: entry.version === current }))
    },
    tellMissed: async (told) => {
      const now = store.current()
      if (now === undefined || now.version === told) return
      const from = await readVersion(told).catch(() => undefined)
      await changed({ version: now.version, summary: now.summary }, from)
    },
    read: readVersion,
    imagesIn: async (version) => {
      const stored = await store.readPart(version, 'imageProfiles')
      if (stored === undefined) throw noVersion(version)
      return parseImageProfiles(stored.part)
    },
  }
}
