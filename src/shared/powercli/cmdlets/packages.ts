import { LabError } from '../../base/index.ts'
import type { ImageFile, ImageProfile } from '../../document/schema.ts'
import { acceptanceLevels, acceptanceNames } from '../../image/index.ts'
import type { Call, Cmdlet } from '../run/cmdlet.ts'
import { isObject, object, propertyOf, toText, type LabObject, type Value } from '../run/values.ts'
import { connectedDepots, depotImageFrom } from './depots.ts'
import { imageFrom, imageParameter, imagesNamed } from './image-names.ts'
import { imageNow } from './image-objects.ts'
import { flag, names, text, value } from './parameters.ts'
import { matching, nameFrom, notFound } from './resolve.ts'

const module = 'VMware.ImageBuilder'

type About = {
  readonly id: string
  readonly name: string
  readonly version: string
  readonly vendor: string
  readonly released: string
  readonly acceptanceLevel: (typeof acceptanceLevels)[number]
}

export const packageObject = (one: About, depot = ''): LabObject =>
  object('EsxSoftwarePackage', {
    Name: one.name,
    Version: one.version,
    Vendor: one.vendor,
    ReleaseDate: one.released,
    AcceptanceLevel: acceptanceNames[one.acceptanceLevel],
    Guid: one.id,
    Depot: depot,
  })

/** A module of an image that was not made of packages. */
const moduleObject = ({ name, size, sha256 }: ImageFile): LabObject =>
  object('EsxBootModule', { Name: name, Size: size, Digest: sha256 })

/** What an image of the lab is made of: packages, or modules when it has none. */
const partsOf = async (call: Call, image: ImageProfile): Promise<readonly LabObject[]> => {
  if (image.software === undefined) return image.modules.map(moduleObject)
  const { software } = await call.lab.images.software({ imageProfile: image.name })
  return software.packages.map((one) => packageObject(one))
}

const partsOfGiven = async (call: Call, given: Value): Promise<readonly LabObject[]> => {
  const typed = nameFrom(given, 'an image profile', 'EsxImageProfile')
  const isThere = call.lab
    .document()
    .imageProfiles.some(({ name }) => name.toLowerCase() === typed.toLowerCase())
  const inDepot = isThere ? undefined : await depotImageFrom(call, given)
  if (inDepot === undefined) {
    const images = imagesNamed(call, [typed])
    return (await Promise.all(images.map((image) => partsOf(call, image)))).flat()
  }
  const { depot, profile } = inDepot
  const { software } = await call.lab.images.software({ imageProfile: profile.name, depot })
  return software.packages.map((one) => packageObject(one, depot))
}

/** Packages of the added depots, and what the images of the lab are made of. */
const everyPart = async (call: Call): Promise<readonly LabObject[]> => {
  const depots = await connectedDepots(call)
  const inDepots = await Promise.all(
    depots.map(async ({ name }) =>
      (await call.lab.images.packages({ name })).map((one) => packageObject(one, name)),
    ),
  )
  if (depots.length > 0) return inDepots.flat()
  const { imageProfiles } = call.lab.document()
  return (await Promise.all(imageProfiles.map((image) => partsOf(call, image)))).flat()
}

const nameOf = (one: LabObject): string => toText(propertyOf(one, 'Name') ?? '')

/** Each once: images share most of their parts. */
const once = (parts: readonly LabObject[]): readonly LabObject[] => {
  const key = (one: LabObject) =>
    ['Name', 'Guid', 'Digest'].map((property) => toText(propertyOf(one, property) ?? '')).join(' ')
  return [...new Map(parts.map((one) => [key(one), one])).values()]
}

const getPackage: Cmdlet = {
  name: 'Get-EsxSoftwarePackage',
  module,
  synopsis: 'Lists the packages of depots and image profiles.',
  description:
    'The packages of the depots that were added or, without any, those of the images of the lab. An image that was not made of packages shows its modules.',
  parameters: [
    names('Names of packages, with wildcards.', undefined),
    value('ImageProfile', 'Only the packages of these profiles.', {
      shown: 'ImageProfile',
      many: true,
      pipeline: true,
      naming: 'image',
    }),
  ],
  run: async (call) => {
    const given = call.values('ImageProfile')
    const parts =
      given.length === 0
        ? await everyPart(call)
        : (await Promise.all(given.map((one) => partsOfGiven(call, one)))).flat()
    return matching(call, call.texts('Name'), once(parts), nameOf, notFound('package'))
  },
}

