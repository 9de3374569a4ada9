import { createHash, randomUUID } from 'node:crypto'
import { constants, fstatSync } from 'node:fs'
import { mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { LabError } from '../../shared/base/index.ts'
import { syncFolder } from '../files.ts'
import { coldPieces, hashFile, readFully, stampOf, type Span } from './blob-file.ts'
import { createHotBlobs, hotPieces, type Filler } from './hot-blobs.ts'
import { namesIn } from './names-in.ts'
import { storeError } from './store-error.ts'

/** A file of the store, by what it contains. Size in bytes. */
export type Blob = { readonly sha256: string; readonly size: number }

/** An open blob whose bytes have their digest. Close it. */
export type OpenBlob = Blob & {
  /**
   * The bytes of a span, or all of them. A piece holds until the next but one is asked for. Each is given
   * out only when nothing wrote to the file before it was read: `LabError` `image.blob-corrupt`.
   */
  pieces(span?: Span): AsyncGenerator<Buffer>
  close(): Promise<void>
}

/**
 * Blobs by SHA-256, one file each: written to a temporary name, synced, renamed. What is under its
 * final name is whole.
 */
export type ImageStore = {
  readonly dir: string
  /**
   * Stores the bytes and says what they are. Pieces have to hold until the next but one is asked for.
   * An aborted or failed `add` leaves nothing behind.
   */
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
  /** Every blob, with the time its file was last written to (ms since the epoch). */
  list(): Promise<readonly (Blob & { readonly touched: number })[]>
  /** Removes a blob; one that is being read stays readable until it is closed. */
  remove(sha256: string): Promise<void>
  /** Reads the whole blob now, whatever is known of it. The same errors as `open`. */
  verify(sha256: string): Promise<Blob>
}

/** Bytes of often wanted blobs that a store keeps in memory, unless it is told another number. */
const usualHotBytes = 640 * 1024 * 1024

/** A store in `dir`, which is made when the first blob is added. */
export const createImageStore = ({
  dir,
  hotBytes = usualHotBytes,
}: {
  readonly dir: string
  /** The most that is kept in memory of blobs that are asked for again and again. */
  readonly hotBytes?: number
}): ImageStore => {
  /** What the file of a digest looked like when its bytes were last checked, and what they were. */
  const checked = new Map<string, { stamp: string; found: Promise<string> }>()
  const hotBlobs = createHotBlobs({ limit: hotBytes })
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

  const openChecked = async (sha256: string): Promise<Checked> => {
    const file = await openFile(sha256)
    try {
      const stats = await file.stat({ bigint: true })
      const stamp = stampOf(stats)
      const found = await digestOf(sha256, file, stamp)
      if (found !== sha256) throw corrupt(sha256, found)
      let good = stamp
      // A new name, owner or date changes the stamp as well: then the bytes themselves decide.
      const demandUnchanged = async () => {
        const now = stampOf(fstatSync(file.fd, { bigint: true }))
        if (now === good) return
        const found = await hashFile(file)
        if (found !== sha256) throw corrupt(sha256, found)
        good = now
      }
      return { sha256, size: Number(stats.size), stamp, file, demandUnchanged }
    } catch (error) {
      await file.close()
      throw storeError(error, sha256)
    }
  }

  /** Opens the blob once more, to be read into memory from beginning to end. */
  const openFiller = async (sha256: string): Promise<Filler> => {
    const { file, demandUnchanged } = await openChecked(sha256)
    const read = async ({ start, end }: Span): Promise<Buffer> => {
      const chunk = Buffer.allocUnsafeSlow(end - start)
      await readFully(file, chunk, start)
      await demandUnchanged()
      return chunk
    }
    return { read, close: () => file.close() }
  }

  const openBlob: ImageStore['open'] = async (sha256) => {
    const { size, stamp, file, demandUnchanged } = await openChecked(sha256)
    // Memory is a help: what cannot be read into it, for want of one more descriptor say, is read from the file.
    const hot = await hotBlobs
      .find(sha256, stamp, size, () => openFiller(sha256))
      .catch(() => undefined)
    const pieces = (span = { start: 0, end: size }) =>
      hot === undefined ? coldPieces(file, span, demandUnchanged) : hotPieces(hot, span)
    return { sha256, size, pieces, close: () => file.close() }
  }

  const add: ImageStore['add'] = async (source, signal) => {
    const temporary = join(dir, 'incoming', randomUUID())
    try {
      await mkdir(join(dir, 'incoming'), { recursive: true })
      const blob = await writeSynced(temporary, source, signal)
      // One that is there already gives way, so that what was added just now is young: garbage is what is old and unnamed.
      const folderMade = await mkdir(folder(blob.sha256), { recursive: true })
      await rename(temporary, path(blob.sha256))
      await syncFolder(folder(blob.sha256))
      if (folderMade !== undefined) await syncFolder(join(dir, 'blobs'))
      const stamp = stampOf(await stat(path(blob.sha256), { bigint: true }))
      checked.set(blob.sha256, { stamp, found: Promise.resolve(blob.sha256) })
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

  const list: ImageStore['list'] = async () => {
    const names = await namesIn(join(dir, 'blobs'))
    const digests = names.map((name) => basename(name)).filter((name) => name.length === 64)
    const found = await Promise.all(
      digests.map(async (sha256) => {
        // One may be removed meanwhile.
        const stats = await stat(path(sha256)).catch(() => undefined)
        return stats === undefined ? [] : [{ sha256, size: stats.size, touched: stats.mtimeMs }]
      }),
    )
    return found.flat()
  }

  const remove: ImageStore['remove'] = async (sha256) => {
    checked.delete(sha256)
    hotBlobs.forget(sha256)
    await rm(path(sha256), { force: true })
  }

  return { dir, add, has, path, open: openBlob, read, list, remove, verify }
}

/** An open file whose bytes have their digest. */
type Checked = Blob & {
  readonly stamp: string
  readonly file: FileHandle
  readonly demandUnchanged: () => Promise<void>
}

const corrupt = (sha256: string, found: string): LabError =>
  new LabError('image.blob-corrupt', `The stored file ${sha256} holds other bytes now.`, {
    sha256,
    found,
  })

const writeSynced = async (
  path: string,
  source: AsyncIterable<Uint8Array> | Uint8Array,
  signal: AbortSignal | undefined,
): Promise<Blob> => {
  const hash = createHash('sha256')
  let size = 0
  const file = await open(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o644)
  try {
    // One piece is read and hashed while the one before is written.
    let underWay: Promise<void> = Promise.resolve()
    for await (const bytes of source instanceof Uint8Array ? [source] : source) {
      signal?.throwIfAborted()
      hash.update(bytes)
      size += bytes.length
      await underWay
      underWay = file.writeFile(bytes)
      underWay.catch(() => {})
    }
    await underWay
    await file.sync()
  } finally {
    await file.close()
  }
  return { sha256: hash.digest('hex'), size }
}
