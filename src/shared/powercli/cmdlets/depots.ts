import { LabError } from '../../base/index.ts'
import { acceptanceNames, type DepotSummary } from '../../image/index.ts'
import type { Call, Cmdlet } from '../run/cmdlet.ts'
import { isObject, object, propertyOf, textIn, toText, type LabObject } from '../run/values.ts'
import { text, value } from './parameters.ts'
import { nameFrom, notFound } from './resolve.ts'

const module = 'VMware.ImageBuilder'
const standIn =
  'The lab has no depot of this name: the images of this lab stand for it. Take it in with "headwaiter images add-depot", or drop it onto the window.'

const depotObject = (url: string): LabObject => object('EsxSoftwareDepot', { DepotUrl: url })

/** The form in which PowerCLI shows a depot: a zip has its index named. */
const depotUrl = (typed: string): string =>
  /\.zip$/i.test(typed) ? `zip:${typed}?index.xml` : typed

/** `zip:C:\depot\a.zip?index.xml` is the file `a.zip`. */
const fileOf = (url: string): string =>
  (url.replace(/\?.*$/, '').split(/[\\/]/).at(-1) ?? url).toLowerCase()

const isOf = (url: string, { name, origin }: DepotSummary): boolean =>
  [origin.toLowerCase(), name.toLowerCase(), `${name.toLowerCase()}.zip`].includes(fileOf(url))

/** The depots of the lab that this session added. */
export const connectedDepots = async ({ lab, session }: Call): Promise<readonly DepotSummary[]> => {
  if (session.depots.length === 0) return []
  const all = await lab.images.depots()
  return all.filter((depot) => session.depots.some((url) => isOf(url, depot)))
}

/** The depot of the lab that a typed path or address means; `LabError` `powercli.not-found` without one. */
export const depotTyped = async (call: Call, typed: string): Promise<DepotSummary> => {
  const found = (await call.lab.images.depots()).find((depot) => isOf(depotUrl(typed), depot))
  if (found === undefined) throw notFound('depot')(typed)
  return found
}

/** An image profile of a depot, and the depot. */
export type DepotImage = {
  readonly depot: string
  readonly profile: DepotSummary['profiles'][number]
}

/** The image profiles of the depots that this session added. */
export const depotImages = async (call: Call): Promise<readonly DepotImage[]> =>
  (await connectedDepots(call)).flatMap(({ name, profiles }) =>
    profiles.map((profile) => ({ depot: name, profile })),
  )

export const depotImageObject = ({ depot, profile }: DepotImage): LabObject =>
  object('EsxImageProfile', {
    Name: profile.name,
    Vendor: profile.vendor,
    Version: '',
    Kind: 'esxi',
    Packages: profile.packages,
    AcceptanceLevel: acceptanceNames[profile.acceptanceLevel],
    CreationTime: profile.created,
    ModifiedTime: profile.created,
    Depot: depot,
  })

/**
 * The depot's image profile that a name or an object means; undefined when no added depot has it.
 * `LabError` `powercli.ambiguous-name` when several have.
 */
export const depotImageFrom = async (
  call: Call,
  given: ReturnType<Call['values']>[number],
): Promise<DepotImage | undefined> => {
  const typed = nameFrom(given, 'an image profile', 'EsxImageProfile')
  const depot = isObject(given) ? toText(propertyOf(given, 'Depot') ?? '') : ''
  const found = (await depotImages(call)).filter(
    (image) =>
      image.profile.name.toLowerCase() === typed.toLowerCase() &&
      (depot === '' || image.depot === depot),
  )
  if (found.length > 1)
    throw new LabError(
      'powercli.ambiguous-name',
      `"${typed}" is in the depots ${found.map((image) => image.depot).join(' and ')}.`,
      { name: typed },
    )
  return found[0]
}

/**
 * Makes images of the lab from those of added depots that a rule is to give, as PowerCLI uploads them
 * when the rule is made. False under `-WhatIf`, when there would be any.
 */
export const bringIn = async (call: Call, parameter: string): Promise<boolean> => {
  const { imageProfiles } = call.lab.document()
  const here = new Set(imageProfiles.map(({ name }) => name.toLowerCase()))
  for (const given of call.values(parameter)) {
    const isImage = isObject(given) && given.type === 'EsxImageProfile'
    if (typeof given !== 'string' && !isImage) continue
    if (here.has(nameFrom(given, 'an image profile', 'EsxImageProfile').toLowerCase())) continue
    const image = await depotImageFrom(call, given)
    if (image === undefined) continue
    if (!call.proceeds(image.profile.name)) return false
    call.say(`Adding ${image.profile.name} to the lab: ${image.profile.packages} packages.`)
    await call.lab.images.compose({ profile: image.profile.name, depot: image.depot })
  }
  return true
}

const add: Cmdlet = {
  name: 'Add-EsxSoftwareDepot',
  module,
  synopsis: 'Adds a depot to this session.',
  description:
    'A depot that the lab took in is known by the name of its file. Its image profiles and packages can then be listed, copied and given to hosts.',
  parameters: [
    text('DepotUrl', 'Address or zip file of the depot.', {
      many: true,
      required: true,
      position: 0,
      pipeline: true,
    }),
  ],
  run: async (call) => {
    const urls = call.texts('DepotUrl').map(depotUrl)
    const known = await call.lab.images.depots()
    for (const url of urls) if (!call.session.depots.includes(url)) call.session.depots.push(url)
    if (urls.some((url) => !known.some((depot) => isOf(url, depot)))) call.warn(standIn)
    return urls.map(depotObject)
  },
}

const get: Cmdlet = {
  name: 'Get-EsxSoftwareDepot',
  module,
  synopsis: 'Lists the depots of this session.',
  parameters: [],
  run: ({ session }) => session.depots.map(depotObject),
}

const remove: Cmdlet = {
  name: 'Remove-EsxSoftwareDepot',
  module,
  synopsis: 'Removes a depot from this session; the lab keeps it.',
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

export const depotCmdlets: readonly Cmdlet[] = [add, get, remove]
