import { createHash, randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { LabError } from '../../shared/base/index.ts'
import { storeError } from './store-error.ts'

/** A file of the store, by what it contains. Size in bytes. */
export type Blob = { readonly sha256: string; readonly size: number }

/** An open blob whose bytes have their digest. Close it. */
export type OpenBlob = Blob & {
  readonly file: FileHandle
  /** Whether the file is still the one that was checked: nothing wrote to it since. */
  unchanged(): Promise<boolean>
}

/**
 * Blobs by SHA-256, one file each: written to a temporary name, synced, renamed. What is under its
 * final name is whole.
 */
export type ImageStore = {
  /** Stores the bytes and says what they are. An aborted or failed `add` leaves nothing behind. */
  add(source: AsyncIterable<Uint8Array> | Uint8Array, signal?: AbortSignal): Promise<Blob>
  has(sha256: string): Promise<boolean>
  path(sha256: string): string
  /**
   * Opens a blob for reading. Its bytes are checked against its digest the first time and whenever
   * the file was touched since: `LabError` `image.blob-missing` or `image.blob-corrupt` (detail `found`).
   */
  open(sha256: string): Promise<OpenBlob>
  /** All bytes of a blob. The same errors as `open`. */
  read(sha256: string): Promise<Buffer>
  /** Reads the whole blob now, whatever is known of it. The same errors as `open`. */
  verify(sha256: string): Promise<Blob>
}

const chunk = 256 * 1024

/** A store in `dir`, which is made when the first blob is added. */
export const createImageStore = ({ dir }: { readonly dir: string }): ImageStore => {
  /** What the file of a digest looked like when its bytes were last checked, and what they were. */
  const checked = new Map<string, { stamp: string; found: Promise<string> }>()
  const folder = (sha256: string) => join(dir, 'blobs', sha256.slice(0, 2))
  const path = (sha256: string) => join(folder(sha256), sha256)

  const openFile = async (sha256: string): Promise<FileHandle> => {
    try {
      return await open(path(sha256), 'r')
    } catch (error) {
      throw storeError(error, sha256)
    }
  }

  /** The digest of what the open file holds; read once for each state of the file. */
  const digestOf = async (sha256: string, file: FileHandle, stamp: string): Promise<string> => {
    const known = checked.get(sha256)
    if (known?.stamp === stamp) return known.found
    const found = hashFile(file)
    checked.set(sha256, { stamp, found })
    found.catch(() => checked.delete(sha256))
    return found
  }

  const openChecked = async (sha256: string): Promise<OpenBlob> => {
    const file = await openFile(sha256)
    try {
      const { stamp, size } = await stampOf(file)
      const found = await digestOf(sha256, file, stamp)
      if (found !== sha256) throw corrupt(sha256, found)
      return { sha256, size, file, unchanged: async () => (await stampOf(file)).stamp === stamp }
    } catch (error) {
      await file.close()
      throw storeError(error, sha256)
    }
  }

  const add: ImageStore['add'] = async (source, signal) => {
    const temporary = join(dir, 'incoming', randomUUID())
    try {
      await mkdir(join(dir, 'incoming'), { recursive: true })
      const blob = await writeSynced(temporary, source, signal)
      const folderMade = await mkdir(folder(blob.sha256), { recursive: true })
      await rename(temporary, path(blob.sha256))
      await syncFolder(folder(blob.sha256))
      if (folderMade !== undefined) await syncFolder(join(dir, 'blobs'))
      checked.delete(blob.sha256)
      return blob
    } catch (error) {
      await rm(temporary, { force: true })
      throw storeError(error)
    }
  }

  const verify: ImageStore['verify'] = async (sha256) => {
    checked.delete(sha256)
    const { file, size } = await openChecked(sha256)
    await file.close()
    return { sha256, size }
  }

  const read: ImageStore['read'] = async (sha256) => {
    const { file } = await openChecked(sha256)
    try {
      return await file.readFile()
    } finally {
      await file.close()
    }
  }

  const has: ImageStore['has'] = async (sha256) =>
    stat(path(sha256)).then(
      (found) => found.isFile(),
      () => false,
    )

  return { add, has, path, open: openChecked, read, verify }
}

const corrupt = (sha256: string, found: string): LabError =>
  new LabError('image.blob-corrupt', `The stored file ${sha256} holds other bytes now.`, {
    sha256,
    found,
  })

/** Any write to a file changes this: the change time cannot be set back. */
const stampOf = async (file: FileHandle): Promise<{ stamp: string; size: number }> => {
  const { ino, size, mtimeNs, ctimeNs } = await file.stat({ bigint: true })
  return { stamp: [ino, size, mtimeNs, ctimeNs].join(' '), size: Number(size) }
}

const hashFile = async (file: FileHandle): Promise<string> => {
  const hash = createHash('sha256')
  const buffer = Buffer.allocUnsafe(chunk)
  let position = 0
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, chunk, position)
    if (bytesRead === 0) return hash.digest('hex')
    hash.update(buffer.subarray(0, bytesRead))
    position += bytesRead
  }
}

const writeSynced = async (
  path: string,
  source: AsyncIterable<Uint8Array> | Uint8Array,
  signal: AbortSignal | undefined,
): Promise<Blob> => {
  const hash = createHash('sha256')
  let size = 0
  const file = await open(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o644)
  try {
    for await (const bytes of source instanceof Uint8Array ? [source] : source) {
      signal?.throwIfAborted()
      hash.update(bytes)
      await file.writeFile(bytes)
      size += bytes.length
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { sha256: hash.digest('hex'), size }
}

/** Makes the names in a folder durable. Windows has no such call and needs none. */
const syncFolder = async (path: string): Promise<void> => {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
