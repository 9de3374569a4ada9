import { existsSync } from 'node:fs'
import { access, constants, mkdir, readdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { LabError } from '../shared/base/index.ts'

/** The folder and its parents that are not there, the topmost first. */
const missing = (folder: string): readonly string[] =>
  existsSync(folder) ? [] : [...missing(dirname(folder)), folder]

/** Another program may have made it in this moment. */
const make = async (folder: string): Promise<void> => {
  try {
    await mkdir(folder)
  } catch (error) {
    if (!existsSync(folder)) throw error
  }
}

/**
 * Makes the folder of a lab, where it is not there, and gives the topmost folder it made. `LabError`
 * `lab.folder-unusable`. One folder after the other: a recursive `mkdir` tries without end where a file system
 * does not take a folder and says that its parent is missing (`/proc`).
 */
export const makeLabFolder = async (folder: string): Promise<string | undefined> => {
  const made = missing(resolve(folder))
  try {
    for (const each of made) await make(each)
    await readdir(folder)
    await access(folder, constants.W_OK)
  } catch (error) {
    throw new LabError('lab.folder-unusable', `${folder} cannot hold a lab.`, { folder }, error)
  }
  return made[0]
}
