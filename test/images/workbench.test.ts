import { existsSync } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDocuments } from '../../src/main/document/index.ts'
import {
  createDepots,
  createImagesApi,
  createImageStore,
  guardImages,
  importBundle,
  importFolder,
  type ImagesApi,
  type ImageStore,
} from '../../src/main/images/index.ts'
import { createMemoryStores } from '../../src/main/journal/index.ts'
import type { StoreCheck } from '../../src/shared/image/index.ts'
import { smallLab } from '../document/small-lab.ts'
import { scratchFolder } from './archive/tools.ts'
import { base, driver, putDepot, tools } from './lab-depot.ts'

const hour = 3600 * 1000
const standard = 'ACME-8.0-standard'

let scratch: Awaited<ReturnType<typeof scratchFolder>>
let store: ImageStore
let images: ImagesApi
let documents: ReturnType<typeof createDocuments>
let associated: { host: string; imageProfile: string }[]

beforeEach(async () => {
  scratch = await scratchFolder()
  store = createImageStore({ dir: join(scratch.dir, 'store') })
  const clock = { now: () => Date.now() + 2 * hour, sleep: () => Promise.resolve() }
  const stores = createMemoryStores({ clock })
  await stores.documents.save({ at: 0, summary: 'New', document: smallLab })
  const kept = createDocuments({
    store: stores.documents,
    record: (...facts) => stores.journal.append({ facts }),
    clock,
  })
  associated = []
  const users = () => Promise.resolve(associated)
  documents = {
    ...kept,
    edit: guardImages({ documents: kept, associated: users }, (edit) => kept.edit(edit)),
  }
  images = createImagesApi({
    store,
    documents,
    associated: users,
    loaderFolders: [],
    exportsFolder: join(scratch.dir, 'exports'),
    clock,
  })
})
afterEach(() => scratch.remove())

const namesIn = async (imageProfile: string): Promise<readonly string[]> =>
  (await images.software({ imageProfile })).software.packages.map(({ name }) => name)

/** How a check ends, without the one file that the image of the small lab names and that is nowhere. */
const checked = async (repair: boolean): Promise<StoreCheck | undefined> => {
  let last: StoreCheck | undefined
  for await (const step of images.check({ repair })) last = step
  if (last?.kind !== 'done') return last
  const nowhere = new Set(
    last.damaged.filter(({ usedBy }) => usedBy.includes('Reference')).map(({ sha256 }) => sha256),
  )
  return {
    ...last,
    damaged: last.damaged.filter(({ sha256 }) => !nowhere.has(sha256)),
    missing: last.missing.filter((sha256) => !nowhere.has(sha256)),
    lost: last.lost.filter((sha256) => !nowhere.has(sha256)),
  }
}

describe('depots', () => {
  it('are listed with their profiles, and say which names are in several', async () => {
    await putDepot(store, 'first')
    await putDepot(store, 'second', [base, driver])
    expect(await images.depots()).toMatchObject([
      {
        name: 'first',
        packages: 3,
        profiles: [{ name: standard, packages: 3, alsoIn: ['second'] }],
      },
      {
        name: 'second',
        packages: 2,
        profiles: [{ name: standard, packages: 2, alsoIn: ['first'] }],
      },
    ])
    expect(await images.packages({ name: 'second' })).toMatchObject([
      { name: 'esx-base', version: '8.0.0-1.0' },
      { name: 'net-e1000e', acceptanceLevel: 'partner', depends: [{ name: 'esx-base' }] },
    ])
  })

  it('with the same profile name want to be told apart', async () => {
    await putDepot(store, 'first')
    await putDepot(store, 'second', [base, driver])
    await expect(images.compose({ profile: standard })).rejects.toMatchObject({
      code: 'image.profile-ambiguous',
      message: expect.stringContaining('first, second') as unknown,
    })
    await images.compose({ profile: standard, depot: 'second', name: 'Mine' })
    expect(await namesIn('Mine')).toEqual(['esx-base', 'net-e1000e'])
  })

  it('of the same name and other contents stand side by side', async () => {
    const first = await putDepot(store, 'update')
    const depots = createDepots({ store })
    expect(await depots.keep(first)).toBe('update')
    expect(await depots.keep({ ...first, profiles: [] })).toBe('update (2)')
    expect((await images.depots()).map(({ name }) => name)).toEqual(['update', 'update (2)'])
  })

  it('have names as long as they like in any script', async () => {
    const name = '深度'.repeat(60)
    await putDepot(store, name)
    expect((await images.depots()).map((depot) => depot.name)).toEqual([name])
    expect(await images.packages({ name })).toHaveLength(3)
    await images.removeDepot({ name })
    expect(await images.depots()).toEqual([])
  })

  it('say which of them the disk has changed; it is imported again, or forgotten', async () => {
    const first = await putDepot(store, 'first')
    await putDepot(store, 'second', [base, driver])
    const depots = createDepots({ store })
    const spoil = () => writeFile(join(store.dir, 'depots', 'first.json'), '{"name":"fir')
    const spoilt: unknown = expect.objectContaining({
      code: 'image.depot-invalid',
      message: expect.stringContaining('first.json') as unknown,
    })
    await spoil()
    await expect(images.depots()).rejects.toEqual(spoilt)
    await expect(images.packages({ name: 'first' })).rejects.toEqual(spoilt)
    expect(await depots.keep(first)).toBe('first')
    expect((await images.depots()).map(({ name }) => name)).toEqual(['first', 'second'])
    await spoil()
    await images.removeDepot({ name: 'first' })
    expect((await images.depots()).map(({ name }) => name)).toEqual(['second'])
    await expect(images.removeDepot({ name: 'first' })).rejects.toMatchObject({
      code: 'image.profile-unknown',
    })
  })

  it('are forgotten; images made from them keep their packages', async () => {
    await putDepot(store, 'first')
    await images.compose({ profile: standard })
    await images.removeDepot({ name: 'first' })
    expect(await images.depots()).toEqual([])
    expect(await images.collect()).toEqual({ removed: 0, bytes: 0 })
    expect(await namesIn(standard)).toHaveLength(3)
    await expect(images.removeDepot({ name: 'first' })).rejects.toMatchObject({
      code: 'image.profile-unknown',
    })
  })
})

