import { open, readdir, realpath, stat, type FileHandle } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { LabError, type HostId } from '../../shared/base/index.ts'
import { identityOf, writtenOver } from './identity.ts'
import { standInLoader } from './stand-in.ts'

/** Who asks for a file: generated ones may depend on it, and stand-ins are for simulated hosts alone. */
export type Requester = {
  readonly client: string
  readonly host?: HostId
  readonly simulated: boolean
}

/**
 * A file that is open for one transfer. Another file put in its place changes nothing for who has it open; one that is
 * written over where it lies is no longer read.
 */
export type BootFile = {
  /** Bytes. */
  readonly size: number
  /**
   * When it is a plain file: its descriptor, which a native sender reads from at will, and a text
   * that is the same for every open of the same unchanged file.
   */
  readonly disk?: { readonly descriptor: number; readonly identity: string }
  /** Bytes from `offset`; fewer than `length` only at the end. Rejects with `tftp.unreadable`. */
  read(offset: number, length: number): Promise<Uint8Array>
  close(): Promise<void>
}

/** What TFTP serves: boot content by plain name, read-only. */
export type BootFiles = {
  /** Undefined when there is no such file; `LabError` `tftp.bad-name` when the name leaves the store. */
  open(name: string, requester: Requester): Promise<BootFile | undefined>
}

/** A file whose bytes are in memory. */
export const bytesFile = (bytes: Uint8Array): BootFile => ({
  size: bytes.length,
  read: async (offset, length) => bytes.subarray(offset, offset + length),
  close: async () => {},
})

const unreadable = (path: string, cause: unknown): LabError =>
  new LabError(
    'tftp.unreadable',
    `${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
    { path },
    cause,
  )

const readFully = async (file: FileHandle, buffer: Uint8Array, offset: number): Promise<void> => {
  let filled = 0
  while (filled < buffer.length) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, offset + filled)
    if (bytesRead === 0) return
    filled += bytesRead
  }
}

const diskFile = async (path: string): Promise<BootFile> => {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw unreadable(path, error)
  })
  const stats = await file.stat()
  const { size } = stats
  const identity = identityOf(stats)
  return {
    size,
    disk: { descriptor: file.fd, identity },
    read: async (offset, length) => {
      const buffer = new Uint8Array(Math.max(0, Math.min(length, size - offset)))
      await readFully(file, buffer, offset).catch((error: unknown) => {
        throw unreadable(path, error)
      })
      // Looked at after the bytes were: they are of the file that was opened, or nobody gets them.
      if (identityOf(await file.stat()) !== identity) throw unreadable(path, writtenOver)
      return buffer
    },
    close: () => file.close(),
  }
}

const hasControl = (text: string): boolean =>
  Array.from(text).some((character) => character < ' ' || character === '\x7f')

const longestName = 255

/** Old ROMs read the boot file's name on into what ends the options of DHCP, where its server puts no zero behind it. */
const endOfOptions = /\xff+$/

/**
 * The parts of a name as a client wrote it: either slash parts, a leading one is a habit of old ROMs
 * and means nothing. Throws `tftp.bad-name` for a name that climbs or could mean something else to
 * the file system.
 */
export const namePartsOf = (name: string): readonly string[] => {
  const parts = name
    .slice(0, longestName)
    .replace(endOfOptions, '')
    .split(/[/\\]/)
    .filter((part) => part !== '' && part !== '.')
  const odd = parts.some((part) => part === '..' || part.includes(':') || hasControl(part))
  if (odd || parts.length === 0 || parts.length > 16 || name.length > longestName) {
    const told = name.slice(0, longestName)
    throw new LabError('tftp.bad-name', `${JSON.stringify(told)} is no name of a boot file`, {
      name: told,
    })
  }
  return parts
}

/** The entry of a folder by its name, or by its name in another case: ISO media shout their names. */
const entryOf = async (folder: string, name: string): Promise<string | undefined> => {
  const entries = await readdir(folder).catch(() => [])
  const folded = name.toLowerCase()
  return (
    entries.find((entry) => entry === name) ??
    entries.find((entry) => entry.toLowerCase() === folded)
  )
}

const isWithin = (path: string, folders: readonly string[]): boolean =>
  folders.some((folder) => path.startsWith(folder.endsWith(sep) ? folder : folder + sep))

const realFolders = async (folders: readonly string[]): Promise<readonly string[]> => {
  const found = await Promise.all(folders.map((folder) => realpath(folder).catch(() => undefined)))
  return found.filter((folder) => folder !== undefined)
}

/** The file in a folder; a link that leads out of the folders is as good as absent. */
const findIn = async (
  folder: string,
  parts: readonly string[],
  mayLeadTo: readonly string[],
): Promise<string | undefined> => {
  let path = folder
  for (const part of parts) {
    const entry = await entryOf(path, part)
    if (entry === undefined) return undefined
    path = join(path, entry)
  }
  const real = await realpath(path).catch(() => undefined)
  if (real === undefined || !isWithin(real, mayLeadTo)) return undefined
  return (await stat(real)).isFile() ? real : undefined
}

/**
 * Those who ask for a file at the same moment share one look at the disk and one descriptor: the hosts of a rack ask
 * for the same loader within milliseconds. Who asks when it is open already gets a look of its own, and so sees
 * what was changed since.
 */
const sharing = (look: (name: string) => Promise<BootFile | undefined>): typeof look => {
  const underWay = new Map<
    string,
    { users: number; readonly file: Promise<BootFile | undefined> }
  >()
  const begin = (name: string) => {
    const entry = { users: 0, file: look(name).finally(() => underWay.delete(name)) }
    underWay.set(name, entry)
    return entry
  }
  return async (name) => {
    const entry = underWay.get(name) ?? begin(name)
    entry.users += 1
    const file = await entry.file
    if (file === undefined) return undefined
    const close = async () => {
      entry.users -= 1
      if (entry.users === 0) await file.close()
    }
    return { ...file, close }
  }
}

/**
 * The boot store: generated files first, then the loaders of the given folders in their order, then
 * stand-ins for loaders this machine lacks, so that simulated hosts boot everywhere.
 */
export const createBootFiles = ({
  loaderDirs,
  linkTargets = ['/boot'],
  tramp,
  extra = {},
}: {
  readonly loaderDirs: readonly string[]
  /** Further folders that links in the loader folders may lead to: Debian's ipxe.efi is a link to /boot. */
  readonly linkTargets?: readonly string[]
  /** The first script: where iPXE finds the waiter. */
  readonly tramp: (requester: Requester) => string
  /** More generated files, by name. */
  readonly extra?: Readonly<Record<string, (requester: Requester) => string | Uint8Array>>
}): BootFiles => {
  const generated = new Map(Object.entries({ ...extra, tramp }))
  const onDisk = sharing(async (name) => {
    const mayLeadTo = await realFolders([...loaderDirs, ...linkTargets])
    for (const folder of loaderDirs) {
      const path = await findIn(folder, name.split('/'), mayLeadTo)
      if (path !== undefined) return diskFile(path)
    }
    return undefined
  })
  return {
    open: async (name, requester) => {
      const plain = namePartsOf(name).join('/')
      const make = generated.get(plain)
      if (make !== undefined) {
        const made = make(requester)
        return bytesFile(typeof made === 'string' ? new TextEncoder().encode(made) : made)
      }
      const file = await onDisk(plain)
      if (file !== undefined) return file
      const standIn = requester.simulated ? standInLoader(plain) : undefined
      return standIn === undefined ? undefined : bytesFile(standIn)
    },
  }
}
