import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { LabError } from '../../shared/base/index.ts'
import { imageFile, type ImageFile } from '../../shared/document/schema.ts'
import type { ArchiveFile } from './archive/archive.ts'
import type { Ledger } from './ledger.ts'
import type { Progress } from './progress.ts'
import type { Blob, ImageStore } from './store.ts'
import { unreadable } from './unreadable.ts'

const readSize = 1024 * 1024

const leadsNowhere = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ELOOP')

/** A file of the disk in the shape of one in an archive; undefined for a link that leads to none. */
export const fileIfAny = (path: string): Promise<ArchiveFile | undefined> =>
  stat(path).then(
    (found) => (found.isFile() ? fileOnDisk(path) : undefined),
    (error: unknown) => (leadsNowhere(error) ? undefined : unreadable(path)(error)),
  )

/** A file of the disk in the shape of one in an archive. `LabError` `image.unreadable`. */
export const fileOnDisk = async (path: string): Promise<ArchiveFile> => {
  const refuse = unreadable(path)
  const found = await stat(path).catch(refuse)
  if (!found.isFile()) refuse(undefined)
  return {
    path,
    size: found.size,
    read: async function* () {
      try {
        for await (const bytes of createReadStream(path, { highWaterMark: readSize })) yield bytes
      } catch (error) {
        refuse(error)
      }
    },
  }
}

/** Where a file goes in an image. */
export type Destination = { readonly name: string; readonly options?: string }

/** Stores files of one source, one after the other, and tells how far it is. */
export type Ingest = (file: ArchiveFile, destination: Destination) => Promise<ImageFile>

/**
 * How files of one source come into the store. What the ledger knows is not read again. Errors:
 * `image.name-invalid` when an image cannot hold the name, `image.truncated` when a file gives fewer
 * or more bytes than it promised, and those of the source and the store.
 */
export const createIngest = ({
  store,
  ledger,
  total,
  signal,
  onProgress,
}: {
  readonly store: ImageStore
  readonly ledger?: Ledger
  /** Bytes in all, where they are known. */
  readonly total?: number
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: Progress | undefined
}): Ingest => {
  let done = 0
  const tell = (file: string, count: number) => {
    done += count
    onProgress?.({ file, done, ...(total === undefined ? {} : { total }) })
  }
  const storeFile = async (file: ArchiveFile): Promise<Blob> => {
    const known = ledger?.get(file.path)
    if (known?.size === file.size && (await store.has(known.sha256))) {
      tell(file.path, file.size)
      return known
    }
    const blob = await store.add(
      counted(file, (count) => {
        tell(file.path, count)
      }),
      signal,
    )
    await ledger?.put(file.path, blob)
    return blob
  }
  return async (file, { name, options = '' }) => {
    signal?.throwIfAborted()
    const valid = validName(name)
    const blob = await storeFile(file)
    if (file.size === 0) tell(file.path, 0)
    return { name: valid, ...blob, options }
  }
}

const validName = (name: string): string => {
  if (imageFile.shape.name.safeParse(name).success) return name
  throw new LabError('image.name-invalid', `"${name}" cannot be the name of a file in an image.`, {
    name,
  })
}

async function* counted(file: ArchiveFile, onBytes: (count: number) => void) {
  let size = 0
  for await (const bytes of file.read()) {
    size += bytes.length
    onBytes(bytes.length)
    yield bytes
  }
  if (size !== file.size) {
    throw new LabError('image.truncated', `${file.path} has ${size} bytes, not ${file.size}.`, {
      path: file.path,
      size,
      promised: file.size,
    })
  }
}
