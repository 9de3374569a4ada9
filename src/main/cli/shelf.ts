import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../../shared/base/index.ts'
import type { ImageProfile, LabDocument } from '../../shared/document/index.ts'
import { createDocuments } from '../document/index.ts'
import { createImageStore, recordImage, type ImageStore } from '../images/index.ts'
import { openStores } from '../journal/index.ts'

type Import = (store: ImageStore) => Promise<ImageProfile>

/**
 * Adds an image profile to the lab of a folder while the lab is closed. The files are stored first;
 * the document names them only when all are there.
 */
export const addToShelf = async (
  { folder, initial, clock }: { folder: string; initial: LabDocument; clock: Clock },
  read: Import,
): Promise<ImageProfile> => {
  await mkdir(folder, { recursive: true })
  const stores = await openStores({ file: join(folder, 'lab.sqlite'), clock })
  try {
    if (stores.documents.current() === undefined) {
      await stores.documents.save({ at: clock.now(), summary: 'New lab', document: initial })
    }
    const record = (...facts: Parameters<typeof stores.journal.append>[0]['facts']) =>
      stores.journal.append({ facts })
    const documents = createDocuments({ store: stores.documents, record, clock })
    const started = clock.now()
    const imageProfile = await read(createImageStore({ dir: join(folder, 'images') }))
    await documents.edit({ kind: 'addImageProfile', imageProfile })
    await recordImage(imageProfile, clock.now() - started, record)
    return imageProfile
  } finally {
    await stores.close()
  }
}
