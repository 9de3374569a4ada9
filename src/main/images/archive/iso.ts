import { LabError } from '../../../shared/base/index.ts'
import type { Archive, ArchiveFile } from './archive.ts'
import { fromFile, stretch, type Source } from './source.ts'

/**
 * ISO 9660 (ECMA-119), as far as media use it: the primary volume with its plain names, files of any
 * size in several extents. Interleaved files, which only old video media have, are refused.
 *
 *     sector 16 + n   volume descriptor: type, "CD001", version ... 1 primary, 255 the last one
 *     primary + 156   directory record of the root
 *
 *     directory record (9.1)
 *      0 length   2 extent (LE)  10 size (LE)   25 flags: 2 directory, 0x80 more extents follow
 *     26 unit    27 gap          32 name length 33 name, with ";version"
 */
const sector = 2048
const firstDescriptor = 16
const limits = { descriptors: 64, depth: 32, entries: 100_000, directory: 16 * 1024 * 1024 }

/** An ISO image that is open, with the name of its volume. */
export type Iso = Archive & { readonly volume: string }

/** Opens an ISO image. `LabError` `image.iso-invalid`, `image.truncated` or `image.unreadable`. */
export const openIso = (path: string): Promise<Iso> => fromFile(path, readIso)

/** The same for a source, which is closed with it. */
export const readIso = async (source: Source): Promise<Iso> => {
  const primary = await findPrimary(source)
  const root = recordAt(primary.subarray(156, 190), 0)
  if (root === undefined) throw invalid('the root directory has no record')
  const files: ArchiveFile[] = []
  const seen = new Set<number>()
  await walk(source, root, '', 0, seen, files)
  const volume = primary.toString('latin1', 40, 72).trim()
  return { volume, files, close: () => source.close() }
}

const invalid = (message: string): LabError =>
  new LabError('image.iso-invalid', `This is not an ISO 9660 image that can be read: ${message}.`)

const findPrimary = async (source: Source): Promise<Buffer> => {
  // What is shorter is no cut image: nothing in it says that it is one.
  if (source.size < (firstDescriptor + 1) * sector) throw invalid('no volume descriptor')
  for (let index = 0; index < limits.descriptors; index++) {
    const descriptor = await source.read((firstDescriptor + index) * sector, sector)
    if (descriptor.toString('latin1', 1, 6) !== 'CD001') throw invalid('no volume descriptor')
    if (descriptor[0] === 1) return checkBlockSize(descriptor)
    if (descriptor[0] === 255) break
  }
  throw invalid('no primary volume')
}

const checkBlockSize = (primary: Buffer): Buffer => {
  if (primary.readUInt16LE(128) === sector) return primary
  throw invalid(`blocks of ${primary.readUInt16LE(128)} bytes`)
}

type Record = {
  readonly extent: number
  readonly size: number
  readonly isDirectory: boolean
  readonly hasMore: boolean
  readonly isInterleaved: boolean
  readonly name: string
  readonly length: number
}

/** The directory record at an offset; undefined where the sector holds no further one (6.8.1.1). */
const recordAt = (bytes: Buffer, at: number): Record | undefined => {
  const length = bytes[at] ?? 0
  if (length === 0) return undefined
  const nameLength = bytes[at + 32] ?? 0
  if (length < 34 || at + length > bytes.length || 33 + nameLength > length) {
    throw invalid('a directory record is broken')
  }
  const flags = bytes[at + 25] ?? 0
  return {
    length,
    // An extended attribute record comes before the data (byte 1, in blocks).
    extent: (bytes.readUInt32LE(at + 2) + (bytes[at + 1] ?? 0)) * sector,
    size: bytes.readUInt32LE(at + 10),
    isDirectory: (flags & 2) !== 0,
    hasMore: (flags & 0x80) !== 0,
    isInterleaved: bytes[at + 26] !== 0 || bytes[at + 27] !== 0,
    name: bytes.toString('latin1', at + 33, at + 33 + nameLength),
  }
}

/** The records of a directory, without those for itself and its parent. */
const recordsOf = async (source: Source, directory: Record): Promise<readonly Record[]> => {
  if (directory.size > limits.directory) throw invalid('a directory is too large')
  const bytes = await source.read(directory.extent, directory.size)
  const records: Record[] = []
  for (let at = 0; at < bytes.length;) {
    const record = recordAt(bytes, at)
    if (record === undefined) {
      at = (Math.floor(at / sector) + 1) * sector
      continue
    }
    at += record.length
    if (record.name !== '\u0000' && record.name !== '\u0001') records.push(record)
  }
  return records
}

const walk = async (
  source: Source,
  directory: Record,
  path: string,
  depth: number,
  seen: Set<number>,
  files: ArchiveFile[],
): Promise<void> => {
  if (seen.has(directory.extent)) throw invalid('its directories run in a circle')
  if (depth > limits.depth) throw invalid('its directories are too deep')
  seen.add(directory.extent)
  let extents: Record[] = []
  for (const record of await recordsOf(source, directory)) {
    const own = path === '' ? plainName(record.name) : `${path}/${plainName(record.name)}`
    if (record.isDirectory) {
      await walk(source, record, own, depth + 1, seen, files)
      continue
    }
    extents.push(record)
    if (record.hasMore) continue
    files.push(fileOf(source, own, extents))
    extents = []
    if (files.length > limits.entries) throw invalid('it has too many files')
  }
}

/** `BOOT.CFG;1` is BOOT.CFG; a name without extension ends in a dot on the medium. */
const plainName = (name: string): string => {
  const plain = name.replace(/;\d+$/, '').replace(/\.$/, '')
  if (plain === '' || plain === '..' || /[/\\\0]/.test(plain)) throw invalid('a name is broken')
  return plain
}

const fileOf = (source: Source, path: string, extents: readonly Record[]): ArchiveFile => {
  const size = extents.reduce((sum, { size }) => sum + size, 0)
  return {
    path,
    size,
    read: async function* () {
      for (const { extent, size, isInterleaved } of extents) {
        if (isInterleaved) throw invalid(`${path} is interleaved`)
        yield* stretch(source, extent, size)
      }
    },
  }
}