describe('work on an image profile', () => {
  beforeEach(async () => {
    await putDepot(
      store,
      'depot',
      [
        base,
        driver,
        tools,
        { ...driver, version: '1.2-1' },
        { ...driver, version: '1.10-1' },
        { name: 'loose', level: 'community' },
        { name: 'enemy', conflicts: ['tools-light'] },
        { name: 'needy', needs: ['nowhere'] },
      ],
      3,
    )
    await images.compose({ profile: standard })
  })
  const change = (step: Parameters<ImagesApi['change']>[0]['change']) =>
    images.change({ imageProfile: standard, change: step })

  it('replaces a package by the newest of its name, and the boot list follows', async () => {
    const before = documents.current().imageProfiles.at(-1)
    await change({ kind: 'addPackage', package: 'net-e1000e' })
    const after = documents.current().imageProfiles.at(-1)
    expect((await images.software({ imageProfile: standard })).software.packages).toMatchObject([
      { name: 'esx-base' },
      { name: 'tools-light' },
      { name: 'net-e1000e', version: '1.10-1' },
    ])
    const digests = after?.modules.map(({ sha256 }) => sha256)
    expect(digests).not.toEqual(before?.modules.map(({ sha256 }) => sha256))
    for (const sha256 of digests ?? []) expect(await store.has(sha256)).toBe(true)
  })

  it.each([
    ['an unknown package', { kind: 'addPackage', package: 'none' }, 'image.package-unknown'],
    ['one below its level', { kind: 'addPackage', package: 'loose' }, 'image.package-refused'],
    ['a conflict', { kind: 'addPackage', package: 'enemy' }, 'image.package-refused'],
    ['an unmet dependency', { kind: 'addPackage', package: 'needy' }, 'image.package-refused'],
    [
      'to lose what others need',
      { kind: 'removePackage', name: 'esx-base' },
      'image.package-refused',
    ],
    [
      'a level above its packages',
      { kind: 'acceptanceLevel', level: 'certified' },
      'image.package-refused',
    ],
  ] as const)('refuses %s and makes no version', async (_, step, code) => {
    const before = documents.version()
    await expect(change(step)).rejects.toMatchObject({ code })
    expect(documents.version()).toBe(before)
  })

  it('counts step by step, also when several are asked for at once', async () => {
    await Promise.all([
      change({ kind: 'removePackage', name: 'tools-light' }),
      change({ kind: 'removePackage', name: 'net-e1000e' }),
    ])
    expect(await namesIn(standard)).toEqual(['esx-base'])
  })

  it('can be undone, and any version be had again', async () => {
    await change({ kind: 'removePackage', name: 'tools-light' })
    await change({ kind: 'acceptanceLevel', level: 'community' })
    await change({ kind: 'addPackage', package: 'loose' })
    expect(await namesIn(standard)).toEqual(['esx-base', 'net-e1000e', 'loose'])
    await documents.undo()
    expect(await namesIn(standard)).toEqual(['esx-base', 'net-e1000e'])
    const versions = await images.versions({ imageProfile: standard })
    expect(versions.map(({ summary, current }) => [summary, current])).toEqual([
      [`Added loose 1.0-1 to ${standard}`, false],
      [`Set ${standard} to CommunitySupported`, true],
      [`Removed tools-light from ${standard}`, false],
      [`Added the image profile ${standard}`, false],
    ])
    expect(versions[2]?.difference).toMatchObject({
      by: 'packages',
      removed: [{ name: 'tools-light' }],
    })
    await images.restore({ imageProfile: standard, version: versions[3]?.version ?? 0 })
    expect(await namesIn(standard)).toEqual(['esx-base', 'net-e1000e', 'tools-light'])
  })

  it('keeps options and loaders that the image was given', async () => {
    const image = documents.current().imageProfiles.at(-1) ?? expect.fail('no image')
    const loader = { ...image.kernel, name: 'mboot.c32' }
    const modules = image.modules.map((file) => ({ ...file, options: `of-${file.name}` }))
    const changed = { ...image, loader, modules, kernelOptions: 'debug' }
    await documents.edit({ kind: 'changeImageProfile', imageProfile: changed, summary: 'By hand' })
    await change({ kind: 'removePackage', name: 'tools-light' })
    expect(documents.current().imageProfiles.at(-1)).toEqual({
      ...changed,
      software: documents.current().imageProfiles.at(-1)?.software,
      modules: modules.slice(0, -1),
    })
  })

  it('has copies, also without tools, and compares them', async () => {
    expect(await images.clone({ from: standard, withoutTools: true })).toEqual({
      imageProfile: 'ACME-8.0-no-tools',
    })
    await images.clone({ from: standard, name: 'Copy', vendor: 'Us', withoutTools: false })
    expect(documents.current().imageProfiles.at(-1)).toMatchObject({ name: 'Copy', vendor: 'Us' })
    const first = { imageProfile: standard }
    expect(await images.compare({ first, second: { imageProfile: 'ACME-8.0-no-tools' } })).toEqual({
      by: 'packages',
      added: [],
      removed: [{ name: 'tools-light', version: '1.0-1' }],
      changed: [],
      same: 2,
    })
    await change({ kind: 'addPackage', package: 'ACME_bootbank_net-e1000e_1.2-1' })
    expect(
      await images.compare({ first, second: { imageProfile: standard, depot: 'depot' } }),
    ).toMatchObject({ changed: [{ name: 'net-e1000e', from: '1.2-1', to: '1.0-1', newer: false }] })
  })

  it('can be made of packages, when they go together', async () => {
    const make = (...names: string[]) =>
      images.assemble({
        name: 'Own',
        vendor: 'Us',
        acceptanceLevel: 'partner',
        packages: names.map((name) => ({ package: name })),
      })
    await expect(make('esx-base', 'needy')).rejects.toMatchObject({ code: 'image.package-refused' })
    await expect(make('tools-light')).rejects.toMatchObject({ code: 'image.no-kernel' })
    await expect(make('esx-base', 'ESX-base')).rejects.toMatchObject({
      code: 'image.package-refused',
      message: 'The package esx-base is there twice.',
    })
    expect(await make('esx-base', 'net-e1000e')).toEqual({ imageProfile: 'Own' })
    expect(documents.current().imageProfiles.at(-1)).toMatchObject({
      vendor: 'Us',
      version: '8.0.0-1.0',
      kernel: { name: 'b.b00' },
    })
  })

  it('compares images without packages file by file, and says that they have none', async () => {
    const difference = await images.compare({
      first: { imageProfile: 'Reference' },
      second: { imageProfile: standard },
    })
    expect(difference).toMatchObject({ by: 'files', same: 0 })
    expect(difference.removed.map(({ name }) => name)).toEqual(['linux', 'initrd.gz'])
    await expect(images.software({ imageProfile: 'Reference' })).rejects.toMatchObject({
      code: 'image.no-packages',
    })
  })
})

