import { existsSync } from 'node:fs'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLoaderList, importLoaders, loaderKind } from '../../src/main/images/index.ts'
import { run, scratchFolder, toolsMissing } from './archive/tools.ts'

const ipxe = '/usr/lib/ipxe'
const missing = toolsMissing('zip') ?? (existsSync(ipxe) ? undefined : ipxe)

describe('loaderKind', () => {
  it('knows nothing of a text, a short file or a PE file cut short', () => {
    expect(loaderKind('tramp', Buffer.from('#!ipxe\n'))).toBeUndefined()
    expect(loaderKind('x.efi', Buffer.from('MZ'))).toBeUndefined()
    expect(
      loaderKind('x.efi', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(62, 0xff)])),
    ).toBeUndefined()
  })
})

/** The least that is told to be a UEFI loader, with some bytes of its own. */
const efi = (own: number): Buffer => {
  const bytes = Buffer.alloc(80, own)
  bytes.write('MZ')
  bytes.writeUInt32LE(64, 60)
  bytes.write('PE\0\0', 64)
  bytes.writeUInt16LE(0x8664, 68)
  return bytes
}

describe('a list of loaders', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>
  beforeEach(async () => {
    scratch = await scratchFolder()
  })
  afterEach(() => scratch.remove())

  it('reads a file once, and again when it is another', async () => {
    await scratch.write({ 'own/a.efi': efi(1), 'own/notes.txt': 'x' })
    const path = join(scratch.dir, 'own/a.efi')
    const opened: string[] = []
    const list = createLoaderList([join(scratch.dir, 'own')], (file) => {
      opened.push(basename(file))
      return readFile(file)
    })
    const first = await list()
    expect(first).toMatchObject([{ name: 'a.efi', firmware: 'uefi', architecture: 'x64' }])
    expect(await list()).toEqual(first)
    expect(opened.toSorted()).toEqual(['a.efi', 'notes.txt'])
    await writeFile(path, Buffer.concat([efi(2), efi(2)]))
    expect((await list())[0]?.sha256).not.toBe(first[0]?.sha256)
    await rm(path)
    expect(await list()).toEqual([])
  })
})

describe.skipIf(missing !== undefined)(`loaders (${missing ?? 'iPXE present'})`, () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>
  beforeEach(async () => {
    scratch = await scratchFolder()
  })
  afterEach(() => scratch.remove())

  it('of Debian are told apart by firmware and architecture', async () => {
    const loaders = await createLoaderList([ipxe, '/nowhere'])()
    expect(loaders.find(({ name }) => name === 'snponly.efi')).toMatchObject({
      firmware: 'uefi',
      architecture: 'x64',
      origin: ipxe,
    })
    expect(loaders.filter(({ signed }) => signed)).toEqual([])
    expect(loaders.find(({ name }) => name === 'undionly.kpxe')).toMatchObject({ firmware: 'bios' })
    expect(loaders.some(({ name }) => name.endsWith('.rom'))).toBe(false)
  })

  it('come out of a boot archive under their bare names, its scripts do not', async () => {
    await scratch.write({
      'in/sub/undionly.kpxe.vmw-hardwired': await readFile(join(ipxe, 'undionly.kpxe')),
      'in/snponly64.efi.vmw-hardwired': await readFile(join(ipxe, 'snponly.efi')),
      'in/tramp': '#!gpxe\n',
    })
    run('zip', ['-q', '-r', '../deploy-tftp.zip', '.'], join(scratch.dir, 'in'))
    const folder = join(scratch.dir, 'loaders')
    const loaders = await importLoaders({ file: join(scratch.dir, 'deploy-tftp.zip'), folder })
    expect(
      loaders.map(({ name, firmware, origin }) => `${name} ${firmware} ${origin}`).toSorted(),
    ).toEqual([
      'snponly64.efi.vmw-hardwired uefi deploy-tftp.zip',
      'undionly.kpxe.vmw-hardwired bios deploy-tftp.zip',
    ])
    expect((await readdir(folder)).toSorted()).toEqual([
      'snponly64.efi.vmw-hardwired',
      'undionly.kpxe.vmw-hardwired',
    ])
  })

  it('come out of a folder, or as one chosen file', async () => {
    const folder = join(scratch.dir, 'loaders')
    await scratch.write({
      'own/ipxe.efi': await readFile(join(ipxe, 'ipxe.efi')),
      'own/notes.txt': 'x',
    })
    const names = async (file: string) =>
      (await importLoaders({ file, folder })).map(({ name }) => name)
    expect(await names(join(scratch.dir, 'own'))).toEqual(['ipxe.efi'])
    expect(await names(join(ipxe, 'undionly.kpxe'))).toEqual(['undionly.kpxe'])
    expect(await createLoaderList([folder])()).toMatchObject([
      { name: 'ipxe.efi', origin: 'own' },
      { name: 'undionly.kpxe', origin: 'undionly.kpxe' },
    ])
    await expect(names(join(scratch.dir, 'own/notes.txt'))).rejects.toMatchObject({
      code: 'image.no-loader',
    })
  })

  it('are asked for: an archive without any is refused and leaves nothing', async () => {
    await scratch.write({ 'in/tramp': '#!gpxe\n' })
    run('zip', ['-q', '-r', '../none.zip', '.'], join(scratch.dir, 'in'))
    const folder = join(scratch.dir, 'loaders')
    await expect(
      importLoaders({ file: join(scratch.dir, 'none.zip'), folder }),
    ).rejects.toMatchObject({
      code: 'image.no-loader',
    })
    expect(existsSync(folder)).toBe(false)
  })
})
