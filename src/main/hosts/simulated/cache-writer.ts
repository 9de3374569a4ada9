import { stat } from 'node:fs/promises'
import type { Answers } from '../../../shared/document/index.ts'
import type { Disk, HostProfile } from '../../../shared/document/schema.ts'
import {
  chooseDisk,
  disksOf,
  leastSpace,
  noDiskBecause,
  type DiskArguments,
} from '../../../shared/host/index.ts'
import type { Bench, Stored } from './bench.ts'
import type { Kernel, LoadedImage } from './loaded-image.ts'
import { writeDiskImage, type DiskManifest } from './disk-image.ts'
import { DiskRejected } from './disk-rejected.ts'
import { findImage } from './disks.ts'

/** What is to be stored with an image, and how. */
export type Wish = {
  readonly hostProfile?: HostProfile | undefined
  readonly answers?: Answers | undefined
  /** The image is installed, whatever the profile says. */
  readonly install?: 'stateful' | undefined
}

type Mode = DiskManifest['mode']

const modeOf = ({ hostProfile, install }: Wish): Mode | undefined => {
  if (install !== undefined) return 'install'
  switch (hostProfile?.systemImageCache) {
    case 'statelessCaching':
    case 'statelessCachingUsb':
      return 'cache'
    case 'statefulInstall':
    case 'statefulInstallUsb':
      return 'install'
    default:
      return undefined
  }
}

const sizeOf = ({ files }: LoadedImage): number => files.reduce((sum, { size }) => sum + size, 0)

/** The disks that hold an image of ours already: `localesx` looks for them. */
const holders = async ({ disks, spec }: Bench): Promise<ReadonlySet<string>> => {
  const found = await Promise.all(
    disksOf(spec).map(async (disk) => {
      const exists = await stat(disks.pathOf(disk)).catch(() => undefined)
      return exists === undefined ? [] : [disk.id]
    }),
  )
  return new Set(found.flat())
}

/** The disk arguments that hold when no profile says any. */
const usualArguments: DiskArguments = { systemImageCache: 'statefulInstall' }

/** The disk the image goes to, or why there is none. */
const targetOf = async (
  bench: Bench,
  image: LoadedImage,
  { hostProfile }: Wish,
): Promise<Disk | Extract<Stored, { kind: 'noDisk' | 'failed' }>> => {
  const { spec } = bench
  if (disksOf(spec).length === 0) return { kind: 'noDisk', message: 'the host has no disk' }
  if (!bench.disks.isIn()) return { kind: 'noDisk', message: 'its disks are unplugged' }
  const wants = hostProfile ?? usualArguments
  const bytes = Math.max(sizeOf(image), leastSpace(image.version))
  const holding = await holders(bench)
  const disk = chooseDisk(spec, wants, bytes, ({ id }) => holding.has(id))
  return disk ?? { kind: 'failed', message: noDiskBecause(spec, wants, bytes) }
}

const write = async (
  bench: Bench,
  image: LoadedImage,
  { hostProfile, answers }: Wish,
  disk: Disk,
  mode: Mode,
): Promise<Stored> => {
  const { spec, clock, report, disks, shelf, signal, ram } = bench
  const { imageProfile, digest, kernelOptions, files } = image
  const path = disks.pathOf(disk)
  const begun = clock.now()
  const identity = mode === 'install' ? ram.system?.boot : undefined
  const certificate = ram.system?.certificate
  const manifest = {
    imageProfile,
    digest,
    kernelOptions,
    writtenAt: begun,
    ...(hostProfile !== undefined && { hostProfile }),
    ...(answers !== undefined && { answers }),
    mode,
    ...(identity !== undefined && { identity }),
    ...(certificate !== undefined && { certificate }),
    files: files.map(({ name, sha256, size, options }) => ({ name, sha256, size, options })),
  }
  const bytes = await writeDiskImage({ path, manifest, files, shelf, signal })
  const fact = { host: spec.id, imageProfile, digest, bytes, took: clock.now() - begun, path }
  if (mode === 'install') {
    await report({ type: 'disk.imageInstalled', ...fact })
    return { kind: 'installed' }
  }
  const more = { ...(hostProfile && { hostProfile: hostProfile.name }), writtenAt: begun }
  await report({ type: 'disk.cacheWritten', ...fact, ...more })
  return { kind: 'written', digest, writtenAt: begun }
}

/** Ours: an installed image is not installed again, or a host that tries the network first would never end. */
const isInstalled = async (
  { disks, spec, signal }: Bench,
  image: LoadedImage,
): Promise<boolean> => {
  try {
    const { manifest } = await findImage(disks, spec, signal)
    return manifest.mode === 'install' && manifest.digest === image.digest
  } catch (error) {
    if (error instanceof DiskRejected) return false
    throw error
  }
}

const unstored = async (
  { report, spec }: Bench,
  why: Extract<Stored, { kind: 'noDisk' | 'failed' }>,
): Promise<Stored> => {
  await report({ type: 'disk.cacheNotWritten', host: spec.id, message: why.message })
  return why
}

/**
 * System Image Cache: applying a profile that asks for it writes the running image to a disk, on a host
 * that booted over the network. What booted from a disk is there already.
 */
export const storeImage = async (bench: Bench, kernel: Kernel, wish: Wish): Promise<Stored> => {
  const mode = modeOf(wish)
  if (mode === undefined || kernel.kind !== 'esxi' || kernel.image === undefined)
    return { kind: 'notAsked' }
  const { image } = kernel
  if (mode === 'install' && (await isInstalled(bench, image))) return { kind: 'notAsked' }
  const target = await targetOf(bench, image, wish)
  if (!('id' in target)) return unstored(bench, target)
  try {
    return await write(bench, image, wish, target, mode)
  } catch (error) {
    bench.signal.throwIfAborted()
    const message = error instanceof Error ? error.message : String(error)
    return unstored(bench, { kind: 'failed', message })
  }
}
