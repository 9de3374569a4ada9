import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createImagesApi, createImageStore, type ImagesApi } from '../../src/main/images/index.ts'
import type { Documents } from '../../src/main/document/index.ts'

/** Work on the images of a document, over a store that stays empty unless a test fills it. */
export const imagesOver = (
  documents: Documents,
  dir = join(tmpdir(), 'headwaiter-no-images'),
): ImagesApi =>
  createImagesApi({
    store: createImageStore({ dir }),
    documents,
    associated: () => Promise.resolve([]),
    loaderFolders: [],
    exportsFolder: join(dir, 'exports'),
    clock: { now: () => 0 },
  })
