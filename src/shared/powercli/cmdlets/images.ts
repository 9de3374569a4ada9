import type { ImageFile, ImageProfile } from '../../document/schema.ts'
import { LabError } from '../../base/index.ts'
import type { Call, Cmdlet } from '../run/cmdlet.ts'
import { isObject, object, textIn, type LabObject } from '../run/values.ts'
import { imageObject } from './objects.ts'
import { names, text, value } from './parameters.ts'
import { matching, nameFrom, notFound } from './resolve.ts'

const module = 'VMware.ImageBuilder'
const standIn =
  'This console opens no depots: the images of this lab stand for it. New ones are imported with "headwaiter import".'

const depotObject = (url: string): LabObject => object('EsxSoftwareDepot', { DepotUrl: url })

/** The form in which PowerCLI shows a depot: a zip has its index named. */
const depotUrl = (typed: string): string =>
  /\.zip$/i.test(typed) ? `zip:${typed}?index.xml` : typed

const addDepot: Cmdlet = {
  name: 'Add-EsxSoftwareDepot',
  module,
  synopsis: 'Adds a depot to this session.',
  description: standIn,
  parameters: [
    text('DepotUrl', 'Address or zip file of the depot.', {
      many: true,
      required: true,
      position: 0,
      pipeline: true,
    }),
  ],
  run: (call) => {
    const urls = call.texts('DepotUrl').map(depotUrl)
    for (const url of urls) if (!call.session.depots.includes(url)) call.session.depots.push(url)
    call.warn(standIn)
    return urls.map(depotObject)
  },
}

const getDepot: Cmdlet = {
  name: 'Get-EsxSoftwareDepot',
  module,
  synopsis: 'Lists the depots of this session.',
  parameters: [],
  run: ({ session }) => session.depots.map(depotObject),
}

const removeDepot: Cmdlet = {
  name: 'Remove-EsxSoftwareDepot',
  module,
  synopsis: 'Removes a depot from this session.',
  parameters: [
    value('SoftwareDepot', 'The depot, by address or as an object.', {
      shown: 'SoftwareDepot',
      required: true,
      position: 0,
      pipeline: true,
    }),
  ],
  changes: true,
  run: (call) => {
    const [given = null] = call.values('SoftwareDepot')
    const url =
      isObject(given) && given.type === 'EsxSoftwareDepot'
        ? textIn(given, 'DepotUrl')
        : depotUrl(nameFrom(given, 'a depot'))
    const at = call.session.depots.indexOf(url)
    if (at < 0) throw notFound('depot')(url)
    if (call.proceeds(url)) call.session.depots.splice(at, 1)
    return []
  },
}

const imagesNamed = (call: Call, typed: readonly string[]): readonly ImageProfile[] =>
  matching(
    call,
    typed,
    call.lab.document().imageProfiles,
    ({ name }) => name,
    notFound('image profile'),
  )

const imageFrom = (call: Call, parameter: string): ImageProfile => {
  const [given = null] = call.values(parameter)
  const typed = nameFrom(given, 'an image profile', 'EsxImageProfile').toLowerCase()
  const found = call.lab.document().imageProfiles.find(({ name }) => name.toLowerCase() === typed)
  if (found === undefined)
    throw notFound('image profile')(nameFrom(given, 'an image profile', 'EsxImageProfile'))
  return found
}

const imageParameter = (name: string, position: number): Cmdlet['parameters'][number] =>
  value(name, 'The image profile, by name or as an object.', {
    shown: 'ImageProfile',
    required: true,
    position,
    naming: 'image',
  })

const getImage: Cmdlet = {
  name: 'Get-EsxImageProfile',
  module,
  synopsis: 'Lists the image profiles of the lab.',
  parameters: [
    names('Names of image profiles, with wildcards.', 'image'),
    text('Vendor', 'Only profiles of these vendors.', { many: true }),
  ],
  run: (call) => {
    const vendors = call.texts('Vendor').map((vendor) => vendor.toLowerCase())
    return imagesNamed(call, call.texts('Name'))
      .filter(({ vendor }) => vendors.length === 0 || vendors.includes(vendor.toLowerCase()))
      .map(imageObject)
  },
}

