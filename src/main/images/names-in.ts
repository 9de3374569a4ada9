import { readdir } from 'node:fs/promises'
import { isMissing } from '../files.ts'

/**
 * The names in a folder, those of its folders too; none where it is not there yet. One that cannot be looked into is not empty:
 * what it names would be taken for garbage.
 */
export const namesIn = (folder: string): Promise<readonly string[]> =>
  readdir(folder, { recursive: true }).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
