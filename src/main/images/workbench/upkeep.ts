import { join } from 'node:path'
import { LabError } from '../../../shared/base/index.ts'
import type { ImageProfile } from '../../../shared/document/schema.ts'
import type { StoreCheck, StoreReport } from '../../../shared/image/index.ts'
import { createDepots } from '../depot/depots.ts'
import { exportBundle } from '../depot/bundle-export.ts'
import { exportFolder } from '../export.ts'
import { collectGarbage, repairStore, verifyStore, wantedBy, type Collected } from '../keep.ts'
import type { WorkbenchDeps } from './deps.ts'
import { missingOf, namedFiles } from './named-files.ts'
import { imageNamed, imageSoftwareOf } from './sources.ts'
import { withSteps } from './steps.ts'

/**
 * Every image profile the lab ever had: of every version of its document, undone ones too. What a
 * host's association or a recorded boot names is the image of one of these.
 */
async function* everyImage(documents: WorkbenchDeps['documents']): AsyncGenerator<ImageProfile> {
  const seen = new Set<string>()
  for (let version = 1; ; version++) {
    const images = await imagesIn(documents, version)
    if (images === undefined) return
    for (const image of images) {
      const key = JSON.stringify(image)
      if (seen.has(key)) continue
      seen.add(key)
      yield image
    }
  }
}

const imagesIn = async (
  documents: WorkbenchDeps['documents'],
  version: number,
): Promise<readonly ImageProfile[] | undefined> => {
  try {
    return await documents.imagesIn(version)
  } catch (error) {
    // A version that is there and cannot be read must stop the collection: it may name files.
    if (error instanceof LabError && error.code === 'lab.not-found') return undefined
    throw error
  }
}

const imagesOf = async (documents: WorkbenchDeps['documents']): Promise<ImageProfile[]> => {
  const images: ImageProfile[] = []
  for await (const image of everyImage(documents)) images.push(image)
  return images
}

/** What the store holds, and what of it nothing names. */
export const reportStore = async ({ store, documents }: WorkbenchDeps): Promise<StoreReport> => {
  const wanted = await wantedBy(store, await imagesOf(documents))
  const all = { files: 0, bytes: 0 }
  const unused = { files: 0, bytes: 0 }
  for (const { sha256, size } of await store.list()) {
    for (const amount of wanted.has(sha256) ? [all] : [all, unused]) {
      amount.files += 1
      amount.bytes += size
    }
  }
  return { all, unused, depots: (await createDepots({ store }).list()).length }
}

/** Removes what nothing names; what is younger than an hour stays. */
export const collect = async (
  { store, documents, clock }: WorkbenchDeps,
  signal?: AbortSignal,
): Promise<Collected> =>
  collectGarbage({ store, profiles: await imagesOf(documents), clock, signal })

/**
 * Reads every file of the store, step by step, and looks for those that images and depots name and that are
 * gone. Ends early when the caller goes away.
 */
export async function* checkStore(
  { store, documents }: WorkbenchDeps,
  { repair }: { readonly repair: boolean },
  signal?: AbortSignal,
): AsyncGenerator<StoreCheck> {
  yield yield* withSteps<StoreCheck & { kind: 'progress' }, StoreCheck>(async (tell, stop) => {
    const onProgress = (step: { done: number; total: number }) =>
      tell({ kind: 'progress', ...step })
    const profiles = documents.current().imageProfiles
    // First: what cannot be read of that is said before gigabytes are read.
    const named = await namedFiles(store, profiles)
    const verified = await verifyStore({ store, signal: stop, onProgress })
    const missing = await missingOf(store, named)
    const damaged = [...verified.damaged, ...missing]
    const { mended, lost } = repair
      ? await repairStore({ store, damaged, profiles })
      : { mended: [], lost: [] }
    return {
      kind: 'done',
      checked: verified.checked,
      damaged: damaged.map(({ sha256, size }) => ({
        sha256,
        size,
        usedBy: [...(named.get(sha256)?.usedBy ?? [])],
      })),
      missing: missing.map(({ sha256 }) => sha256),
      mended: [...mended],
      lost: [...lost],
    }
  }, signal)
}

/**
 * Writes an image out as a bundle of its packages or as a folder. `LabError` `image.exists`,
 * `image.no-packages` and those of the store.
 */
export const exportImage = async (
  deps: Pick<WorkbenchDeps, 'store' | 'documents'>,
  {
    imageProfile,
    as,
    path,
    signal,
  }: {
    readonly imageProfile: string
    readonly as: 'bundle' | 'folder'
    readonly path: string
    readonly signal?: AbortSignal | undefined
  },
): Promise<void> => {
  const { store } = deps
  if (as === 'folder') {
    const profile = imageNamed(deps, imageProfile)
    return exportFolder({ store, profile, folder: path, signal })
  }
  const { software } = await imageSoftwareOf(deps, imageProfile)
  return exportBundle({ store, software, file: path, signal })
}

/** Where an image goes in the lab's own folder: a name of letters that no file system minds. */
export const exportPath = (
  folder: string,
  { imageProfile, as }: { readonly imageProfile: string; readonly as: 'bundle' | 'folder' },
): string => {
  const safe = imageProfile.replaceAll(/[^\w.+-]+/g, '_').replace(/^\.+/, '_')
  return join(folder, as === 'bundle' ? `${safe}.zip` : safe)
}
