import { readdir } from 'node:fs/promises'
import { basename, join, relative, resolve, sep } from 'node:path'
import type { ImageProfile } from '../../shared/document/schema.ts'
import type { ArchiveFile } from './archive/archive.ts'
import { importBootMedium } from './boot-medium.ts'
import { fileIfAny } from './ingest.ts'
import { openLedger } from './ledger.ts'
import type { ImportTask } from './progress.ts'
import { unreadable } from './unreadable.ts'

const mostFiles = 20_000

/**
 * Stores a folder that holds a boot.cfg with its kernel and modules, as an installer's medium does.
 * Errors of `importBootMedium`; `image.unreadable` when the folder cannot be read.
 */
export const importFolder = async ({
  store,
  folder,
  name = basename(resolve(folder)),
  signal,
  onProgress,
}: ImportTask & {
  readonly folder: string
  /** Name of the profile; the folder's own name when it is not given. */
  readonly name?: string | undefined
}): Promise<ImageProfile> => {
  const files = await filesBelow(folder)
  const medium = { name, files }
  // A file that is written anew leaves its folder's date alone: each counts.
  const paths = files.map(({ path }) => join(folder, path)).toSorted()
  const ledger = await openLedger(store.dir, folder, ...paths)
  return importBootMedium({ store, medium, ledger, signal, onProgress })
}

const filesBelow = async (folder: string): Promise<readonly ArchiveFile[]> => {
  const refuse = unreadable(folder)
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(refuse)
  if (entries.length > mostFiles) refuse(undefined)
  const candidates = entries.filter((entry) => entry.isFile() || entry.isSymbolicLink())
  const files = await Promise.all(
    candidates.map(async (entry) => {
      const path = join(entry.parentPath, entry.name)
      const file = await fileIfAny(path)
      const inside = relative(folder, path).split(sep).join('/')
      return file === undefined ? [] : [{ ...file, path: inside }]
    }),
  )
  return files.flat()
}
