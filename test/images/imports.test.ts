import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  buildReferenceImage,
  createImageStore,
  importFolder,
  importKernelInitrd,
  type ImageStore,
} from '../../src/main/images/index.ts'
import { filesOf } from '../../src/shared/image/index.ts'

let dir: string
let store: ImageStore
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'headwaiter-test-'))
  store = createImageStore({ dir: join(dir, 'store') })
})
afterEach(() => rm(dir, { recursive: true }))

describe('the reference image', () => {
  it('is 32 MiB in 22 files and the same on every machine', async () => {
    const profile = await buildReferenceImage({ store })
    const printed: unknown = parse(
      await readFile(
        new URL('../../resources/images/reference-profile.yaml', import.meta.url),
        'utf8',
      ),
    )
    expect(profile).toEqual(printed)
    const files = filesOf(profile)
    expect(files).toHaveLength(22)
    expect(files.reduce((sum, { size }) => sum + size, 0)).toBe(32 * 1024 * 1024)
    expect((await store.read(files[0]?.sha256 ?? '')).toString('latin1')).toMatch(
      /^mboot\.c32: a stand-in made by Headwaiter/,
    )
  })

  it('stops when asked to', async () => {
    await expect(
      buildReferenceImage({ store, signal: AbortSignal.abort(new Error('enough')) }),
    ).rejects.toThrow('enough')
  })
})

describe('importKernelInitrd', () => {
  it('makes a profile of a kernel, an initrd and a command line', async () => {
    await writeFile(join(dir, 'linux'), 'kernel')
    await writeFile(join(dir, 'initrd.gz'), 'initrd')
    const steps: number[] = []
    const profile = await importKernelInitrd({
      store,
      kernel: join(dir, 'linux'),
      initrd: join(dir, 'initrd.gz'),
      commandLine: 'quiet',
      name: 'Linux',
      onProgress: ({ done }) => steps.push(done),
    })
    expect(profile).toMatchObject({ kind: 'linux', kernelOptions: 'quiet', kernel: { size: 6 } })
    expect(profile.modules.map(({ name }) => name)).toEqual(['initrd.gz'])
    expect(steps).toEqual([6, 12])
  })

  it.each([
    ['a command line', { commandLine: 'quiet\nimgfree' }],
    ['a name', { name: 'Linux\nkernel=other' }],
  ])('refuses %s that would begin a line of its own in a boot script', async (_title, more) => {
    await writeFile(join(dir, 'linux'), 'kernel')
    const linux = join(dir, 'linux')
    const asked = { kernel: linux, initrd: linux, commandLine: '', name: 'Linux', ...more }
    await expect(importKernelInitrd({ store, ...asked })).rejects.toMatchObject({
      code: 'image.profile-invalid',
    })
  })

  it('names the file that cannot be read', async () => {
    await expect(
      importKernelInitrd({
        store,
        kernel: join(dir, 'none'),
        initrd: join(dir, 'none'),
        commandLine: '',
        name: 'x',
      }),
    ).rejects.toMatchObject({ code: 'image.unreadable', details: { path: join(dir, 'none') } })
  })
})

describe('importFolder', () => {
  const medium = async (files: Record<string, string>) => {
    const folder = join(dir, 'medium')
    await mkdir(folder)
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
    return folder
  }

  it('passes over links that lead to no file', async () => {
    const folder = await medium({ 'boot.cfg': 'kernel=b.b00\n', 'b.b00': 'kernel' })
    await symlink('/nowhere/at/all', join(folder, 'old'))
    await symlink('.', join(folder, 'here'))
    expect(await importFolder({ store, folder })).toMatchObject({ kernel: { name: 'b.b00' } })
    await symlink('/nowhere/at/all', join(folder, 'k.b00'))
    await writeFile(join(folder, 'boot.cfg'), 'kernel=b.b00\nmodules=k.b00\n')
    await expect(importFolder({ store, folder })).rejects.toMatchObject({
      code: 'image.missing-module',
    })
  })

  it('takes what boot.cfg names, in order, from a folder with names in capitals', async () => {
    const folder = await medium({
      'BOOT.CFG':
        'kernel=/b.b00\nkernelopt=x\nmodules=/useropts.gz a=1 --- /k.b00\nbuild=8.0.0-1\n',
      'MBOOT.C32': 'loader',
      'B.B00': 'kernel',
      'K.B00': 'module',
      'USEROPTS.GZ': '',
    })
    const profile = await importFolder({ store, folder })
    expect(profile).toMatchObject({
      name: 'medium',
      kind: 'esxi',
      version: '8.0.0-1',
      loader: { name: 'mboot.c32', size: 6 },
      kernel: { name: 'b.b00', size: 6 },
      kernelOptions: 'x',
    })
    expect(profile.modules.map(({ name, options, size }) => [name, options, size])).toEqual([
      ['useropts.gz', 'a=1', 0],
      ['k.b00', '', 6],
    ])
  })

  it('names a missing module with its place, and stores nothing', async () => {
    const folder = await medium({ 'boot.cfg': 'kernel=b\nmodules=/b --- /gone.v00\n', b: 'kernel' })
    await expect(importFolder({ store, folder })).rejects.toMatchObject({
      code: 'image.missing-module',
      details: { file: 'gone.v00', position: 2 },
    })
    await expect(readFile(join(dir, 'store'))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('says of a folder without boot.cfg that it is no image, and names the one below that is', async () => {
    const folder = await medium({ 'notes.txt': 'x' })
    await expect(importFolder({ store, folder })).rejects.toMatchObject({
      code: 'image.no-boot-config',
      message: 'medium has no boot.cfg, so it is no image.',
    })
    await mkdir(join(folder, 'ESXi'))
    await writeFile(join(folder, 'ESXi', 'BOOT.CFG'), 'kernel=/b.b00\n')
    await expect(importFolder({ store, folder })).rejects.toMatchObject({
      message: 'medium has no boot.cfg, so it is no image. There is one in ESXi.',
    })
  })

  it.each([['a boot.cfg without a kernel', { 'boot.cfg': 'title=x' }, 'image.bootcfg-invalid']])(
    'refuses a folder with %s',
    async (_, files, code) => {
      await expect(importFolder({ store, folder: await medium(files) })).rejects.toMatchObject({
        code,
      })
    },
  )
})
