import { assertNever } from '../../../shared/base/index.ts'
import type { ImageFile, ImageProfile } from '../../../shared/document/schema.ts'
import {
  acceptanceNames,
  addPackage,
  demandSound,
  removePackage,
  withAcceptanceLevel,
  withoutTools,
  type AcceptanceLevel,
  type ImageChange,
  type Software,
} from '../../../shared/image/index.ts'
import { buildImage, createDepots } from '../depot/depots.ts'
import type { WorkbenchDeps } from './deps.ts'
import { depotSoftware, imageNamed, imageSoftwareOf, packageIn } from './sources.ts'

type Ground = Pick<WorkbenchDeps, 'store' | 'documents' | 'clock'>

/** To the second, as depots date their images. */
const now = ({ clock }: Ground): string => `${new Date(clock.now()).toISOString().slice(0, 19)}Z`

/** The name of the image profile that came of it. */
type Made = { imageProfile: string }

/** What an image of the lab is to be made of, and called. */
type Called = {
  readonly name?: string | undefined
  readonly vendor?: string | undefined
}
export type Composed = Called & {
  readonly profile: string
  readonly depot?: string | undefined
  readonly loadersOf?: string | undefined
}
export type Cloned = Called & { readonly from: string; readonly withoutTools: boolean }

/**
 * Makes an image profile of the lab from a depot's. Errors of `depotSoftware` and `composeImage`, and
 * `document.name-taken`.
 */
export const compose = async (ground: Ground, asked: Composed): Promise<Made> => {
  const found = await depotSoftware(ground, asked.profile, asked.depot)
  const software = {
    ...found,
    name: asked.name ?? found.name,
    vendor: asked.vendor ?? found.vendor,
  }
  const loaders =
    asked.loadersOf === undefined ? {} : loadersOf(imageNamed(ground, asked.loadersOf))
  return added(ground, await buildImage({ store: ground.store, software, loaders }))
}

/**
 * Makes an image profile of packages. `LabError` `image.package-unknown`, `image.package-refused` when they
 * do not go together, `image.no-kernel`, `document.name-taken`.
 */
export const assemble = async (
  ground: Ground,
  { packages: wanted, ...about }: Assembled,
): Promise<Made> => {
  const depots = await createDepots({ store: ground.store }).list()
  const packages = wanted.map(({ package: name, depot }) =>
    packageIn(
      depots.filter((each) => depot === undefined || each.name === depot),
      name,
    ),
  )
  const created = now(ground)
  const software = demandSound({
    ...about,
    created,
    modified: created,
    packages,
    bootNames: {},
  })
  return added(ground, await buildImage({ store: ground.store, software }))
}

/** What an image is to be made of. */
export type Assembled = {
  readonly name: string
  readonly vendor: string
  readonly acceptanceLevel: AcceptanceLevel
  readonly packages: readonly { readonly package: string; readonly depot?: string | undefined }[]
}

const added = async ({ documents }: Ground, imageProfile: ImageProfile): Promise<Made> => {
  await documents.edit({ kind: 'addImageProfile', imageProfile })
  return { imageProfile: imageProfile.name }
}

const loadersOf = ({ loader, uefiLoader }: ImageProfile) => ({
  ...(loader === undefined ? {} : { loader }),
  ...(uefiLoader === undefined ? {} : { uefiLoader }),
})

/**
 * A copy of an image profile of the lab. Without VMware Tools it must be one made of packages; it is then
 * called as `withoutTools` calls it, unless a name is given.
 */
export const clone = async (ground: Ground, asked: Cloned): Promise<Made> => {
  const image = imageNamed(ground, asked.from)
  const vendor = asked.vendor ?? image.vendor
  if (!asked.withoutTools) {
    return added(ground, { ...image, name: asked.name ?? `${image.name} copy`, vendor })
  }
  const { software } = await imageSoftwareOf(ground, asked.from)
  const lighter = withoutTools(software)
  const named = { ...lighter, name: asked.name ?? lighter.name, vendor, modified: now(ground) }
  return added(ground, await rebuilt(ground, image, named))
}

/** The image of other software; what an admin set by hand in the old one stays. */
const rebuilt = async (
  { store }: Pick<Ground, 'store'>,
  before: ImageProfile,
  software: Software,
): Promise<ImageProfile> => {
  const image = await buildImage({ store, software, loaders: loadersOf(before) })
  const options = new Map(
    [before.kernel, ...before.modules].map((file) => [file.name, file.options]),
  )
  const withOptions = (file: ImageFile): ImageFile => ({
    ...file,
    options: options.get(file.name) ?? file.options,
  })
  return {
    ...image,
    ...(before.bootConfig === undefined ? {} : { bootConfig: before.bootConfig }),
    kernel: withOptions(image.kernel),
    kernelOptions: before.kernelOptions,
    modules: image.modules.map(withOptions),
  }
}

/**
 * One step of work on an image profile: a new version of the document, to be undone like any. Errors
 * `image.package-unknown`, `image.package-refused`, `image.no-packages`, `image.no-kernel`.
 */
export const change = async (
  ground: Ground,
  { imageProfile, change: step }: { readonly imageProfile: string; readonly change: ImageChange },
): Promise<Made> => {
  const { image, software } = await imageSoftwareOf(ground, imageProfile)
  const { changed, summary } = await applied(ground, software, step)
  await ground.documents.edit({
    kind: 'changeImageProfile',
    imageProfile: await rebuilt(ground, image, { ...changed, modified: now(ground) }),
    summary,
  })
  return { imageProfile: image.name }
}

const applied = async (
  { store }: Pick<Ground, 'store'>,
  software: Software,
  step: ImageChange,
): Promise<{ readonly changed: Software; readonly summary: string }> => {
  const { name } = software
  switch (step.kind) {
    case 'addPackage': {
      const depots = createDepots({ store })
      const from = step.depot === undefined ? await depots.list() : [await depots.get(step.depot)]
      const one = packageIn(from, step.package)
      const changed = addPackage(software, one)
      return { changed, summary: `Added ${one.name} ${one.version} to ${name}` }
    }
    case 'removePackage':
      return {
        changed: removePackage(software, step.name),
        summary: `Removed ${step.name} from ${name}`,
      }
    case 'acceptanceLevel':
      return {
        changed: withAcceptanceLevel(software, step.level),
        summary: `Set ${name} to ${acceptanceNames[step.level]}`,
      }
    default:
      return assertNever(step)
  }
}
