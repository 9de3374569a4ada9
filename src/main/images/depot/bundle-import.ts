import { basename } from 'node:path'
import { LabError } from '../../../shared/base/index.ts'
import type { Depot, DepotProfile, SoftwarePackage } from '../../../shared/image/index.ts'
import { finderIn, withinFolder, type ArchiveFile } from '../archive/archive.ts'
import { openZip } from '../archive/zip.ts'
import { createIngest, type Ingest } from '../ingest.ts'
import { openLedger } from '../ledger.ts'
import type { ImportTask } from '../progress.ts'
import type { ImageStore } from '../store.ts'
import { wholeDepot } from './depots.ts'
import { readMetadata, type Metadata, type PromisedPackage } from './metadata.ts'
import { unpackVib } from './vib.ts'

/**
 * Stores an offline bundle: every package as it came and every payload by itself, each checked against
 * what the depot and the package say. Gives the depot, which is the caller's to keep; until then nothing
 * refers to what was stored. Errors of `readMetadata` and `unpackVib`.
 */
export const importBundle = async ({
  store,
  file,
  name = basename(file).replace(/\.zip$/i, ''),
  signal,
  onProgress,
}: ImportTask & {
  readonly file: string
  /** Name of the depot; the file's when it is not given. */
  readonly name?: string | undefined
}): Promise<Depot> => {
  const ledger = await openLedger(store.dir, file)
  const zip = await openZip(file)
  try {
    const depotFiles = withinFolder(zip.files, 'index.xml')
    const metadata = await readMetadata(depotFiles)
    const files = findPackages(depotFiles, metadata)
    const total = files.reduce((sum, [, { size }]) => sum + size, 0)
    const ingest = createIngest({ store, ledger, total, signal, onProgress })
    const packages: SoftwarePackage[] = []
    for (const [promised, vib] of files) {
      packages.push(await storePackage(store, ingest, promised, vib, signal))
    }
    const profiles = metadata.profiles.map((profile) => withPackages(profile, packages))
    const bulletins = [...metadata.bulletins]
    const depot = wholeDepot({ name, origin: basename(file), profiles, packages, bulletins })
    await ledger.complete()
    return depot
  } finally {
    await zip.close()
  }
}

/** Where each package lies; all of them are looked for before the first byte is stored. */
const findPackages = (
  files: readonly ArchiveFile[],
  { packages }: Metadata,
): readonly (readonly [PromisedPackage, ArchiveFile])[] => {
  const find = finderIn(files)
  return packages.map((promised) => {
    const { path, size } = promised
    const vib = find(path)
    if (vib === undefined) {
      throw new LabError('image.depot-invalid', `The depot has no ${path}.`, { file: path })
    }
    if (size !== undefined && size !== vib.size)
      throw mismatch(path, `${size} bytes`, `${vib.size} bytes`)
    return [promised, vib] as const
  })
}

const storePackage = async (
  store: ImageStore,
  ingest: Ingest,
  promised: PromisedPackage,
  vib: ArchiveFile,
  signal: AbortSignal | undefined,
): Promise<SoftwarePackage> => {
  const { sha256, size } = await ingest(vib, { name: 'package.vib' })
  if (promised.sha256 !== undefined && promised.sha256 !== sha256) {
    throw mismatch(promised.path, promised.sha256, sha256)
  }
  const unpacked = await unpackVib(store, { sha256, size }, promised.path, signal)
  if (unpacked.id !== promised.id) throw mismatch(promised.path, promised.id, unpacked.id)
  return unpacked
}

const mismatch = (file: string, expected: string, found: string): LabError =>
  new LabError('image.checksum-mismatch', `${file} is ${found}; the depot says ${expected}.`, {
    file,
    expected,
    found,
  })

/**
 * The profile with names of boot files by package name, as images keep them. Which id a package goes by
 * is the depot's to say, so that it is matched by name and version when ours reads differently.
 */
const withPackages = (
  profile: DepotProfile,
  packages: readonly SoftwarePackage[],
): DepotProfile => {
  const owner = (id: string): SoftwarePackage => {
    const ending = ({ name, version }: SoftwarePackage) => id.endsWith(`_${name}_${version}`)
    const found = packages.find((one) => one.id === id) ?? packages.find(ending)
    if (found !== undefined) return found
    throw new LabError(
      'image.depot-invalid',
      `${profile.name} names ${id}; the depot has no such package.`,
      {
        id,
      },
    )
  }
  const bootNames = Object.entries(profile.bootNames).map(([key, name]) => {
    const at = key.lastIndexOf('/')
    return [`${owner(key.slice(0, at)).name}/${key.slice(at + 1)}`, name]
  })
  return {
    ...profile,
    packages: profile.packages.map((id) => owner(id).id),
    bootNames: Object.fromEntries(bootNames),
  }
}
