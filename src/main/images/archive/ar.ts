import { LabError } from '../../../shared/base/index.ts'
import type { Archive, ArchiveFile } from './archive.ts'
import { fromFile, stretch, type Source } from './source.ts'

/**
 * Unix `ar`, the form of a VIB. Names up to 16 characters; the GNU form ends them with a slash and
 * keeps longer ones in a member `//`, the BSD form writes `#1/length` and begins the data with the name.
 *
 *     0 "!<arch>\n"   then for each member, at an even offset:
 *     0 name[16]  16 time[12]  28 uid[6]  34 gid[6]  40 mode[8]  48 size[10]  58 "`\n"
 */
const magic = '!<arch>\n'
const headerSize = 60
const mostMembers = 4096

/** Opens an archive. `LabError` `image.ar-invalid`, `image.truncated` or `image.unreadable`. */
export const openAr = (path: string): Promise<Archive> => fromFile(path, readAr)

/** The same for a source, which is closed with it. */
export const readAr = async (source: Source): Promise<Archive> => {
  const start =
    source.size < magic.length ? '' : (await source.read(0, magic.length)).toString('latin1')
  if (start !== magic) throw invalid('it does not begin as one')
  const files: ArchiveFile[] = []
  let longNames = ''
  for (let at = magic.length; at < source.size;) {
    const { name, size } = parseHeader(await source.read(at, headerSize))
    const data = at + headerSize
    if (data + size > source.size) throw invalid(`${name} says it is longer than the archive`)
    if (name === '//') longNames = (await source.read(data, size)).toString('latin1')
    else if (name !== '/') files.push(await memberOf(source, name, data, size, longNames))
    if (files.length > mostMembers) throw invalid('it has too many members')
    at = data + size + (size % 2)
  }
  return { files, close: () => source.close() }
}

const invalid = (message: string): LabError =>
  new LabError('image.ar-invalid', `This is not an ar archive that can be read: ${message}.`)

const parseHeader = (bytes: Buffer): { name: string; size: number } => {
  if (bytes.toString('latin1', 58, 60) !== '`\n') throw invalid('a member has no header')
  const digits = bytes.toString('latin1', 48, 58).trim()
  if (!/^\d+$/.test(digits)) throw invalid('a member has no size')
  return { name: bytes.toString('latin1', 0, 16).trimEnd(), size: Number(digits) }
}

const memberOf = async (
  source: Source,
  name: string,
  data: number,
  size: number,
  longNames: string,
): Promise<ArchiveFile> => {
  const bsd = /^#1\/(\d+)$/.exec(name)?.[1]
  if (bsd === undefined) return member(source, gnuName(name, longNames), data, size)
  const length = Number(bsd)
  if (length > size || length > 4096) throw invalid('a name is longer than its member')
  const long = (await source.read(data, length)).toString('latin1').replace(/\0+$/, '')
  return member(source, long, data + length, size - length)
}

const gnuName = (name: string, longNames: string): string => {
  const offset = /^\/(\d+)$/.exec(name)?.[1]
  if (offset === undefined) return name.replace(/\/$/, '')
  const long = /^[^\n]*/.exec(longNames.slice(Number(offset)))?.[0].replace(/\/$/, '') ?? ''
  if (long === '') throw invalid('a long name is missing')
  return long
}

const member = (source: Source, path: string, offset: number, size: number): ArchiveFile => ({
  path,
  size,
  read: () => stretch(source, offset, size),
})
