import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, posix } from 'node:path'
import { z } from 'zod'
import { LabError, tryJson } from '../../shared/base/index.ts'
import { putFile } from '../files.ts'
import { identityOf } from '../tftp/index.ts'
import type { Archive } from './archive/archive.ts'
import { isZip } from './archive/kind.ts'
import { openZip, readSmall } from './archive/zip.ts'
import { fileIfAny, fileOnDisk } from './ingest.ts'
import { notWritten } from './not-written.ts'
import { unreadable } from './unreadable.ts'

/** A program that firmware can be given to start. */
export type Loader = {
  readonly name: string
  readonly size: number
  readonly sha256: string
  readonly firmware: 'bios' | 'uefi'
  readonly architecture: 'x86' | 'x64' | 'arm64' | 'unknown'
  /** Whether it bears a signature, which Secure Boot asks for; whose it takes is up to each firmware. */
  readonly signed: boolean
  /** The folder or archive it came from. */
  readonly origin: string
}

/** What a file says of itself, wherever it came from. */
type Program = Omit<Loader, 'origin'>

/** What a file was in one state of it; no program is one that is no loader. */
type Looked = { readonly state: string; readonly program: Program | undefined }

const largest = 64 * 1024 * 1024
/** Machine field of a PE header (Microsoft's PE format, section "COFF File Header"). */
const machines: Readonly<Record<number, Loader['architecture']>> = {
  0x014c: 'x86',
  0x8664: 'x64',
  0xaa64: 'arm64',
}
/** Bytes from the PE signature to the optional header, and in that to the data directories, by its magic number. */
const optionalHeader = 24
const directories: Readonly<Record<number, number>> = { 0x10b: 96, 0x20b: 112 }
/** The data directory of signatures (Microsoft's PE format, section "Optional Header Data Directories"). */
const certificateTable = 4

/** Whether a program whose PE signature is at `header` has a table of signatures. */
const bearsSignature = (bytes: Buffer, header: number): boolean => {
  const optional = header + optionalHeader
  if (optional + 2 > bytes.length) return false
  const first = directories[bytes.readUInt16LE(optional)]
  if (first === undefined || optional + first > bytes.length) return false
  const entry = optional + first + certificateTable * 8
  const entries = bytes.readUInt32LE(optional + first - 4)
  return (
    entries > certificateTable && entry + 8 <= bytes.length && bytes.readUInt32LE(entry + 4) > 0
  )
}

const biosNames = /\.(kpxe|kkpxe|pxe|0|lkrn|vmw-hardwired)(\.|$)|^undionly/

/**
 * What kind of loader these bytes are: an EFI application by its PE header, a BIOS program by its name.
 * Undefined for anything else.
 */
export const loaderKind = (
  name: string,
  bytes: Buffer,
): Pick<Loader, 'firmware' | 'architecture' | 'signed'> | undefined => {
  // A Linux kernel is an EFI application as well (Documentation/arch/x86/boot.rst: "HdrS" at 0x202).
  const isKernel = bytes.toString('latin1', 0x202, 0x206) === 'HdrS' && !biosNames.test(name)
  if (!isKernel && bytes.length >= 64 && bytes.toString('latin1', 0, 2) === 'MZ') {
    const header = bytes.readUInt32LE(60)
    if (header + 6 <= bytes.length && bytes.toString('latin1', header, header + 4) === 'PE\0\0') {
      const architecture = machines[bytes.readUInt16LE(header + 4)] ?? 'unknown'
      return { firmware: 'uefi', architecture, signed: bearsSignature(bytes, header) }
    }
  }
  return biosNames.test(name) ? { firmware: 'bios', architecture: 'x86', signed: false } : undefined
}

/**
 * Lists the loaders in some folders, sorted by name; those of a boot archive with its name as their origin.
 * What cannot be read, or is no loader, is passed over. A file is read once for as long as it is the same.
 */
