import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { imageManifest } from '../../src/shared/image/index.ts'
import {
  bodyPath,
  verifyDiskImage,
  writeDiskImage,
  type DiskManifest,
} from '../../src/main/hosts/simulated/disk-image.ts'
import { createDisks, findImage, tamperWith } from '../../src/main/hosts/simulated/disks.ts'
import type { HostSpec } from '../../src/main/hosts/simulated/messages.ts'
import { createSharedMemory } from '../../src/main/hosts/simulated/memory.ts'
import { createShelf, tidyShelf } from '../../src/main/hosts/simulated/shelf.ts'

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
const machine: HostSpec = {
  id: 'esx-01',
  uuid: '4c4c4544-0031-4810-8052-b4c04f4d3031',
  smbios: { vendor: '', model: '', serial: '', asset: '', oemStrings: [] },
  firmware: 'uefi',
  bootOrder: ['network', 'disk'],
  cards: [{ mac: '52:54:00:aa:bb:01', linkAddress: '127.132.128.1', cabled: true }],
  diskMiB: 64,
}

/** Head and body, one after the other, and where the body begins. */
type Copy = { readonly bytes: Buffer; readonly bodyAt: number }
const readCopy = async (path: string): Promise<Copy> => {
  const head = await readFile(path)
  const body = await readFile(bodyPath(path, manifest.digest))
  return { bytes: Buffer.concat([head, body]), bodyAt: head.length }
}
const writeCopy = async (path: string, { bytes, bodyAt }: Copy): Promise<void> => {
  await writeFile(path, bytes.subarray(0, bodyAt))
  await writeFile(bodyPath(path, manifest.digest), bytes.subarray(bodyAt))
}

describe('a cached image on disk', () => {
  let folder: string
  let path: string
  let shelfFolder: string
  let good: Copy
  const writeTo = (to: string, more: Partial<DiskManifest> = {}) =>
    writeDiskImage({
      path: to,
      manifest: { ...manifest, ...more },
      files,
      shelf: createShelf(shelfFolder),
      signal: never,
    })
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-disk-'))
    shelfFolder = join(folder, '.shelf')
    path = join(folder, 'cache.image')
    await writeTo(path)
    good = await readCopy(path)
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('is verified as it was written', async () => {
    const { manifest: read, bytes } = await verifyDiskImage(path, never)
    expect(read).toEqual(manifest)
    expect(bytes).toBe(good.bytes.length)
  })

  it('is rejected with any one bit flipped', async () => {
    const other = join(folder, 'flipped.image')
    await fc.assert(
      fc.asyncProperty(fc.nat(good.bytes.length - 1), fc.nat(7), async (at, bit) => {
        const bytes = Buffer.from(good.bytes)
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
        await writeCopy(other, { ...good, bytes })
        await expect(verifyDiskImage(other, never)).rejects.toMatchObject({ why: 'corrupt' })
      }),
    )
  })

  it('is rejected cut at any byte', async () => {
    const other = join(folder, 'cut.image')
    await fc.assert(
      fc.asyncProperty(fc.nat(good.bytes.length - 1), async (size) => {
        await writeCopy(other, { ...good, bytes: good.bytes.subarray(0, size) })
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
      shelf: createShelf(shelfFolder),
      signal: power.signal,
    })
    power.abort()
    await expect(next).rejects.toThrow()
    expect(await readCopy(path)).toEqual(good)
    expect((await verifyDiskImage(path, never)).manifest.imageProfile).toBe('Small')
  })

  it('is not written from memory that holds other bytes', async () => {
    const bad = files.map((file, index) =>
      index === 0 ? { ...file, sha256: '0'.repeat(64) } : file,
    )
    await expect(
      writeDiskImage({
        path,
        manifest: { ...manifest, digest: sha256(imageManifest(bad)) },
        files: bad,
        shelf: createShelf(shelfFolder),
        signal: never,
      }),
    ).rejects.toMatchObject({ why: 'corrupt' })
    expect(await readCopy(path)).toEqual(good)
  })

  it('takes the room of one on many disks', async () => {
    const many = ['one', 'two', 'three'].map((name) => join(folder, name, 'cache.image'))
    await Promise.all(many.map((each) => writeTo(each)))
    const bodies = await Promise.all(many.map((each) => stat(bodyPath(each, manifest.digest))))
    expect(new Set(bodies.map(({ ino }) => ino)).size).toBe(1)
  })

  it.each(['flippedByte', 'truncated', 'erased'] as const)(
    '%s on one disk stays whole on the others',
    async (how) => {
      const [hurt, other] = [join(folder, `${how}-a`), join(folder, `${how}-b`)]
      for (const each of [hurt, other]) await writeTo(join(each, 'cache.image'))
      const said = await tamperWith(createDisks(hurt), machine, how)
      expect(said).toBeDefined()
      await expect(verifyDiskImage(join(hurt, 'cache.image'), never)).rejects.toMatchObject({
        why: how === 'erased' ? 'empty' : 'corrupt',
      })
      expect((await verifyDiskImage(join(other, 'cache.image'), never)).bytes).toBe(
        good.bytes.length,
      )
    },
  )

  describe('of a machine with several disks', () => {
    const several: HostSpec = {
      ...machine,
      disks: ['sda', 'sdb', 'sdc'].map((id) => ({
        ...{ id, sizeMiB: 64, kind: 'local', model: '', driver: '' },
        ...{ ssd: false, vmfs: false },
      })),
    }
    const furnish = async (name: string) => {
      const disks = createDisks(join(folder, name))
      const on = (id: string) => join(folder, name, `${id}.image`)
      await writeTo(on('sda'), { writtenAt: 1, imageProfile: 'Old' })
      await writeTo(on('sdc'), { writtenAt: 2, imageProfile: 'New' })
      return { disks, on }
    }
    const booted = async (disks: ReturnType<typeof createDisks>) =>
      (await findImage(disks, several, never)).manifest.imageProfile

    it('boots from the disk it was written to last, and from an older one when that is damaged', async () => {
      const { disks, on } = await furnish('aged')
      expect(await booted(disks)).toBe('New')
      await writeFile(on('sdc'), 'no head')
      expect(await booted(disks)).toBe('Old')
    })

    it('is damaged on all of them', async () => {
      const { disks } = await furnish('tampered')
      expect(await tamperWith(disks, several, 'erased')).toBe('sda: erased; sdc: erased')
      await expect(findImage(disks, several, never)).rejects.toMatchObject({ why: 'empty' })
    })
  })

  it('is written anew when the shared copy was damaged since', async () => {
    await writeFile(join(shelfFolder, manifest.digest), 'not what it was')
    const fresh = join(folder, 'fresh', 'cache.image')
    await writeTo(fresh)
    expect((await verifyDiskImage(fresh, never)).bytes).toBe(good.bytes.length)
  })

  it('outlives the tidying of the shelf as long as a disk holds it', async () => {
    const shelved = join(folder, 'tidy')
    const to = join(folder, 'tidied', 'cache.image')
    await writeDiskImage({ path: to, manifest, files, shelf: createShelf(shelved), signal: never })
    await tidyShelf(shelved)
    expect((await stat(join(shelved, manifest.digest))).nlink).toBe(2)
    await rm(join(folder, 'tidied'), { recursive: true })
    await tidyShelf(shelved)
    await expect(stat(join(shelved, manifest.digest))).rejects.toThrow('ENOENT')
  })

  it('is missing where nothing was written', async () => {
    await expect(verifyDiskImage(join(folder, 'none'), never)).rejects.toMatchObject({
      why: 'empty',
    })
  })
})
