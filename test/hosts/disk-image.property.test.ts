import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { imageManifest } from '../../src/shared/image/index.ts'
import {
  verifyDiskImage,
  writeDiskImage,
  type DiskManifest,
} from '../../src/main/hosts/simulated/disk-image.ts'
import { createSharedMemory } from '../../src/main/hosts/simulated/memory.ts'

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')
const memory = createSharedMemory()
const loaded = (name: string, size: number) => {
  const bytes = Buffer.from(Array.from({ length: size }, (_, at) => (at * 31 + size) & 255))
  const page = memory.hold(sha256(bytes))
  page.put(0, bytes)
  return { name, options: '', sha256: sha256(bytes), size, page }
}
const files = [loaded('hv.b00', 700), loaded('system.v00', 3000), loaded('state.tgz', 1)]
const manifest: DiskManifest = {
  imageProfile: 'Small',
  digest: sha256(imageManifest(files)),
  kernelOptions: '',
  writtenAt: 5,
  mode: 'cache',
  files: files.map(({ name, options, sha256, size }) => ({ name, options, sha256, size })),
}
const never = new AbortController().signal

describe('a cached image on disk', () => {
  let folder: string
  let path: string
  let good: Buffer
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-disk-'))
    path = join(folder, 'cache.image')
    await writeDiskImage({ path, manifest, files, signal: never })
    good = await readFile(path)
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('is verified as it was written', async () => {
    const { manifest: read, bytes } = await verifyDiskImage(path, never)
    expect(read).toEqual(manifest)
    expect(bytes).toBe(good.length)
  })

  it('is rejected with any one bit flipped', async () => {
    const other = join(folder, 'flipped.image')
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(7), async (at, bit) => {
        const bytes = Buffer.from(good)
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
        await writeFile(other, bytes)
        await expect(verifyDiskImage(other, never)).rejects.toMatchObject({ why: 'corrupt' })
      }),
    )
  })

  it('is rejected cut at any byte', async () => {
    const other = join(folder, 'cut.image')
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), async (size) => {
        await writeFile(other, good)
        await truncate(other, size)
        await expect(verifyDiskImage(other, never)).rejects.toMatchObject({ why: 'corrupt' })
      }),
    )
  })

  it('survives a power cut while a newer one is written', async () => {
    const power = new AbortController()
    const next = writeDiskImage({
      path,
      manifest: { ...manifest, imageProfile: 'Newer' },
      files,
      signal: power.signal,
    })
    power.abort()
    await expect(next).rejects.toThrow()
    expect(await readFile(path)).toEqual(good)
    expect((await verifyDiskImage(path, never)).manifest.imageProfile).toBe('Small')
  })

  it('is not written from memory that holds other bytes', async () => {
    const bad = files.map((file, index) =>
      index === 0 ? { ...file, sha256: '0'.repeat(64) } : file,
    )
    await expect(
      writeDiskImage({ path, manifest, files: bad, signal: never }),
    ).rejects.toMatchObject({ why: 'corrupt' })
    expect(await readFile(path)).toEqual(good)
  })

  it('is missing where nothing was written', async () => {
    await expect(verifyDiskImage(join(folder, 'none'), never)).rejects.toMatchObject({
      why: 'empty',
    })
  })
})
