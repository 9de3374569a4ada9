import { join } from 'node:path'
import { LabError } from '../../shared/base/index.ts'
import { createDocuments, type Documents } from '../document/index.ts'
import {
  createImagesApi,
  createImageStore,
  guardImages,
  type ImagesApi,
  type ImageStore,
} from '../images/index.ts'
import { loaderPlaces } from '../open-lab.ts'
import type { Record } from '../record.ts'
import { createRulesApi, refusing, type RulesApi } from '../rules/index.ts'
import { imagesFolder, withStores } from './lab-files.ts'
import type { Shell } from './shell.ts'

/** A lab in its folder that nothing runs in. What is changed counts from its next opening on. */
export type ClosedLab = {
  readonly rules: RulesApi['rules']
  readonly images: ImagesApi
  readonly store: ImageStore
  readonly documents: Documents
  readonly record: Record
}

/** Only a running lab has hosts and a vCenter to do this with. */
const notRunning = (): Promise<never> =>
  Promise.reject(new LabError('vcenter.unreachable', 'The lab is not running.'))

/** Works in a closed lab. `LabError` `lab.not-found` when the folder holds none. */
export const withClosedLab = <T>(
  folder: string,
  { output, clock }: Pick<Shell, 'output' | 'clock'>,
  work: (lab: ClosedLab) => Promise<T>,
): Promise<T> =>
  withStores(folder, { output, clock }, async (stores) => {
    const record: Record = (...facts) => stores.journal.append({ facts })
    const kept = createDocuments({ store: stores.documents, record, clock })
    const associated = () => api.associated()
    const guarded = guardImages({ documents: kept, associated }, (edit) => kept.edit(edit))
    const documents = { ...kept, edit: guarded }
    const store = createImageStore({ dir: imagesFolder(folder) })
    const images = createImagesApi({
      store,
      documents,
      associated,
      loaderFolders: [...loaderPlaces(folder), '/boot'],
      exportsFolder: join(folder, 'exports'),
      clock,
    })
    const api = createRulesApi({
      document: () => kept.current(),
      edit: guarded,
      images,
      journal: stores.journal,
      record,
      isUp: () => true,
      ...refusing(notRunning),
      clock,
    })
    try {
      return await work({ rules: api.rules, images, store, documents, record })
    } finally {
      await api.close()
    }
  })
