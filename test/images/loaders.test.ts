import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { importLoaders, listLoaders, loaderKind } from '../../src/main/images/index.ts'
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

describe.skipIf(missing !== undefined)(`loaders (${missing ?? 'iPXE present'})`, () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>
  beforeEach(async () => {
    scratch = await scratchFolder()
  })
  afterEach(() => scratch.remove())

  it('of Debian are told apart by firmware and architecture', async () => {
    const loaders = await listLoaders([ipxe, '/nowhere'])
    expect(loaders.find(({ name }) => name === 'snponly.efi')).toMatchObject({
      firmware: 'uefi',
      architecture: 'x64',
      origin: ipxe,
    })
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
    expect(await listLoaders([folder])).toMatchObject([
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
