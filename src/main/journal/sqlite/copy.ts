import { existsSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { LabError } from '../../../shared/base/index.ts'
import { syncDirectory } from './open-file.ts'

/** Pages in one step of a copy: commits go on between the steps. */
const pagesPerStep = 512

/** `LabError` `journal.exists` when something is there. */
export const refuseExisting = (file: string): void => {
  if (existsSync(file)) throw new LabError('journal.exists', `${file} is there already.`, { file })
}

/** Puts a finished draft in its place, durably. */
export const putInPlace = (draft: string, file: string): void => {
  renameSync(draft, file)
  syncDirectory(dirname(file))
}

/**
 * Copies an open database, as it is when the copy ends, to a place where there is none. The copy is
 * one file (no WAL beside it) and is there whole or not at all.
 */
export const copyDatabase = async (database: DatabaseSync, to: string): Promise<null> => {
  refuseExisting(to)
  const draft = `${to}.new`
  rmSync(draft, { force: true })
  try {
    await backup(database, draft, { rate: pagesPerStep })
    const copy = new DatabaseSync(draft)
    copy.exec('PRAGMA synchronous = FULL; PRAGMA journal_mode = DELETE')
    copy.close()
    putInPlace(draft, to)
    return null
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
}
