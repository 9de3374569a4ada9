import type { ImageStore } from './store.ts'

/** Told as an import goes on: the file under way, bytes done and, where it is known, bytes in all. */
export type Progress = (step: {
  readonly file: string
  readonly done: number
  readonly total?: number
}) => void

/** What every importer is given: where to, and how to be stopped and to tell how far it is. */
export type ImportTask = {
  readonly store: ImageStore
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: Progress | undefined
}
