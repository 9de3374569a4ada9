import { LabError } from '../../../shared/base/index.ts'
import type { ImageProfile } from '../../../shared/document/schema.ts'
import {
  compareVersions,
  softwareOf,
  type Depot,
  type ImageSource,
  type Software,
  type SoftwarePackage,
} from '../../../shared/image/index.ts'
import { createDepots, readSoftware } from '../depot/depots.ts'
import type { WorkbenchDeps } from './deps.ts'

type Ground = Pick<WorkbenchDeps, 'store' | 'documents'>

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** `LabError` `image.profile-unknown`. */
export const imageNamed = ({ documents }: Ground, name: string): ImageProfile => {
  const { imageProfiles } = documents.current()
  const found =
    imageProfiles.find((image) => image.name === name) ??
    imageProfiles.find((image) => sameName(image.name, name))
  if (found !== undefined) return found
  throw new LabError('image.profile-unknown', `There is no image profile "${name}".`, { name })
}

/**
 * The software of a depot's image profile. Without a depot all are looked through: `LabError`
 * `image.profile-ambiguous` when several have one of this name, `image.profile-unknown` when none has.
 */
export const depotSoftware = async (
  { store }: Ground,
  profile: string,
  depotName?: string,
): Promise<Software> => {
  const depots = createDepots({ store })
  if (depotName !== undefined) return softwareOf(await depots.get(depotName), profile)
  const holders = (await depots.list()).filter(({ profiles }) =>
    profiles.some(({ name }) => name === profile),
  )
  const [only, ...others] = holders
  if (only === undefined) {
    throw new LabError('image.profile-unknown', `No depot has an image profile "${profile}".`, {
      name: profile,
    })
  }
  if (others.length === 0) return softwareOf(only, profile)
  const names = holders.map(({ name }) => name).join(', ')
  throw new LabError(
    'image.profile-ambiguous',
    `Several depots have an image profile "${profile}": ${names}.`,
    { name: profile, depots: names },
  )
}

/** The packages of an image profile of the lab; `LabError` `image.no-packages` when it has none. */
export const imageSoftwareOf = async (
  ground: Ground,
  name: string,
): Promise<{ readonly image: ImageProfile; readonly software: Software }> => {
  const image = imageNamed(ground, name)
  const software = await readSoftware(ground.store, image)
  if (software !== undefined) return { image, software: { ...software, name: image.name } }
  throw new LabError('image.no-packages', `"${image.name}" was not made of packages.`, {
    name: image.name,
  })
}

/** The software a source stands for; undefined for an image of the lab not made of packages. */
export const softwareAt = async (
  ground: Ground,
  { imageProfile, depot }: ImageSource,
): Promise<Software | undefined> =>
  depot === undefined
    ? readSoftware(ground.store, imageNamed(ground, imageProfile))
    : depotSoftware(ground, imageProfile, depot)

const isMeant = (wanted: string) => (one: SoftwarePackage) =>
  one.id === wanted || sameName(one.name, wanted)

const newest = (packages: readonly SoftwarePackage[]): SoftwarePackage | undefined =>
  packages.toSorted((a, b) => compareVersions(b.version, a.version))[0]

/** A package by id, or the newest of its name. `LabError` `image.package-unknown`. */
export const packageIn = (depots: readonly Depot[], wanted: string): SoftwarePackage => {
  const all = depots.flatMap(({ packages }) => packages)
  const found = all.find(({ id }) => id === wanted) ?? newest(all.filter(isMeant(wanted)))
  if (found !== undefined) return found
  throw new LabError('image.package-unknown', `No depot has a package "${wanted}".`, {
    name: wanted,
  })
}
