import { createHash, randomUUID } from 'node:crypto'
import {
  constants,
  copyFile,
  link,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  stat,
  type FileHandle,
} from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { LoadedFile } from './loaded-image.ts'
import { DiskRejected } from './disk-rejected.ts'

/**
 * Bodies of cached images, each once however many disks hold it (decision 0090). What a machine would
 * write to its disk is checked byte by byte when it is put here; the disk gets a name for it.
 */
export type Shelf = {
  /** The body's file, whole and checked. Rejects with `DiskRejected` when memory holds other bytes. */
  put(digest: string, files: readonly LoadedFile[]): Promise<string>
}

/** Its folder beside those of the hosts; no host can have a name like this. */
export const shelfName = '.shelf'

/** Pieces written in one call. */
const together = 256
const readSize = 1024 * 1024

const writeFileBytes = async (
  file: FileHandle,
  { name, sha256, page }: LoadedFile,
): Promise<void> => {
  const hash = createHash('sha256')
  const pieces = page.pieces()
  for (let at = 0; at < pieces.length; at += together) {
    const some = pieces.slice(at, at + together)
    for (const piece of some) hash.update(piece)
    await file.writev(some)
  }
  const found = hash.digest('hex')
  if (found !== sha256)
    throw new DiskRejected('corrupt', `${name} is not whole in memory.`, sha256, found)
}

/** Gives a file one more name, in place of what had it; a copy where the file system has no links. */
export const linkTo = async (from: string, to: string): Promise<void> => {
  const draft = `${to}.partial`
  await rm(draft, { force: true })
  await link(from, draft).catch(() => copyFile(from, draft, constants.COPYFILE_FICLONE))
  await rename(draft, to)
  // Two names of the same file: renaming one to the other leaves both.
  await rm(draft, { force: true })
}

const write = async (path: string, files: readonly LoadedFile[]): Promise<void> => {
  const draft = `${path}.${randomUUID()}.partial`
  await mkdir(dirname(path), { recursive: true })
  const file = await open(draft, 'w')
  try {
    for (const loaded of files) await writeFileBytes(file, loaded)
    await file.sync()
    await file.close()
    await rename(draft, path)
  } catch (error) {
    await file.close().catch(() => undefined)
    await rm(draft, { force: true })
    throw error
  }
}

/** Whether the file is there with exactly these bytes. */
const holds = async (path: string, files: readonly LoadedFile[]): Promise<boolean> => {
  const file = await open(path, 'r').catch(() => undefined)
  if (file === undefined) return false
  try {
    const buffer = Buffer.allocUnsafe(readSize)
    for (const { size, sha256 } of files) {
      const hash = createHash('sha256')
      for (let left = size; left > 0;) {
        const { bytesRead } = await file.read(buffer, 0, Math.min(readSize, left), null)
        if (bytesRead === 0) return false
        hash.update(buffer.subarray(0, bytesRead))
        left -= bytesRead
      }
      if (hash.digest('hex') !== sha256) return false
    }
    return true
  } finally {
    await file.close()
  }
}

/** The shelf in a folder. What lies there is checked once before it is used again. */
export const createShelf = (folder: string): Shelf => {
  const checked = new Map<string, Promise<string>>()
  const place = async (digest: string, files: readonly LoadedFile[]): Promise<string> => {
    const path = join(folder, digest)
    if (!(await holds(path, files))) await write(path, files)
    return path
  }
  return {
    put: (digest, files) => {
      const known = checked.get(digest) ?? place(digest, files)
      checked.set(digest, known)
      known.catch(() => checked.delete(digest))
      return known
    },
  }
}

/** Clears a shelf that nobody uses yet of what no disk holds any more. */
export const tidyShelf = async (folder: string): Promise<void> => {
  const names = await readdir(folder).catch(() => [])
  for (const path of names.map((name) => join(folder, name))) {
    if ((await stat(path)).nlink === 1) await rm(path)
  }
}
