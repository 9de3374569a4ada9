import type { Clock } from '../../../shared/base/index.ts'
import type { DocumentEdit } from '../../../shared/contract/index.ts'
import type { ImageProfile, LabDocument } from '../../../shared/document/schema.ts'
import type { ImageStore } from '../store.ts'

/** A version of the lab document, newest last in a history. */
type Entry = {
  readonly version: number
  readonly at: number
  readonly summary: string
  readonly current: boolean
}

/** What work on images needs of the other rooms. */
export type WorkbenchDeps = {
  readonly store: ImageStore
  readonly documents: {
    current(): LabDocument
    version(): number
    edit(edit: DocumentEdit): Promise<unknown>
    history(): Promise<readonly Entry[]>
    /** The image profiles of any version there ever was, undone ones too. `LabError` `lab.not-found` past the last one. */
    imagesIn(version: number): Promise<readonly ImageProfile[]>
  }
  /** Hosts and the image profile that is stored for each. */
  readonly associated: () => Promise<
    readonly { readonly host: string; readonly imageProfile: string }[]
  >
  /** Where boot loaders are looked for, in order. */
  readonly loaderFolders: readonly string[]
  /** The only folder that images are written to for a caller of the API. */
  readonly exportsFolder: string
  readonly clock: Pick<Clock, 'now'>
}
