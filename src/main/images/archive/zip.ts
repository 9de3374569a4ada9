import { stat } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { LabError } from '../../../shared/base/index.ts'
import { unreadable } from '../unreadable.ts'
import type { Archive, ArchiveFile } from './archive.ts'

const limits = { entries: 100_000, ratio: 200, freely: 64 * 1024 * 1024 }
const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true } as const

/**
 * Opens a zip archive, from a path or from memory. Nothing is ever unpacked to a path of the archive's
 * choosing; names that would lead out of a folder are refused all the same. `LabError`
 * `image.zip-invalid`, `image.zip-bomb` or `image.unreadable`.
 */
export const openZip = async (from: string | Buffer): Promise<Archive> => {
  const zip = await openFrom(from)
  try {
    const files: ArchiveFile[] = []
    for await (const entry of zip.eachEntry()) {
      if (files.length >= limits.entries) throw invalid('it has too many entries')
      if (!entry.fileName.endsWith('/')) files.push(fileOf(zip, entry))
    }
    return { files, close: () => closeZip(zip) }
  } catch (error) {
    await closeZip(zip)
    throw asLabError(error)
  }
}

const openFrom = async (from: string | Buffer): Promise<ZipFile> => {
  if (typeof from === 'string' && (await stat(from).catch(unreadable(from))).isDirectory())
    throw new LabError('image.zip-invalid', `${from} is a folder, not an archive.`, { path: from })
  try {
    return typeof from === 'string'
      ? await yauzl.openPromise(from, options)
      : await yauzl.fromBufferPromise(from, options)
  } catch (error) {
    throw asLabError(error)
  }
}

const closeZip = (zip: ZipFile): Promise<void> => {
  zip.close()
  return Promise.resolve()
}

const invalid = (message: string, cause?: unknown): LabError =>
  new LabError('image.zip-invalid', `This zip archive cannot be read: ${message}.`, {}, cause)

const asLabError = (error: unknown): LabError => {
  if (error instanceof LabError) return error
  if (
    error instanceof Error &&
    'code' in error &&
    ['ENOENT', 'EACCES'].includes(String(error.code))
  )
    return new LabError('image.unreadable', `${error.message}.`, {}, error)
  return invalid(error instanceof Error ? error.message : String(error), error)
}

const fileOf = (zip: ZipFile, entry: Entry): ArchiveFile => {
  const { fileName: path, uncompressedSize: size, compressedSize } = entry
  if (size > limits.freely && size > compressedSize * limits.ratio) {
    throw new LabError('image.zip-bomb', `${path} would unpack to ${size} bytes.`, { path, size })
  }
  return {
    path,
    size,
    read: async function* () {
      if (entry.isEncrypted()) throw invalid(`${path} is encrypted`)
      try {
        const stream = await zip.openReadStreamPromise(entry)
        let crc = 0
        for await (const piece of stream as AsyncIterable<Buffer>) {
          crc = crc32(piece, crc)
          yield piece
        }
        if (crc !== entry.crc32) throw invalid(`${path} is damaged`)
      } catch (error) {
        throw asLabError(error)
      }
    },
  }
}

/** A whole small file of an archive. `LabError` `image.zip-bomb` when it is larger than `most` bytes. */
export const readSmall = async (file: ArchiveFile, most: number): Promise<Buffer> => {
  if (file.size > most) {
    throw new LabError('image.zip-bomb', `${file.path} is larger than it may be.`, {
      path: file.path,
      size: file.size,
    })
  }
  const pieces: Uint8Array[] = []
  for await (const piece of file.read()) pieces.push(Buffer.from(piece))
  return Buffer.concat(pieces)
}
