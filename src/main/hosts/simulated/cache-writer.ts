import type { HostProfile } from '../../../shared/document/schema.ts'
import type { Bench, Kernel, LoadedImage } from './bench.ts'
import { imagePath, writeDiskImage } from './disk-image.ts'

/** What became of the cache when a profile was applied. */
export type Cached =
  | { readonly kind: 'written'; readonly digest: string; readonly writtenAt: number }
  | { readonly kind: 'notAsked' }
  | { readonly kind: 'failed'; readonly message: string }

const asks = ({ systemImageCache }: HostProfile): boolean =>
  systemImageCache === 'statelessCaching' || systemImageCache === 'statelessCachingUsb'

const sizeOf = ({ files }: LoadedImage): number => files.reduce((sum, { size }) => sum + size, 0)

const obstacle = ({ spec }: Bench, image: LoadedImage): string | undefined => {
  if (spec.diskMiB === 0) return 'the host has no disk'
  const room = spec.diskMiB * 1024 * 1024
  return sizeOf(image) > room ? `the disk holds ${String(spec.diskMiB)} MiB` : undefined
}

const write = async (
  bench: Bench,
  image: LoadedImage,
  hostProfile: HostProfile,
): Promise<Cached> => {
  const { spec, clock, report, disk, signal } = bench
  const { imageProfile, digest, kernelOptions, files } = image
  const path = imagePath(disk)
  const begun = clock.now()
  const manifest = {
    imageProfile,
    digest,
    kernelOptions,
    writtenAt: begun,
    hostProfile,
    files: files.map(({ name, sha256, size, options }) => ({ name, sha256, size, options })),
  }
  const bytes = await writeDiskImage({ path, manifest, files, signal })
  const took = clock.now() - begun
  const fact = { host: spec.id, imageProfile, digest, bytes, took, path, writtenAt: begun }
  await report({ type: 'disk.cacheWritten', ...fact, hostProfile: hostProfile.name })
  return { kind: 'written', digest, writtenAt: begun }
}

/**
 * System Image Cache: applying a profile that asks for it writes the running image to the disk, on a
 * host that booted over the network. What booted from the cache is the cache.
 */
export const cacheImage = async (
  bench: Bench,
  kernel: Kernel,
  hostProfile: HostProfile,
): Promise<Cached> => {
  if (!asks(hostProfile) || kernel.kind !== 'esxi' || kernel.image === undefined)
    return { kind: 'notAsked' }
  const message = obstacle(bench, kernel.image)
  if (message !== undefined) {
    await bench.report({ type: 'disk.cacheNotWritten', host: bench.spec.id, message })
    return { kind: 'failed', message }
  }
  try {
    return await write(bench, kernel.image, hostProfile)
  } catch (error) {
    bench.signal.throwIfAborted()
    const message = error instanceof Error ? error.message : String(error)
    await bench.report({ type: 'disk.cacheNotWritten', host: bench.spec.id, message })
    return { kind: 'failed', message }
  }
}
