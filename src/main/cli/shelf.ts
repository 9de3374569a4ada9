import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../../shared/base/index.ts'
import type { ImageProfile, LabDocument } from '../../shared/document/index.ts'
import { createDocuments } from '../document/index.ts'
import { createImageStore, recordImage, type ImageStore } from '../images/index.ts'
import { openStores } from '../journal/index.ts'
import { makeLabFolder } from '../lab-folder.ts'
import { ensureReferenceImage } from '../open-lab.ts'

type Import = (store: ImageStore) => Promise<ImageProfile>

const holdsFile = async (folder: string): Promise<boolean> =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).some((each) => each.isFile())

/** Does work in a folder that was made for it. When it fails and has left no file to go on from, the folder goes, too. */
const takingBack = async <T>(made: string | undefined, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (made !== undefined && !(await holdsFile(made))) await rm(made, { recursive: true })
    throw error
  }
}

/**
 * Adds an image profile to the lab of a folder while the lab is closed. The files are stored first;
 * the document names them only when all are there.
 */
export const addToShelf = async (
  { folder, initial, clock }: { folder: string; initial: LabDocument; clock: Clock },
  read: Import,
): Promise<ImageProfile> => {
  const file = join(folder, 'lab.sqlite')
  const made = await makeLabFolder(folder)
  const store = createImageStore({ dir: join(folder, 'images') })
  const take = async () => {
    const started = clock.now()
    const imageProfile = await read(store)
    return { imageProfile, took: clock.now() - started }
  }
  // A new lab begins when there is something to put into it, and has every file it names. One that is there is kept from
  // others meanwhile.
  const begin = async () => {
    const taken = await take()
    await ensureReferenceImage(store, initial)
    return taken
  }
  const brought = existsSync(file) ? undefined : await takingBack(made, begin)
  const stores = await openStores({ file, clock })
  try {
    if (stores.documents.current() === undefined) {
      await stores.documents.save({ at: clock.now(), summary: 'New lab', document: initial })
    }
    const record = (...facts: Parameters<typeof stores.journal.append>[0]['facts']) =>
      stores.journal.append({ facts })
    const documents = createDocuments({ store: stores.documents, record, clock })
    const { imageProfile, took } = brought ?? (await take())
    await documents.edit({ kind: 'addImageProfile', imageProfile })
    await recordImage(imageProfile, took, record)
    return imageProfile
  } finally {
    await stores.close()
  }
}
