import { LabError } from '../base/index.ts'
import { bootValue, formatBootConfig, parseBootConfig, withBootValue } from './boot-config.ts'

/**
 * What Auto Deploy gives a host beside its image, each a boot module of its own: a tar archive,
 * compressed with gzip, of files below `etc/headwaiter/` (docs/host-profiles.md).
 */
export const payloadNames = {
  hostProfile: 'host-profile.tgz',
  scriptBundle: 'script-bundle.tgz',
} as const
export type PayloadName = (typeof payloadNames)[keyof typeof payloadNames]

const all: readonly string[] = Object.values(payloadNames)

/** Whether boot.cfg names a payload by this URL: image files lie below a digest, payloads do not. */
export const isPayloadUrl = (url: string): boolean =>
  all.includes(url.replace(/^.*\//, '')) && !/\/[0-9a-f]{64}\//.test(url)

/** The boot.cfg with these modules after those of the image. */
export const withPayloads = (config: string, urls: readonly string[]): string => {
  if (urls.length === 0) return config
  const parsed = parseBootConfig(config)
  const modules = [bootValue(parsed, 'modules'), ...urls].filter((each) => each !== '')
  return formatBootConfig(withBootValue(parsed, 'modules', modules.join(' --- ')))
}

/** A file of an archive. */
export type ArchivedFile = { readonly name: string; readonly bytes: Uint8Array }

const block = 512
const padded = (size: number): number => Math.ceil(size / block) * block

/*
 * POSIX ustar header (IEEE 1003.1, pax): name 0, mode 100, uid 108, gid 116, size 124, mtime 136,
 * checksum 148, type 156, magic 257.
 */
const headerOf = ({ name, bytes }: ArchivedFile): Uint8Array => {
  const header = new Uint8Array(block)
  const put = (at: number, text: string) => header.set(new TextEncoder().encode(text), at)
  put(0, name)
  put(100, '0000600\0')
  put(108, '0000000\0')
  put(116, '0000000\0')
  put(124, `${bytes.length.toString(8).padStart(11, '0')}\0`)
  put(136, '00000000000\0')
  put(148, '        ')
  put(156, '0')
  put(257, 'ustar\x0000')
  const sum = header.reduce((total, byte) => total + byte, 0)
  put(148, `${sum.toString(8).padStart(6, '0')}\0 `)
  return header
}

/** The files as a tar archive; the same files give the same bytes. Names up to 100 bytes of ASCII. */
export const writeTar = (files: readonly ArchivedFile[]): Uint8Array => {
  const size = files.reduce((sum, { bytes }) => sum + block + padded(bytes.length), 2 * block)
  const tar = new Uint8Array(size)
  let at = 0
  for (const file of files) {
    tar.set(headerOf(file), at)
    tar.set(file.bytes, at + block)
    at += block + padded(file.bytes.length)
  }
  return tar
}

const invalid = (message: string, at: number): LabError =>
  new LabError('image.payload-invalid', `The payload is not whole: ${message}.`, { at })

/** Reads such an archive. `LabError` `image.payload-invalid` with the offset of what is wrong. */
export const readTar = (tar: Uint8Array): readonly ArchivedFile[] => {
  const files: ArchivedFile[] = []
  for (let at = 0; ;) {
    if (at + block > tar.length) throw invalid('it ends early', at)
    const header = tar.subarray(at, at + block)
    if (header.every((byte) => byte === 0)) return files
    const text = (from: number, length: number): string =>
      new TextDecoder().decode(header.subarray(from, from + length)).replace(/\0.*$/s, '')
    const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0)
    if (text(257, 5) !== 'ustar' || Number.parseInt(text(148, 8), 8) !== sum)
      throw invalid('a header is damaged', at)
    const size = Number.parseInt(text(124, 12), 8)
    if (!(size >= 0) || at + block + size > tar.length) throw invalid('a size is wrong', at)
    files.push({ name: text(0, 100), bytes: tar.slice(at + block, at + block + size) })
    at += block + padded(size)
  }
}
