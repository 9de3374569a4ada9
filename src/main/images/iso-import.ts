import { basename } from 'node:path'
import type { ImageProfile } from '../../shared/document/schema.ts'
import { openIso } from './archive/iso.ts'
import { importBootMedium } from './boot-medium.ts'
import { openLedger } from './ledger.ts'
import type { ImportTask } from './progress.ts'

/**
 * Stores what an installer's ISO image boots. Files are read where they lie in the image, 1 MiB at a
 * time. Errors of `openIso` and `importBootMedium`.
 */
export const importIso = async ({
  store,
  file,
  name,
  signal,
  onProgress,
}: ImportTask & {
  readonly file: string
  /** Name of the profile; the medium's, or the file's, when it is not given. */
  readonly name?: string | undefined
}): Promise<ImageProfile> => {
  const iso = await openIso(file)
  try {
    const ownName = iso.volume === '' ? basename(file).replace(/\.iso$/i, '') : iso.volume
    const medium = { name: name ?? ownName, files: iso.files }
    const ledger = await openLedger(store.dir, file)
    return await importBootMedium({ store, medium, ledger, signal, onProgress })
  } finally {
    await iso.close()
  }
}