export const createLoaderList = (
  folders: readonly string[],
  read: (path: string) => Promise<Buffer> = (path) => readFile(path),
): (() => Promise<readonly Loader[]>) => {
  let known: ReadonlyMap<string, Looked> = new Map()
  const look = async (path: string): Promise<Looked> => {
    const state = identityOf(await stat(path))
    const before = known.get(path)
    return before?.state === state ? before : { state, program: await programAt(path, read) }
  }
  return async () => {
    const seen = new Map<string, Looked>()
    const found: Loader[] = []
    for (const folder of folders) {
      const origins = await readOrigins(folder)
      for (const name of await readdir(folder).catch(() => [])) {
        const path = join(folder, name)
        const looked = await look(path).catch(() => undefined)
        if (looked === undefined) continue
        seen.set(path, looked)
        const { program } = looked
        if (program !== undefined) found.push({ ...program, origin: origins[name] ?? folder })
      }
    }
    known = seen
    return found.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  }
}

const originsSchema = z.record(z.string(), z.string())

/** Beside the folder, not in it: what is in it is served. */
const originsFile = (folder: string): string => `${folder}.json`

const readOrigins = async (folder: string): Promise<Readonly<Record<string, string>>> => {
  const text = await readFile(originsFile(folder), 'utf8').catch(() => '{}')
  // Written by no one of ours: the folder itself is all that is known then.
  return originsSchema.safeParse(tryJson(text)).data ?? {}
}

const programAt = async (
  path: string,
  read: (path: string) => Promise<Buffer>,
): Promise<Program | undefined> => {
  const found = await stat(path)
  if (!found.isFile() || found.size > largest) return undefined
  return describe(basename(path), await read(path))
}

const describe = (name: string, bytes: Buffer): Program | undefined => {
  const kind = loaderKind(name, bytes)
  if (kind === undefined) return undefined
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { name, size: bytes.length, sha256, ...kind }
}

/** What may hold loaders: a zip archive, a folder, or a single file. */
const openCandidates = async (path: string): Promise<Archive> => {
  const close = () => Promise.resolve()
  const found = await stat(path).catch(unreadable(path))
  if (!found.isDirectory())
    return (await isZip(path)) ? openZip(path) : { files: [await fileOnDisk(path)], close }
  const names = await readdir(path).catch(unreadable(path))
  const files = await Promise.all(names.map((name) => fileIfAny(join(path, name))))
  return { files: files.filter((file) => file !== undefined), close }
}

const keepIn = async (
  folder: string,
  loaders: ReadonlyMap<string, { readonly bytes: Buffer }>,
  origin: string,
): Promise<void> => {
  await mkdir(folder, { recursive: true })
  for (const [name, { bytes }] of loaders) await putFile(join(folder, name), bytes)
  const origins = Object.fromEntries([...loaders.keys()].map((name) => [name, origin]))
  const all = { ...(await readOrigins(folder)), ...origins }
  await putFile(originsFile(folder), JSON.stringify(all))
}

/**
 * Copies loaders into a folder: those of a TFTP boot archive (VMware's `deploy-tftp.zip` or any other), of
 * another folder, or a single one. Only what is a loader comes, under its bare name; a script beside it does
 * not. `LabError` `image.no-loader` when there is none, and those of `openZip`; the folder then stays as it was.
 */
export const importLoaders = async ({
  file,
  folder,
}: {
  readonly file: string
  readonly folder: string
}): Promise<readonly Loader[]> => {
  const candidates = await openCandidates(file)
  try {
    const loaders = new Map<string, { loader: Loader; bytes: Buffer }>()
    for (const entry of candidates.files) {
      const name = posix.basename(entry.path)
      if (entry.size > largest || !/^[\w.+-]+$/.test(name) || name.startsWith('.')) continue
      const bytes = await readSmall(entry, largest)
      const program = describe(name, bytes)
      if (program !== undefined)
        loaders.set(name, { loader: { ...program, origin: basename(file) }, bytes })
    }
    if (loaders.size === 0) {
      throw new LabError('image.no-loader', `${basename(file)} holds no boot loader.`, {
        path: file,
      })
    }
    await keepIn(folder, loaders, basename(file)).catch((error: unknown) => {
      throw notWritten(folder, error)
    })
    return [...loaders.values()].map(({ loader }) => loader)
  } finally {
    await candidates.close()
  }
}
