import { LabError } from '../../base/index.ts'
import type { ImageSource } from '../../image/index.ts'
import type { Call, Cmdlet } from '../run/cmdlet.ts'
import { object, propertyOf, toText, type LabObject } from '../run/values.ts'
import { depotImageFrom, depotImageObject, depotImages } from './depots.ts'
import { findImage, imageFrom, imageParameter } from './image-names.ts'
import { imageNow, labImageObject } from './image-objects.ts'
import { levelFrom, levelParameter, packagesFrom } from './packages.ts'
import { flag, names, text, value } from './parameters.ts'
import { matching, nameFrom, notFound } from './resolve.ts'

const module = 'VMware.ImageBuilder'

const getImage: Cmdlet = {
  name: 'Get-EsxImageProfile',
  module,
  synopsis: 'Lists the image profiles of the lab and of the depots that were added.',
  parameters: [
    names('Names of image profiles, with wildcards.', 'image'),
    text('Vendor', 'Only profiles of these vendors.', { many: true }),
  ],
  run: async (call) => {
    const own = call.lab.document().imageProfiles
    const here = new Set(own.map(({ name }) => name))
    const others = (await depotImages(call)).filter(({ profile }) => !here.has(profile.name))
    const ofLab = await Promise.all(own.map((image) => labImageObject(call, image)))
    const all = [...ofLab, ...others.map(depotImageObject)]
    const of = (property: string) => (image: (typeof all)[number]) =>
      toText(propertyOf(image, property) ?? '')
    const vendors = call.texts('Vendor').map((vendor) => vendor.toLowerCase())
    return matching(call, call.texts('Name'), all, of('Name'), notFound('image profile')).filter(
      (image) => vendors.length === 0 || vendors.includes(of('Vendor')(image).toLowerCase()),
    )
  },
}

const refuseTaken = (call: Call, name: string): void => {
  if (!call.lab.document().imageProfiles.some((each) => each.name === name)) return
  throw new LabError('document.name-taken', `There is an image profile "${name}" already.`, {
    name,
  })
}

/** Without a level `PartnerSupported`: our choice, since most drivers are. */
const assembled = async (call: Call): Promise<readonly LabObject[]> => {
  const name = call.text('Name') ?? ''
  refuseTaken(call, name)
  const packages = await packagesFrom(call, 'SoftwarePackage')
  if (!call.proceeds(name)) return []
  const acceptanceLevel = levelFrom(call) ?? 'partner'
  const vendor = call.text('Vendor') ?? ''
  await call.lab.images.assemble({ name, vendor, acceptanceLevel, packages })
  return imageNow(call, name)
}

const newImage: Cmdlet = {
  name: 'New-EsxImageProfile',
  module,
  synopsis: 'Copies an image profile of the lab or of an added depot, or makes one of packages.',
  parameters: [
    { ...imageParameter('CloneProfile', 0), required: false },
    flag('NewProfile', 'Makes one of the packages given.'),
    text('Name', 'Name of the new profile.', { required: true, position: 1 }),
    text('Vendor', 'Vendor of the new profile.', { position: 2 }),
    value('SoftwarePackage', 'With -NewProfile: its packages, by name or as objects.', {
      shown: 'SoftwarePackage',
      many: true,
    }),
    levelParameter(false),
  ],
  either: ['CloneProfile', 'NewProfile'],
  changes: true,
  examples: [
    {
      code: 'New-EsxImageProfile -CloneProfile ESXi-8.0-standard -Name "Rack A image" -Vendor "Lab"',
      text: 'A copy to give to one rack.',
    },
  ],
  run: async (call) => {
    if (call.flag('NewProfile')) return assembled(call)
    const [given = null] = call.values('CloneProfile')
    const own = findImage(call, 'CloneProfile')
    const inDepot = own === undefined ? await depotImageFrom(call, given) : undefined
    // Says that there is none.
    if (own === undefined && inDepot === undefined) imageFrom(call, 'CloneProfile')
    const name = call.text('Name') ?? ''
    const vendor = call.text('Vendor')
    refuseTaken(call, name)
    if (!call.proceeds(name)) return []
    if (own !== undefined) {
      const imageProfile = { ...own, name, vendor: vendor ?? own.vendor }
      await call.lab.edit({ kind: 'addImageProfile', imageProfile })
    } else if (inDepot !== undefined) {
      const { depot, profile } = inDepot
      const named = vendor === undefined ? { name } : { name, vendor }
      await call.lab.images.compose({ profile: profile.name, depot, ...named })
    }
    return imageNow(call, name)
  },
}

