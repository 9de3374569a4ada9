import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  buildImage,
  buildReferenceImage,
  collectGarbage,
  createDepots,
  createImageStore,
  exportBundle,
  exportFolder,
  importBundle,
  importFolder,
  readSoftware,
  removeAsides,
  repairStore,
  verifyStore,
  type ImageStore,
} from '../../src/main/images/index.ts'
import { asideOf } from '../../src/main/images/aside.ts'
import { LabError } from '../../src/shared/base/index.ts'
import { compareSoftware, filesOf, softwareOf } from '../../src/shared/image/index.ts'
import { scratchFolder, toolsMissing } from './archive/tools.ts'
import { putDepot } from './lab-depot.ts'
import { makeDepot, standard } from './depot/make-depot.ts'

const missing = toolsMissing('ar', 'zip')
const inTwoHours = { now: () => Date.now() + 2 * 3600 * 1000 }

let scratch: Awaited<ReturnType<typeof scratchFolder>>
let store: ImageStore
beforeEach(async () => {
  scratch = await scratchFolder()
  store = createImageStore({ dir: join(scratch.dir, 'store') })
})
afterEach(() => scratch.remove())

describe('a store', () => {
  it('loses what nothing names, and nothing else', async () => {
    const profile = await buildReferenceImage({ store })
    const { sha256 } = await store.add(Buffer.from('of no use'))
    expect(
      await collectGarbage({ store, profiles: [profile], clock: { now: () => Date.now() } }),
    ).toEqual({
      removed: 0,
      bytes: 0,
    })
    expect(await collectGarbage({ store, profiles: [profile], clock: inTwoHours })).toEqual({
      removed: 1,
      bytes: 9,
    })
    expect(await store.has(sha256)).toBe(false)
    for (const file of filesOf(profile)) expect(await store.has(file.sha256)).toBe(true)
    expect((await collectGarbage({ store, profiles: [], clock: inTwoHours })).removed).toBe(22)
  })

  it.each(['depots', 'imports'])(
    'loses nothing while it cannot look into its %s, which may name it',
    async (folder) => {
      const { sha256 } = await store.add(Buffer.from('named by what cannot be read'))
      await rm(join(store.dir, folder), { recursive: true, force: true })
      await writeFile(join(store.dir, folder), 'in the way')
      await expect(
        collectGarbage({ store, profiles: [], clock: inTwoHours }),
      ).rejects.toMatchObject({ code: 'ENOTDIR' })
      expect(await store.has(sha256)).toBe(true)
    },
  )

  it('keeps what was brought again, before or while it looks for garbage', async () => {
    const clock = { now: () => Date.now() }
    const bytes = Buffer.from('forgotten, and then imported again')
    const { sha256 } = await store.add(bytes)
    const age = () => utimes(store.path(sha256), 0, 0)
    await age()
    await store.add(bytes)
    expect((await collectGarbage({ store, profiles: [], clock })).removed).toBe(0)
    await age()
    const list = async () => {
      const before = await store.list()
      await store.add(bytes)
      return before
    }
    const busy = { ...store, list }
    expect((await collectGarbage({ store: busy, profiles: [], clock })).removed).toBe(0)
    await age()
    expect((await collectGarbage({ store, profiles: [], clock })).removed).toBe(1)
  })

  it('loses no package of an image whose list cannot be read in this moment', async () => {
    const depot = await putDepot(store, 'first')
    const profile = await buildImage({
      store,
      software: softwareOf(depot, depot.profiles[0]?.name ?? ''),
    })
    await createDepots({ store }).remove('first')
    const list = profile.software ?? expect.fail('no list of packages')
    const busy = Object.assign(new Error('too many open files'), { code: 'EMFILE' })
    const read = (sha256: string) => (sha256 === list ? Promise.reject(busy) : store.read(sha256))
    const before = await store.list()
    await expect(
      collectGarbage({ store: { ...store, read }, profiles: [profile], clock: inTwoHours }),
    ).rejects.toBe(busy)
    expect(await store.list()).toEqual(before)
  })

  it('loses remains of broken additions, once they are old', async () => {
    await mkdir(join(store.dir, 'incoming'), { recursive: true })
    await writeFile(join(store.dir, 'incoming', 'young'), '')
    await writeFile(join(store.dir, 'incoming', 'old'), '')
    await utimes(join(store.dir, 'incoming', 'old'), 0, 0)
    await collectGarbage({ store, profiles: [], clock: { now: () => Date.now() } })
    expect(await readdir(join(store.dir, 'incoming'))).toEqual(['young'])
  })

  it('loses what exports left in its folder that were broken off', async () => {
    const exports = join(scratch.dir, 'exports')
    const profile = await buildReferenceImage({ store })
    await mkdir(exports)
    const halves = [asideOf(join(exports, 'Image')), asideOf(join(exports, 'Image.zip'))]
    await mkdir(halves[0] ?? '')
    await writeFile(join(halves[0] ?? '', 'b.b00'), 'half')
    await writeFile(halves[1] ?? '', 'half')
    await writeFile(join(exports, '.mine'), 'of somebody else')
    await exportFolder({ store, profile, folder: join(exports, 'whole') })
    expect(await readdir(exports)).toHaveLength(4)
    await removeAsides(exports)
    expect(await readdir(exports)).toEqual(['.mine', 'whole'])
    await removeAsides(join(scratch.dir, 'none'))
  })

  it('names its damaged files', async () => {
    const profile = await buildReferenceImage({ store })
    expect(await verifyStore({ store })).toEqual({ checked: 22, damaged: [] })
    const path = store.path(profile.kernel.sha256)
    const bytes = await readFile(path)
    bytes.writeUInt8((bytes.at(1000) ?? 0) ^ 1, 1000)
    await writeFile(path, bytes)
    const { damaged } = await verifyStore({ store })
    expect(damaged).toMatchObject([{ sha256: profile.kernel.sha256 }])
    expect(await repairStore({ store, damaged })).toEqual({
      mended: [],
      lost: [profile.kernel.sha256],
    })
    await buildReferenceImage({ store })
    expect((await verifyStore({ store })).damaged).toEqual([])
  })

  it('does not take a file for damaged that it may not read', async () => {
    await buildReferenceImage({ store })
    const denied = new LabError('image.unreadable', 'Denied.', { reason: 'EACCES' })
    const guarded = { ...store, verify: () => Promise.reject(denied) }
    await expect(verifyStore({ store: guarded })).rejects.toBe(denied)
  })

  it('writes an image out as a folder that reads back the same', async () => {
    const { vendor: _, ...profile } = await buildReferenceImage({ store })
    const folder = join(scratch.dir, 'out')
    await exportFolder({ store, profile: { ...profile, vendor: '' }, folder })
    expect(await importFolder({ store, folder, name: profile.name })).toEqual({
      ...profile,
      vendor: '',
    })
    await expect(
      exportFolder({ store, profile: { ...profile, vendor: '' }, folder }),
    ).rejects.toMatchObject({
      code: 'image.exists',
    })
    expect(await readdir(scratch.dir)).toEqual(['out', 'store'])
    const { mode } = await stat(folder)
    expect(mode & 0o777).toBe(0o777 & ~process.umask())
  })

  it('writes out files of one name and other bytes side by side', async () => {
    const medium = join(scratch.dir, 'medium')
    const texts = { 'k.b00': 'kernel', 'a/x.v00': 'first', 'b/x.v00': 'second', 'c/X.V00': 'third' }
    for (const [path, text] of Object.entries(texts)) {
      await mkdir(dirname(join(medium, path)), { recursive: true })
      await writeFile(join(medium, path), text)
    }
    await writeFile(
      join(medium, 'boot.cfg'),
      'kernel=/k.b00\nmodules=/a/x.v00 --- /b/x.v00 one=1 --- /a/x.v00 --- /c/X.V00\n',
    )
    const profile = await importFolder({ store, folder: medium, name: 'twins' })
    const folder = join(scratch.dir, 'out')
    await exportFolder({ store, profile, folder })
    expect(await readFile(join(folder, 'boot.cfg'), 'utf8')).toContain(
      'modules=/x.v00 --- /2/x.v00 one=1 --- /x.v00 --- /3/X.V00\n',
    )
    expect(await importFolder({ store, folder, name: 'twins' })).toEqual(profile)
  })
})

