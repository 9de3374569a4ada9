import type { Bench, Program } from './bench.ts'
import { DiskRejected, imagePath, verifyDiskImage } from './disk-image.ts'
import { timings } from './timings.ts'

const verified = async (bench: Bench) => {
  if (bench.spec.diskMiB === 0) throw new DiskRejected('noDisk', 'No disk found.')
  return verifyDiskImage(imagePath(bench.disk), bench.signal)
}

/** The boot from the local disk: finds the cached image, checks it, starts it. */
export const diskBoot: Program = async (bench) => {
  const { report, clock, ram } = bench
  const host = bench.spec.id
  await bench.pause(timings.diskStart)
  const begun = clock.now()
  try {
    const { manifest, bytes } = await verified(bench)
    const { imageProfile, digest, writtenAt, hostProfile } = manifest
    const took = clock.now() - begun
    await report({ type: 'disk.imageVerified', host, imageProfile, digest, bytes, took, writtenAt })
    ram.kernel = {
      kind: 'esxi',
      source: 'cache',
      imageProfile,
      digest,
      ...(hostProfile !== undefined && { hostProfile }),
    }
    await report({ type: 'kernel.started', host, source: 'cache', imageProfile })
  } catch (error) {
    if (!(error instanceof DiskRejected)) throw error
    const { why: cause, message, expected, found } = error
    await report({
      type: 'disk.imageRejected',
      host,
      cause,
      message,
      ...(expected !== undefined && { expected }),
      ...(found !== undefined && { found }),
    })
  }
}
