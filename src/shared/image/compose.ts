import { LabError } from '../base/index.ts'
import type { ImageFile, ImageProfile } from '../document/schema.ts'
import type { Depot, Payload, Software, SoftwarePackage } from './package.ts'

/** Payloads that are boot modules; others are the installer's own. */
const bootTypes = new Set(['boot', 'vgz', 'tgz'])
const endings: Readonly<Record<string, string>> = { boot: 'b', vgz: 'v', tgz: 't' }
/** Payloads of `esx-base` that mboot loads as the kernel: the first of these that is there. */
const kernels = ['b', 'tboot']

/** The software of one of a depot's image profiles. `LabError` `image.profile-unknown`. */
export const softwareOf = (depot: Depot, profileName: string): Software => {
  const profile = depot.profiles.find(({ name }) => name === profileName)
  if (profile === undefined) {
    const message = `The depot ${depot.name} has no image profile ${profileName}.`
    throw new LabError('image.profile-unknown', message, { name: profileName })
  }
  const { name, vendor, acceptanceLevel, created, bootNames } = profile
  const packages = profile.packages.map((id) => packageIn(depot, id))
  const dates = created === '' ? {} : { created, modified: created }
  return { name, vendor, acceptanceLevel, ...dates, bootNames, packages }
}

const packageIn = (depot: Depot, id: string): SoftwarePackage => {
  const found = depot.packages.find((one) => one.id === id)
  if (found !== undefined) return found
  throw new LabError('image.depot-invalid', `The depot ${depot.name} has no package ${id}.`, { id })
}

/**
 * The image that hosts boot: kernel first, then every other boot payload in the order of its packages.
 * Payloads keep the boot names their profile gives them; the others get eight letters of their own name
 * and an ending that is still free, as in `net_e100.v01`. `LabError` `image.no-kernel` when no payload
 * is a kernel.
 */
export const composeImage = (software: Software): ImageProfile => {
  const placed = nameAll(software)
  const kernel = kernelOf(placed)
  return {
    name: software.name,
    kind: 'esxi',
    vendor: software.vendor,
    version: software.packages.find(({ name }) => name === 'esx-base')?.version ?? '',
    kernel: kernel.file,
    kernelOptions: '',
    modules: placed.filter((one) => one !== kernel).map(({ file }) => file),
  }
}

type Placed = { readonly package: string; readonly payload: Payload; readonly file: ImageFile }

const nameAll = ({ packages, bootNames }: Software): readonly Placed[] => {
  const payloads = packages.flatMap((one) =>
    one.payloads
      .filter(({ type }) => bootTypes.has(type))
      .map((payload) => ({ package: one.name, payload })),
  )
  const known = ({ package: owner, payload }: (typeof payloads)[number]) =>
    bootNames[`${owner}/${payload.name}`]
  const taken = new Set(payloads.flatMap((one) => known(one) ?? []))
  return payloads.map((one) => {
    const name = known(one) ?? freeName(one.payload, taken)
    taken.add(name)
    const { sha256, size } = one.payload
    return { ...one, file: { name, sha256, size, options: '' } }
  })
}

const freeName = ({ name, type }: Payload, taken: ReadonlySet<string>): string => {
  const stem = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '_')
    .slice(0, 8)
  for (let count = 0; ; count++) {
    const candidate = `${stem}.${endings[type] ?? 'v'}${String(count).padStart(2, '0')}`
    if (!taken.has(candidate)) return candidate
  }
}

const kernelOf = (placed: readonly Placed[]): Placed => {
  const boots = placed.filter(({ payload }) => payload.type === 'boot')
  const named = kernels
    .map((name) => boots.find(({ payload }) => payload.name === name))
    .find((one) => one !== undefined)
  const kernel = named ?? boots[0]
  if (kernel !== undefined) return kernel
  throw new LabError('image.no-kernel', 'None of the packages brings a kernel.')
}
