import { posix } from 'node:path'
import { LabError } from '../../shared/base/index.ts'
import type { ImageFile, ImageProfile } from '../../shared/document/schema.ts'
import {
  bootFiles,
  bootValue,
  keptEntries,
  parseBootConfig,
  type BootConfig,
  type BootFile,
} from '../../shared/image/index.ts'
import { finderIn, type ArchiveFile } from './archive/archive.ts'
import { readSmall } from './archive/zip.ts'
import { createIngest } from './ingest.ts'
import type { Ledger } from './ledger.ts'
import type { Progress } from './progress.ts'
import type { ImageStore } from './store.ts'
import { wholeProfile } from './whole-profile.ts'

/** A medium in the form of an ESXi installer: boot.cfg, a loader for each firmware, kernel, modules. */
export type BootMedium = {
  readonly name: string
  readonly files: readonly ArchiveFile[]
}

const largestConfig = 1024 * 1024
/** mboot for UEFI: on an installer's medium it has the name that firmware looks for. */
const uefiLoaders = ['mboot.efi', 'efi/boot/bootx64.efi']

type Find = (path: string) => ArchiveFile | undefined
type Wanted = { readonly file: ArchiveFile; readonly name: string; readonly options: string }

/**
 * Stores what boot.cfg names, and the loaders. Everything is looked for before the first byte is
 * stored: `LabError` `image.no-boot-config`, `image.missing-module` with the name and its place in boot.cfg (`position`, 0 is
 * the kernel), `image.bootcfg-invalid`, and the errors of the medium and the store.
 */
export const importBootMedium = async ({
  store,
  medium,
  ledger,
  signal,
  onProgress,
}: {
  readonly store: ImageStore
  readonly medium: BootMedium
  readonly ledger: Ledger
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: Progress | undefined
}): Promise<ImageProfile> => {
  const find = finderIn(medium.files)
  const config = await readConfig(medium, find)
  const wanted = wantedFiles(config, find)
  const loader = find('mboot.c32')
  const uefiLoader = uefiLoaders.map(find).find((file) => file !== undefined)
  const total = [loader, uefiLoader, ...wanted.map(({ file }) => file)].reduce(
    (sum, file) => sum + (file?.size ?? 0),
    0,
  )
  const ingest = createIngest({ store, ledger, total, signal, onProgress })
  const loaders: { loader?: ImageFile; uefiLoader?: ImageFile } = {}
  if (loader !== undefined) loaders.loader = await ingest(loader, { name: 'mboot.c32' })
  if (uefiLoader !== undefined) loaders.uefiLoader = await ingest(uefiLoader, { name: 'mboot.efi' })
  const stored: ImageFile[] = []
  for (const { file, ...destination } of wanted) stored.push(await ingest(file, destination))
  const kept = keptEntries(config)
  const profile = wholeProfile({
    name: medium.name,
    kind: 'esxi',
    version: bootValue(config, 'build'),
    ...loaders,
    kernel: stored[0],
    kernelOptions: withoutMedium(bootValue(config, 'kernelopt')),
    modules: stored.slice(1),
    ...(kept === undefined ? {} : { bootConfig: kept }),
  })
  await ledger.complete()
  return profile
}

/** A folder may be chosen one too high: then the one that is meant is named. */
const noConfig = ({ name, files }: BootMedium): LabError => {
  const below = files.find(({ path }) => posix.basename(path).toLowerCase() === 'boot.cfg')?.path
  const message =
    below === undefined
      ? `${name} has no boot.cfg, so it is no image.`
      : `${name} has no boot.cfg, so it is no image. There is one in ${posix.dirname(below)}.`
  return new LabError('image.no-boot-config', message, { name })
}

const readConfig = async (medium: BootMedium, find: Find): Promise<BootConfig> => {
  const file = find('boot.cfg')
  if (file === undefined) throw noConfig(medium)
  return parseBootConfig((await readSmall(file, largestConfig)).toString('utf8'))
}

/** The files boot.cfg names, kernel first; `prefix` is the folder they lie in. */
const wantedFiles = (config: BootConfig, find: Find): readonly Wanted[] => {
  const prefix = bootValue(config, 'prefix')
  const named: readonly BootFile[] = [
    ...bootFiles(bootValue(config, 'kernel')).slice(0, 1),
    ...bootFiles(bootValue(config, 'modules')),
  ]
  return named.map(({ name, options }, position) => {
    const inside = (path: string) => posix.normalize(`/${path}`).slice(1)
    const file = find(inside(`${prefix}/${name}`)) ?? find(inside(name))
    if (file !== undefined) return { file, name: posix.basename(name), options }
    const place = position === 0 ? 'kernel' : `module ${position}`
    throw new LabError(
      'image.missing-module',
      `boot.cfg names ${name} as ${place}; it is not there.`,
      {
        file: posix.basename(name),
        position,
      },
    )
  })
}

/** `cdromBoot` looks for the medium in a drive; over the network there is none. */
const withoutMedium = (options: string): string =>
  options
    .split(' ')
    .filter((option) => option !== 'cdromBoot')
    .join(' ')
