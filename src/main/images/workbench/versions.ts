import { LabError } from '../../../shared/base/index.ts'
import type { ImageProfile } from '../../../shared/document/schema.ts'
import type { ImageVersion } from '../../../shared/image/index.ts'
import { compareImages } from './compare.ts'
import type { WorkbenchDeps } from './deps.ts'

type Ground = Pick<WorkbenchDeps, 'store' | 'documents'>

/** Versions of the document that are looked through, the newest ones. */
const most = 500

const imageIn = (images: readonly ImageProfile[], name: string): ImageProfile | undefined =>
  images.find((image) => image.name === name)

/** The versions in which an image profile was made, changed or removed, newest first. `LabError` `image.profile-unknown` when there is none. */
export const versionsOf = async (
  { documents, store }: Ground,
  { imageProfile: name }: { readonly imageProfile: string },
): Promise<ImageVersion[]> => {
  const found: ImageVersion[] = []
  let before: ImageProfile | undefined
  for (const { version, at, summary } of (await documents.history()).slice(-most)) {
    const after = imageIn(await documents.imagesIn(version), name)
    if (JSON.stringify(after) === JSON.stringify(before)) continue
    const difference =
      before && after ? { difference: await compareImages({ store }, before, after) } : {}
    found.push({ version, at, summary, current: false, ...difference })
    before = after
  }
  if (found.length === 0)
    throw new LabError('image.profile-unknown', `There is no image profile "${name}".`, { name })
  // Versions that were undone come after the one in force; it is the last at or before it.
  const inForce = found.findLast(({ version }) => version <= documents.version())
  return found.map((one) => ({ ...one, current: one === inForce })).toReversed()
}

/**
 * Gives an image profile what it was in an earlier version, also when it was removed since. `LabError`
 * `lab.not-found` for a version there never was, `image.profile-unknown` for one without the image.
 */
export const restore = async (
  { documents }: Pick<Ground, 'documents'>,
  { imageProfile: name, version }: { readonly imageProfile: string; readonly version: number },
): Promise<{ imageProfile: string }> => {
  const imageProfile = imageIn(await documents.imagesIn(version), name)
  if (imageProfile === undefined) {
    throw new LabError('image.profile-unknown', `Version ${version} has no "${name}".`, { name })
  }
  const isThere = imageIn(documents.current().imageProfiles, name) !== undefined
  await documents.edit(
    isThere
      ? {
          kind: 'changeImageProfile',
          imageProfile,
          summary: `Set ${name} back to version ${version}`,
        }
      : { kind: 'addImageProfile', imageProfile },
  )
  return { imageProfile: name }
}