const newImage: Cmdlet = {
  name: 'New-EsxImageProfile',
  module,
  synopsis: 'Copies an image profile under a new name.',
  parameters: [
    imageParameter('CloneProfile', 0),
    text('Name', 'Name of the new profile.', { required: true, position: 1 }),
    text('Vendor', 'Vendor of the new profile.', { position: 2 }),
  ],
  changes: true,
  examples: [
    {
      code: 'New-EsxImageProfile -CloneProfile ESXi-8.0-standard -Name "Rack A image" -Vendor "Lab"',
      text: 'A copy to give to one rack.',
    },
  ],
  run: async (call) => {
    const from = imageFrom(call, 'CloneProfile')
    const name = call.text('Name') ?? ''
    const imageProfile = { ...from, name, vendor: call.text('Vendor') ?? from.vendor }
    if (call.lab.document().imageProfiles.some((each) => each.name === name))
      throw new LabError('document.name-taken', `There is an image profile "${name}" already.`, {
        name,
      })
    if (!call.proceeds(name)) return []
    await call.lab.edit({ kind: 'addImageProfile', imageProfile })
    return [imageObject(imageProfile)]
  },
}

const removeImage: Cmdlet = {
  name: 'Remove-EsxImageProfile',
  module,
  synopsis: 'Removes an image profile that no rule gives.',
  parameters: [{ ...imageParameter('ImageProfile', 0), pipeline: true }],
  changes: true,
  run: async (call) => {
    const { name } = imageFrom(call, 'ImageProfile')
    if (call.proceeds(name)) await call.lab.edit({ kind: 'removeImageProfile', name })
    return []
  },
}

const packageObject = ({ name, size, sha256 }: ImageFile): LabObject =>
  object('EsxSoftwarePackage', { Name: name, Size: size, Digest: sha256 })

const getPackage: Cmdlet = {
  name: 'Get-EsxSoftwarePackage',
  module,
  synopsis: 'Lists the modules of image profiles.',
  parameters: [
    names('Names of modules, with wildcards.', undefined),
    value('ImageProfile', 'Only the modules of these profiles.', {
      shown: 'ImageProfile',
      many: true,
      pipeline: true,
      naming: 'image',
    }),
  ],
  run: (call) => {
    const typed = call
      .values('ImageProfile')
      .map((given) => nameFrom(given, 'an image profile', 'EsxImageProfile'))
    const files = imagesNamed(call, typed).flatMap(({ modules }) => modules)
    const once = [...new Map(files.map((file) => [`${file.name} ${file.sha256}`, file])).values()]
    return matching(call, call.texts('Name'), once, ({ name }) => name, notFound('module')).map(
      packageObject,
    )
  },
}

const compareImages: Cmdlet = {
  name: 'Compare-EsxImageProfile',
  module,
  synopsis: 'Compares the modules of two image profiles.',
  parameters: [imageParameter('ReferenceProfile', 0), imageParameter('ComparisonProfile', 1)],
  run: (call) => {
    const reference = imageFrom(call, 'ReferenceProfile')
    const comparison = imageFrom(call, 'ComparisonProfile')
    const digests = ({ modules }: ImageProfile): Map<string, string> =>
      new Map(modules.map(({ name, sha256 }) => [name, sha256]))
    const [left, right] = [digests(reference), digests(comparison)]
    const only = (one: Map<string, string>, other: Map<string, string>): string[] =>
      [...one.keys()].filter((name) => !other.has(name))
    const changed = [...left].filter(
      ([name, digest]) => right.has(name) && right.get(name) !== digest,
    )
    const result = {
      OnlyInRef: only(left, right),
      OnlyInComp: only(right, left),
      Changed: changed.map(([name]) => name),
    }
    return [
      object('EsxImageProfileDifference', {
        ReferenceProfile: reference.name,
        ComparisonProfile: comparison.name,
        Equal: Object.values(result).every(({ length }) => length === 0),
        ...result,
      }),
    ]
  },
}

export const imageCmdlets: readonly Cmdlet[] = [
  addDepot,
  getDepot,
  removeDepot,
  getImage,
  newImage,
  removeImage,
  getPackage,
  compareImages,
]