describe('an image profile in use', () => {
  it('is not removed while a rule or a host needs it; who does is named', async () => {
    await putDepot(store, 'depot')
    await images.compose({ profile: standard })
    associated = [
      { host: 'esx-07', imageProfile: standard },
      { host: 'esx-08', imageProfile: 'Other' },
    ]
    expect(await images.users({ imageProfile: standard })).toEqual([
      { kind: 'host', name: 'esx-07' },
    ])
    const remove = (name: string) => documents.edit({ kind: 'removeImageProfile', name })
    await expect(remove(standard)).rejects.toMatchObject({
      code: 'image.in-use',
      message: expect.stringContaining('host "esx-07"') as unknown,
    })
    await expect(remove('Reference')).rejects.toMatchObject({
      code: 'image.in-use',
      message: expect.stringContaining('rule ') as unknown,
    })
    associated = []
    await remove(standard)
    expect(documents.current().imageProfiles.map(({ name }) => name)).toEqual(['Reference'])
    // What an earlier version named is still there: undo brings the image back whole.
    expect(await images.collect()).toEqual({ removed: 0, bytes: 0 })
    await documents.undo()
    expect(await namesIn(standard)).toHaveLength(3)
  })
})

describe('the store', () => {
  it('tells what it holds and loses what nothing names', async () => {
    await putDepot(store, 'depot')
    const stray = await store.add(Buffer.from('stray'))
    expect(await images.store()).toMatchObject({
      all: { files: 9 },
      unused: { files: 1, bytes: 5 },
      depots: 1,
    })
    expect(await images.collect()).toEqual({ removed: 1, bytes: 5 })
    expect(await store.has(stray.sha256)).toBe(false)
  })

  it('is checked step by step; damage is named with the images that have it', async () => {
    await putDepot(store, 'depot')
    await images.compose({ profile: standard })
    const { kernel } = documents.current().imageProfiles.at(-1) ?? expect.fail('no image')
    await writeFile(store.path(kernel.sha256), 'other')
    expect(await checked(false)).toMatchObject({
      kind: 'done',
      damaged: [{ sha256: kernel.sha256, usedBy: [standard, 'depot'] }],
      missing: [],
      mended: [],
    })
    // This depot's packages are no archives: nothing has the bytes any more.
    expect(await checked(true)).toMatchObject({ lost: [kernel.sha256], mended: [] })
    // What is lost stays told until it is imported again, or nothing names it any more.
    expect(await checked(false)).toMatchObject({
      damaged: [{ sha256: kernel.sha256, usedBy: [standard, 'depot'] }],
      missing: [kernel.sha256],
    })
    await documents.edit({ kind: 'removeImageProfile', name: standard })
    await images.removeDepot({ name: 'depot' })
    expect(await checked(false)).toMatchObject({ damaged: [], missing: [] })
  })

  it('names the image whose list of packages is gone', async () => {
    await putDepot(store, 'depot')
    await images.compose({ profile: standard })
    const { software = '' } = documents.current().imageProfiles.at(-1) ?? expect.fail('no image')
    await store.remove(software)
    expect(await checked(false)).toMatchObject({
      damaged: [{ sha256: software, usedBy: [standard] }],
      missing: [software],
    })
  })

  it('stops its check when the reader goes away', async () => {
    await putDepot(store, 'depot')
    const steps = images.check({ repair: false })
    expect((await steps.next()).value).toMatchObject({ kind: 'progress' })
    await steps.return(undefined)
    expect(await steps.next()).toEqual({ done: true, value: undefined })
  })

  it('writes images that are asked for at once one after the other', async () => {
    await putDepot(store, 'depot')
    await images.compose({ profile: standard })
    for (const as of ['bundle', 'folder'] as const) {
      const asked = { imageProfile: standard, as }
      const both = await Promise.all([images.export(asked), images.export(asked)])
      expect(new Set(both.map(({ path }) => path)).size).toBe(2)
      for (const { path } of both) expect(existsSync(path)).toBe(true)
    }
  })

  it('writes images into its own folder alone, each beside the last', async () => {
    await putDepot(store, 'depot')
    await images.compose({ profile: standard, name: '../../out of here' })
    const paths = [
      await images.export({ imageProfile: '../../out of here', as: 'folder' }),
      await images.export({ imageProfile: '../../out of here', as: 'folder' }),
    ]
    const exports = join(scratch.dir, 'exports')
    expect(paths.map(({ path }) => path)).toEqual([
      join(exports, '__.._out_of_here'),
      join(exports, '__.._out_of_here-2'),
    ])
    expect(await readdir(exports)).toHaveLength(2)
    const again = await importFolder({ store, folder: paths[0]?.path ?? '', name: 'Again' })
    const { kernel, modules } = documents.current().imageProfiles.at(-1) ?? expect.fail('no image')
    expect(again).toMatchObject({ kernel, modules })
    const { path } = await images.export({ imageProfile: '../../out of here', as: 'bundle' })
    expect(path).toBe(join(exports, '__.._out_of_here.zip'))
    // These packages are no archives, which an import must notice; the form of the bundle is right.
    await expect(importBundle({ store, file: path })).rejects.toMatchObject({
      code: 'image.ar-invalid',
    })
  })
})
