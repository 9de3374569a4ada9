import type { ImageProfile } from '../../../shared/document/schema.ts'
import { filesOf } from '../../../shared/image/index.ts'
import { createDepots, readSoftware } from '../depot/depots.ts'
import { filesOfPackage, unlessLost } from '../keep.ts'
import type { Blob, ImageStore } from '../store.ts'

/** Files by digest, each with the names of the images and depots that need it. */
export type NamedFiles = ReadonlyMap<string, Blob & { readonly usedBy: ReadonlySet<string> }>

/** What an image names: its boot files, its list of packages, and the packages with all that is in them. */
export const filesOfImage = async (
  store: ImageStore,
  image: ImageProfile,
): Promise<readonly Blob[]> => {
  const software = await readSoftware(store, image).catch(unlessLost)
  // How long a list is, only the list itself tells.
  const list = image.software === undefined ? [] : [{ sha256: image.software, size: 0 }]
  return [...filesOf(image), ...list, ...(software?.packages ?? []).flatMap(filesOfPackage)]
}

/** What these images and the depots of the store name. */
export const namedFiles = async (
  store: ImageStore,
  images: readonly ImageProfile[],
): Promise<NamedFiles> => {
  const named = new Map<string, Blob & { readonly usedBy: Set<string> }>()
  const name = (user: string, files: readonly Blob[]) => {
    for (const { sha256, size } of files) {
      const known = named.get(sha256)
      if (known === undefined) named.set(sha256, { sha256, size, usedBy: new Set([user]) })
      else known.usedBy.add(user)
    }
  }
  for (const image of images) name(image.name, await filesOfImage(store, image))
  for (const depot of await createDepots({ store }).list())
    name(depot.name, depot.packages.flatMap(filesOfPackage))
  return named
}

/** Those of them that the store has not. */
export const missingOf = async (
  store: Pick<ImageStore, 'has'>,
  named: NamedFiles,
): Promise<readonly Blob[]> => {
  const missing: Blob[] = []
  for (const file of named.values()) if (!(await store.has(file.sha256))) missing.push(file)
  return missing
}