const removeImage: Cmdlet = {
  name: 'Remove-EsxImageProfile',
  module,
  synopsis: 'Removes an image profile that no rule, cluster or host uses.',
  parameters: [{ ...imageParameter('ImageProfile', 0), pipeline: true }],
  changes: true,
  run: async (call) => {
    const { name } = imageFrom(call, 'ImageProfile')
    if (call.proceeds(name)) await call.lab.edit({ kind: 'removeImageProfile', name })
    return []
  },
}

const sourceFrom = async (call: Call, parameter: string): Promise<ImageSource> => {
  const own = findImage(call, parameter)
  if (own !== undefined) return { imageProfile: own.name }
  const [given = null] = call.values(parameter)
  const inDepot = await depotImageFrom(call, given)
  if (inDepot === undefined) throw notFound('image profile')(nameFrom(given, '', 'EsxImageProfile'))
  return { imageProfile: inDepot.profile.name, depot: inDepot.depot }
}

const compareImages: Cmdlet = {
  name: 'Compare-EsxImageProfile',
  module,
  synopsis: 'Compares two image profiles: by packages, or by files where one has none.',
  parameters: [imageParameter('ReferenceProfile', 0), imageParameter('ComparisonProfile', 1)],
  run: async (call) => {
    const first = await sourceFrom(call, 'ReferenceProfile')
    const second = await sourceFrom(call, 'ComparisonProfile')
    const found = await call.lab.images.compare({ first, second })
    const namesOf = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name)
    const { added, removed, changed } = found
    return [
      object('EsxImageProfileDifference', {
        ReferenceProfile: first.imageProfile,
        ComparisonProfile: second.imageProfile,
        Equal: [added, removed, changed].every(({ length }) => length === 0),
        OnlyInRef: namesOf(removed),
        OnlyInComp: namesOf(added),
        Changed: namesOf(changed),
        UpgradeFromRef: namesOf(changed.filter(({ newer }) => newer === true)),
        DowngradeFromRef: namesOf(changed.filter(({ newer }) => newer === false)),
      }),
    ]
  },
}

const exportImage: Cmdlet = {
  name: 'Export-EsxImageProfile',
  module,
  synopsis: "Writes an image profile as an offline bundle into the lab's folder.",
  description:
    'This console reaches no file of the computer: the bundle goes into the folder exports of the lab, whatever path is typed, and nothing there is overwritten.',
  parameters: [
    { ...imageParameter('ImageProfile', 0), pipeline: true },
    flag('ExportToBundle', 'As an offline bundle.'),
    flag('ExportToIso', 'This lab writes no ISO images.'),
    text('FilePath', 'Accepted; the image goes by its own name.', { position: 1 }),
    flag('Force', 'Accepted; nothing is overwritten.'),
    flag('NoSignatureCheck', 'Accepted; signatures are kept as they came.'),
  ],
  either: ['ExportToBundle', 'ExportToIso'],
  changes: true,
  run: async (call) => {
    if (call.flag('ExportToIso'))
      throw new LabError(
        'powercli.not-in-this-lab',
        'This lab writes no ISO images; -ExportToBundle works.',
      )
    const { name } = imageFrom(call, 'ImageProfile')
    if (!call.proceeds(name)) return []
    const { path } = await call.lab.images.export({ imageProfile: name, as: 'bundle' })
    call.say(`Wrote exports/${path.split(/[\\/]/).at(-1) ?? ''} in the folder of the lab.`)
    return []
  },
}

const repairCache: Cmdlet = {
  name: 'Repair-DeployImageCache',
  module: 'VMware.DeployAutomation',
  synopsis: 'Checks every image file of the lab, and puts back what a package still has.',
  parameters: [],
  changes: true,
  needs: 'rules',
  run: async (call) => {
    if (!call.proceeds('image store')) return []
    for await (const step of call.lab.images.check({ repair: true }, call.signal)) {
      if (step.kind === 'progress') continue
      call.say(`Checked ${step.checked} files: ${step.mended.length} mended.`)
      for (const { sha256, usedBy } of step.damaged.filter((one) => step.lost.includes(one.sha256)))
        call.warn(`${sha256.slice(0, 12)} of ${usedBy.join(', ')} is lost: import it again.`)
    }
    return []
  },
}

export const imageCmdlets: readonly Cmdlet[] = [
  getImage,
  newImage,
  removeImage,
  compareImages,
  exportImage,
  repairCache,
]
