import { basename } from 'node:path'
import { LabError, type Clock } from '../../shared/base/index.ts'
import type { ImportSource, ImportStep } from '../../shared/contract/index.ts'
import type { ImageProfile } from '../../shared/document/schema.ts'
import { bootOrderOf, imageSize } from '../../shared/image/index.ts'
import type { Record } from '../record.ts'
import { importImage } from './image-import.ts'
import type { ImageStore } from './store.ts'
import type { Uploads } from './uploads.ts'

/** What to import; the contract says what each part means. */
export type ImportOrder = {
  readonly source: ImportSource
  readonly name?: string | undefined
  readonly profile?: string | undefined
}

/** Imports of an open lab. */
export type Imports = {
  readonly uploads: Pick<Uploads, 'open' | 'put' | 'drop'>
  /** Tells how far it is, and last the image profile, which the document has by then. Ends with `signal`. */
  run(order: ImportOrder, signal: AbortSignal): AsyncGenerator<ImportStep, void, undefined>
  /** Opens a lab file to look at; the address of its page, if it has no window of its own. */
  openRecording(source: ImportSource): Promise<string | undefined>
}

/** Writes down that an image came in. `took` in ms. */
export const recordImage = async (
  image: ImageProfile,
  took: number,
  record: Record,
): Promise<void> => {
  const files = bootOrderOf(image).length
  await record({
    type: 'image.added',
    imageProfile: image.name,
    files,
    size: imageSize(image),
    took,
  })
}

/** ms between two steps that are told: a window draws no faster. */
const pause = 100

/** An error as the person sees it who dropped the file: by its name, not by where the lab keeps an upload. */
const byName = (error: unknown, file: string): unknown =>
  error instanceof LabError
    ? new LabError(
        error.code,
        error.message.replaceAll(file, basename(file)),
        { ...error.details, file: basename(file) },
        error,
      )
    : error

/** Imports into the store of an open lab; `addProfile` puts an image profile into its document. */
export const createImports = ({
  store,
  uploads,
  addProfile,
  showRecording,
  record,
  clock,
}: {
  readonly store: ImageStore
  readonly uploads: Uploads
  readonly addProfile: (imageProfile: ImageProfile) => Promise<unknown>
  /** How the program shows a lab file; absent where it has no screen. */
  readonly showRecording: ((file: string) => Promise<string | undefined>) | undefined
  readonly record: Record
  readonly clock: Clock
}): Imports => ({
  uploads,
  async openRecording(source) {
    if (showRecording === undefined)
      throw new LabError('api.bad-request', 'This program shows no recordings.')
    const file = source.kind === 'path' ? source.path : await uploads.complete(source.upload)
    try {
      return await showRecording(file)
    } catch (error) {
      throw source.kind === 'upload' ? byName(error, file) : error
    } finally {
      if (source.kind === 'upload') await uploads.drop(source.upload)
    }
  },
  async *run({ source, name, profile }, outer) {
    const left = new AbortController()
    const signal = AbortSignal.any([outer, left.signal])
    const path = source.kind === 'path' ? source.path : await uploads.complete(source.upload)
    const started = clock.now()
    const told: { latest: ImportStep | undefined; ended: boolean } = {
      latest: undefined,
      ended: false,
    }
    const work = importImage({
      store,
      path,
      name,
      profile,
      signal,
      onProgress: (step) => {
        told.latest = { kind: 'reading', ...step }
      },
    }).finally(() => {
      told.ended = true
    })
    // Awaited below; until then its failure is nobody's.
    work.catch(() => undefined)
    try {
      while (!told.ended) {
        await Promise.race([clock.sleep(pause), work.catch(() => undefined)])
        const { latest } = told
        told.latest = undefined
        if (latest !== undefined) yield latest
      }
      const imageProfile = await work
      signal.throwIfAborted()
      await addProfile(imageProfile)
      await recordImage(imageProfile, clock.now() - started, record)
      if (source.kind === 'upload') await uploads.drop(source.upload)
      yield { kind: 'added', imageProfile: imageProfile.name }
    } finally {
      left.abort()
    }
  },
})
