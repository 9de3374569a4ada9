import type { Bench, Program } from './bench.ts'
import type { DiskManifest } from './disk-image.ts'
import { DiskRejected } from './disk-rejected.ts'
import { findImage, type Found } from './disks.ts'
import { timings } from './timings.ts'

const load = ({ ram }: Bench, manifest: DiskManifest) => {
  const { imageProfile, digest, hostProfile, answers, mode, identity, certificate } = manifest
  const source = mode === 'install' ? 'installed' : 'cache'
  ram.kernel = {
    kind: 'esxi',
    source,
    imageProfile,
    digest,
    ...(hostProfile !== undefined && { hostProfile }),
    ...(answers !== undefined && { answers }),
    ...(identity !== undefined && { identity }),
    ...(certificate !== undefined && { certificate }),
  }
  return source
}

const start = async (bench: Bench, { manifest, bytes }: Found, took: number): Promise<void> => {
  const { report, spec } = bench
  const { imageProfile, digest, writtenAt } = manifest
  const host = spec.id
  await report({ type: 'disk.imageVerified', host, imageProfile, digest, bytes, took, writtenAt })
  const source = load(bench, manifest)
  await report({ type: 'kernel.started', host, source, imageProfile })
}

const reject = ({ report, spec }: Bench, error: DiskRejected): Promise<void> => {
  const { why: cause, message, expected, found } = error
  return report({
    type: 'disk.imageRejected',
    host: spec.id,
    cause,
    message,
    ...(expected !== undefined && { expected }),
    ...(found !== undefined && { found }),
  })
}

/** The boot from the local disks: finds an image that is whole, starts it. */
export const diskBoot: Program = async (bench) => {
  await bench.pause(timings.diskStart)
  const begun = bench.clock.now()
  try {
    const found = await findImage(bench.disks, bench.spec, bench.signal)
    await start(bench, found, bench.clock.now() - begun)
  } catch (error) {
    if (!(error instanceof DiskRejected)) throw error
    await reject(bench, error)
  }
}