const packageParameter = (help: string): Cmdlet['parameters'][number] =>
  value('SoftwarePackage', help, {
    shown: 'SoftwarePackage',
    many: true,
    required: true,
    position: 1,
  })

/**
 * The packages given, each with the depot to take it from. `LabError` `image.package-unknown` when no added
 * depot has one.
 */
export const packagesFrom = async (
  call: Call,
  parameter: string,
): Promise<readonly { readonly package: string; readonly depot: string }[]> => {
  const found = []
  for (const given of call.values(parameter)) {
    const wanted = wantedFrom(given)
    found.push({ package: wanted, depot: await depotOf(call, given, wanted) })
  }
  return found
}

/** The depot to take a package from: what its object says, else the first added one that has it. */
const depotOf = async (call: Call, given: Value, wanted: string): Promise<string> => {
  const said = isObject(given) ? toText(propertyOf(given, 'Depot') ?? '') : ''
  if (said !== '') return said
  for (const { name } of await connectedDepots(call)) {
    const packages = await call.lab.images.packages({ name })
    if (
      packages.some((one) => one.id === wanted || one.name.toLowerCase() === wanted.toLowerCase())
    )
      return name
  }
  throw new LabError('image.package-unknown', `No depot of this session has "${wanted}".`, {
    name: wanted,
  })
}

/** The id when an object was given, so that just this version is meant; else the name. */
const wantedFrom = (given: Value): string =>
  isObject(given) && given.type === 'EsxSoftwarePackage'
    ? toText(propertyOf(given, 'Guid') ?? '')
    : nameFrom(given, 'a package')

const addPackage: Cmdlet = {
  name: 'Add-EsxSoftwarePackage',
  module,
  synopsis: 'Adds packages of the added depots to an image profile, or other versions of its own.',
  parameters: [
    { ...imageParameter('ImageProfile', 0), pipeline: true },
    packageParameter('The packages, by name (then the newest) or as objects.'),
    flag('Force', 'Accepted; what does not fit is refused all the same.'),
  ],
  changes: true,
  examples: [
    {
      code: 'Add-EsxSoftwarePackage -ImageProfile "Rack A image" -SoftwarePackage net-e1000e',
      text: 'The newest version that a depot of this session has.',
    },
  ],
  run: async (call) => {
    const { name } = imageFrom(call, 'ImageProfile')
    const packages = await packagesFrom(call, 'SoftwarePackage')
    if (!call.proceeds(name)) return []
    for (const one of packages) {
      await call.lab.images.change({ imageProfile: name, change: { kind: 'addPackage', ...one } })
    }
    return imageNow(call, name)
  },
}

const removePackage: Cmdlet = {
  name: 'Remove-EsxSoftwarePackage',
  module,
  synopsis: 'Removes packages that no other needs from an image profile.',
  parameters: [
    { ...imageParameter('ImageProfile', 0), pipeline: true },
    packageParameter('The packages, by name or as objects.'),
  ],
  changes: true,
  run: async (call) => {
    const { name: imageProfile } = imageFrom(call, 'ImageProfile')
    if (!call.proceeds(imageProfile)) return []
    for (const given of call.values('SoftwarePackage')) {
      const name = nameFrom(given, 'a package', 'EsxSoftwarePackage')
      await call.lab.images.change({ imageProfile, change: { kind: 'removePackage', name } })
    }
    return imageNow(call, imageProfile)
  },
}

/** The acceptance level as Image Builder spells it. */
export const levelParameter = (required: boolean): Cmdlet['parameters'][number] =>
  text('AcceptanceLevel', 'The loosest packages it may have.', {
    required,
    values: acceptanceLevels.map((level) => acceptanceNames[level]),
  })

export const levelFrom = (call: Call): (typeof acceptanceLevels)[number] | undefined => {
  const typed = call.text('AcceptanceLevel')?.toLowerCase()
  return acceptanceLevels.find((level) => acceptanceNames[level].toLowerCase() === typed)
}

const setImage: Cmdlet = {
  name: 'Set-EsxImageProfile',
  module,
  synopsis: 'Sets the acceptance level of an image profile.',
  parameters: [{ ...imageParameter('ImageProfile', 0), pipeline: true }, levelParameter(true)],
  changes: true,
  run: async (call) => {
    const { name } = imageFrom(call, 'ImageProfile')
    const level = levelFrom(call)
    if (level === undefined || !call.proceeds(name)) return []
    await call.lab.images.change({ imageProfile: name, change: { kind: 'acceptanceLevel', level } })
    return imageNow(call, name)
  },
}

export const packageCmdlets: readonly Cmdlet[] = [getPackage, addPackage, removePackage, setImage]
