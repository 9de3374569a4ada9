import { LabError } from '../../base/index.ts'
import type { ImageFile, ImageProfile } from '../../document/schema.ts'
import {
  acceptanceLevels,
  acceptanceNames,
  compareVersions,
  type PackageLine,
} from '../../image/index.ts'
import type { Call, Cmdlet } from '../run/cmdlet.ts'
import {
  isObject,
  object,
  propertyOf,
  textIn,
  toText,
  type LabObject,
  type Value,
} from '../run/values.ts'
import { anyOf } from '../run/wildcard.ts'
import { connectedDepots, depotImageFrom } from './depots.ts'
import { imageFrom, imageParameter, imagesNamed } from './image-names.ts'
import { imageNow } from './image-objects.ts'
import { packageObject } from './objects.ts'
import { flag, names, text, value } from './parameters.ts'
import { matching, nameFrom, notFound } from './resolve.ts'

const module = 'VMware.ImageBuilder'

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

const nameOf = (one: LabObject): string => textIn(one, 'Name')

/** Each once: images share most of their parts. */
const once = (parts: readonly LabObject[]): readonly LabObject[] => {
  const key = (one: LabObject) =>
    ['Name', 'Guid', 'Digest'].map((property) => toText(propertyOf(one, property) ?? '')).join(' ')
  return [...new Map(parts.map((one) => [key(one), one])).values()]
}

const levelNames = acceptanceLevels.map((level) => acceptanceNames[level])

/** Whether a package has one of the vendors and one of the levels that were given; without any, each has. */
const isAskedFor = (call: Call): ((one: LabObject) => boolean) => {
  const isVendor = anyOf(call.texts('Vendor'))
  const levels = call.texts('AcceptanceLevel').map((level) => level.toLowerCase())
  return (one) =>
    isVendor(textIn(one, 'Vendor')) &&
    (levels.length === 0 || levels.includes(textIn(one, 'AcceptanceLevel').toLowerCase()))
}

const newest = (parts: readonly LabObject[]): readonly LabObject[] =>
  parts.filter((one) =>
    parts.every(
      (other) =>
        nameOf(other) !== nameOf(one) ||
        compareVersions(textIn(other, 'Version'), textIn(one, 'Version')) <= 0,
    ),
  )

const getPackage: Cmdlet = {
  name: 'Get-EsxSoftwarePackage',
  module,
  synopsis: 'Lists the packages of depots and image profiles.',
  description:
    'The packages of the depots that were added or, without any, those of the images of the lab. An image that was not made of packages shows its modules.',
  parameters: [
    names('Names of packages, with wildcards.', undefined),
    text('Vendor', 'Only packages of these vendors, with wildcards.', { many: true }),
    text('AcceptanceLevel', 'Only packages of these levels.', { many: true, values: levelNames }),
    flag('Newest', 'Of each package only its newest version.'),
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
    const named = matching(call, call.texts('Name'), once(parts), nameOf, notFound('package'))
    const filtered = named.filter(isAskedFor(call))
    return call.flag('Newest') ? newest(filtered) : filtered
  },
}

const packageParameter = (help: string): Cmdlet['parameters'][number] =>
  value('SoftwarePackage', help, {
    shown: 'SoftwarePackage',
    many: true,
    required: true,
    position: 1,
    pipeline: true,
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
  for (const given of call.values(parameter)) found.push(await placeOf(call, given))
  return found
}

/** What a text may mean a package by: its name (then the newest), its id, or its name and version. */
const isMeantBy = (wanted: string) => {
  const typed = wanted.trim().toLowerCase()
  return ({ id, name, version }: PackageLine): boolean =>
    id === wanted || [name, `${name} ${version}`].some((each) => each.toLowerCase() === typed)
}

/** A package and the depot to take it from: what its object says, else the first added one that has it. */
const placeOf = async (
  call: Call,
  given: Value,
): Promise<{ readonly package: string; readonly depot: string }> => {
  const wanted = wantedFrom(given)
  const said = isObject(given) ? textIn(given, 'Depot') : ''
  if (said !== '') return { package: wanted, depot: said }
  for (const { name: depot } of await connectedDepots(call)) {
    const found = (await call.lab.images.packages({ name: depot })).find(isMeantBy(wanted))
    if (found === undefined) continue
    const isNamed = found.name.toLowerCase() === wanted.trim().toLowerCase()
    return { package: isNamed ? found.name : found.id, depot }
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
    packageParameter(
      'The packages, by name (then the newest), by name and version, or as objects.',
    ),
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
    values: levelNames,
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