describe.skipIf(missing !== undefined)(
  `a store with depots (${missing ?? 'tools present'})`,
  () => {
    const withDepot = async () => {
      const depot = await importBundle({ store, file: await makeDepot(scratch, [standard]) })
      const depots = createDepots({ store })
      await depots.put(depot)
      return { depot, depots }
    }

    it('lists them, gives them by name and forgets them', async () => {
      const { depot, depots } = await withDepot()
      await depots.put({ ...depot, name: 'other/../depot' })
      expect((await depots.list()).map(({ name }) => name)).toEqual(['depot', 'other/../depot'])
      expect(await depots.get('depot')).toEqual(depot)
      await depots.remove('depot')
      await expect(depots.get('depot')).rejects.toMatchObject({ code: 'image.profile-unknown' })
    })

    it('builds an image that remembers its packages, and keeps all of them', async () => {
      const { depot, depots } = await withDepot()
      const software = softwareOf(depot, standard.name)
      const profile = await buildImage({ store, software })
      expect(await readSoftware(store, profile)).toEqual(software)
      expect(
        (await collectGarbage({ store, profiles: [profile], clock: inTwoHours })).removed,
      ).toBe(0)
      await depots.remove('depot')
      expect(
        (await collectGarbage({ store, profiles: [profile], clock: inTwoHours })).removed,
      ).toBe(0)
      expect((await collectGarbage({ store, profiles: [], clock: inTwoHours })).removed).toBe(10)
    })

    it('mends a damaged payload from the package it came in', async () => {
      const { depot } = await withDepot()
      const payload = depot.packages[0]?.payloads[0]
      if (payload === undefined) throw new Error('no payload')
      await writeFile(store.path(payload.sha256), 'other')
      const { damaged } = await verifyStore({ store })
      expect(await repairStore({ store, damaged })).toEqual({ mended: [payload.sha256], lost: [] })
      expect((await verifyStore({ store })).damaged).toEqual([])
    })

    it('writes an image out as a bundle that reads back the same', async () => {
      const { depot } = await withDepot()
      const software = softwareOf(depot, standard.name)
      const file = join(scratch.dir, 'out.zip')
      await exportBundle({ store, software, file })
      const again = createImageStore({ dir: join(scratch.dir, 'again') })
      const read = softwareOf(await importBundle({ store: again, file }), standard.name)
      expect(compareSoftware(software, read)).toMatchObject({
        added: [],
        removed: [],
        changed: [],
        same: 3,
      })
      expect(read.bootNames).toEqual(software.bootNames)
      expect(read.acceptanceLevel).toBe('partner')
    })
  },
)
