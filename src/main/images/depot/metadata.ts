import { posix } from 'node:path'
import { LabError } from '../../../shared/base/index.ts'
import type { DepotProfile } from '../../../shared/image/index.ts'
import { acceptanceNames, acceptanceLevel } from '../../../shared/image/index.ts'
import { finderIn, type Archive, type ArchiveFile } from '../archive/archive.ts'
import { openZip, readSmall } from '../archive/zip.ts'
import { readDescriptor, type Descriptor } from './descriptor.ts'
import { parseXml, type Xml } from './xml.ts'

const largestMetadata = 256 * 1024 * 1024
const largestXml = 32 * 1024 * 1024

/** A package as a depot's metadata promises it. */
export type PromisedPackage = Descriptor & {
  /** Its place in the depot. */
  readonly path: string
  readonly size: number | undefined
  readonly sha256: string | undefined
}

/** What a depot says of itself. */
export type Metadata = {
  readonly packages: readonly PromisedPackage[]
  readonly profiles: readonly DepotProfile[]
  readonly bulletins: readonly { id: string; summary: string; packages: string[] }[]
}

/**
 * Reads `index.xml`, the vendors' indexes and their metadata archives. `LabError` `image.depot-invalid`,
 * `image.xml-invalid`, `image.zip-invalid` or `image.zip-bomb`.
 */
export const readMetadata = async (files: readonly ArchiveFile[]): Promise<Metadata> => {
  const find = finderIn(files)
  const demand = (path: string): ArchiveFile => {
    const file = find(path)
    if (file !== undefined) return file
    throw new LabError('image.depot-invalid', `The depot has no ${path}.`, { file: path })
  }
  const index = await readXml(demand('index.xml'))
  const parts: Metadata[] = []
  for (const path of await metadataPaths(index, demand)) {
    const bytes = await readSmall(demand(path), largestMetadata)
    const archive = await openZip(bytes)
    parts.push(await readArchive(archive, posix.dirname(path)))
    await archive.close()
  }
  return {
    packages: parts.flatMap(({ packages }) => packages),
    profiles: parts.flatMap(({ profiles }) => profiles),
    bulletins: parts.flatMap(({ bulletins }) => bulletins),
  }
}

const readXml = async (file: ArchiveFile): Promise<Xml> =>
  parseXml(await readSmall(file, largestXml), file.path)

/** The metadata archives the vendors' indexes name: one is named once for each product version. */
const metadataPaths = async (
  index: Xml,
  demand: (path: string) => ArchiveFile,
): Promise<readonly string[]> => {
  const paths = new Set<string>()
  for (const vendor of index.child('vendorList').children('vendor')) {
    const folder = vendor.child('relativePath').text
    const indexFile = posix.join(folder, vendor.child('indexfile').text || 'vendor-index.xml')
    const list = (await readXml(demand(indexFile))).child('metaList')
    for (const metadata of list.children('metadata')) {
      paths.add(posix.join(folder, metadata.child('url').text))
    }
  }
  return [...paths]
}

const readArchive = async (archive: Archive, folder: string): Promise<Metadata> => {
  const inFolder = (name: string) =>
    archive.files.filter(({ path }) => path.startsWith(`${name}/`) && path.endsWith('.xml'))
  const packages: PromisedPackage[] = []
  for (const file of inFolder('vibs'))
    packages.push(packageOf(await readXml(file), file.path, folder))
  const profiles: DepotProfile[] = []
  for (const file of inFolder('profiles')) profiles.push(profileOf(await readXml(file), file.path))
  const bulletins: { id: string; summary: string; packages: string[] }[] = []
  for (const file of inFolder('bulletins')) bulletins.push(bulletinOf(await readXml(file)))
  return { packages, profiles, bulletins }
}

const packageOf = (xml: Xml, file: string, folder: string): PromisedPackage => {
  const vib = xml.child('vib')
  const path = vib.child('relative-path').text
  if (path === '') {
    throw new LabError('image.depot-invalid', `${file} does not say where its package is.`, {
      file,
    })
  }
  const size = vib.child('packed-size').text
  const checksum = vib
    .children('checksum')
    .find((one) => one.attribute('checksum-type') === 'sha-256')
  return {
    ...readDescriptor(vib, file),
    path: posix.join(folder, path),
    size: /^\d+$/.test(size) ? Number(size) : undefined,
    sha256: checksum?.text.toLowerCase(),
  }
}

/**
 * An image profile. Its form is not documented; the list of packages with the boot name of each payload
 * is as public tools write it, the other fields are read where they are there.
 */
const profileOf = (xml: Xml, file: string): DepotProfile => {
  const profile = ['imageprofile', 'imageProfile'].flatMap((name) => xml.children(name))[0]
  const name = profile?.child('name').text ?? ''
  if (profile === undefined || name === '') {
    throw new LabError('image.depot-invalid', `${file} is not an image profile.`, { file })
  }
  const vibs = profile.child('viblist').children('vib')
  const bootNames = vibs.flatMap((vib) =>
    vib
      .child('payloads')
      .children('payload')
      .map((one) => [
        `${vib.child('vib-id').text}/${one.attribute('payload-name') ?? ''}`,
        one.text,
      ]),
  )
  return {
    name,
    vendor: profile.child('vendor').text || profile.child('creator').text,
    acceptanceLevel: levelOf(profile.child('acceptancelevel').text),
    created: profile.child('creationtime').text,
    packages: vibs.map((vib) => vib.child('vib-id').text),
    bootNames: Object.fromEntries(bootNames.filter(([, name]) => name !== '')),
  }
}

/** As a descriptor or as Image Builder spells it; a profile that does not say admits all. */
const levelOf = (text: string) => {
  const named = acceptanceLevel.options.find((level) => acceptanceNames[level] === text)
  const read = acceptanceLevel.safeParse(text)
  return named ?? (read.success ? read.data : 'community')
}

const bulletinOf = (xml: Xml) => {
  const bulletin = xml.child('bulletin')
  const list = bulletin.child('vibList')
  return {
    id: bulletin.child('id').text,
    summary: bulletin.child('summary').text,
    packages: [
      ...list.children('vibID'),
      ...list.children('vib').map((vib) => vib.child('vibID')),
    ].map(({ text }) => text),
  }
}
