import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBootFiles, type BootFiles, type Requester } from '../../src/main/tftp/index.ts'

const simulated: Requester = { client: '127.66.0.100:2070', host: 'esx-01', simulated: true }
const physical: Requester = { client: '10.0.0.7:2070', simulated: false }

let folder: string
let files: BootFiles

const textOf = async (name: string, requester = simulated) => {
  const file = await files.open(name, requester)
  if (file === undefined) return undefined
  const text = Buffer.from(await file.read(0, file.size)).toString('latin1')
  await file.close()
  return text
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headwaiter-files-'))
  const loaders = join(folder, 'loaders')
  await mkdir(join(loaders, 'efi64'), { recursive: true })
  await writeFile(join(loaders, 'real.efi'), 'real loader')
  await writeFile(join(loaders, 'efi64', 'Syslinux.efi'), 'nested loader')
  await writeFile(join(loaders, 'VMKERNEL.V00'), 'shouted')
  await writeFile(join(folder, 'secret'), 'secret')
  await symlink(join(folder, 'secret'), join(loaders, 'way-out'))
  await symlink(join(loaders, 'real.efi'), join(loaders, 'alias.efi'))
  files = createBootFiles({
    loaderDirs: [join(folder, 'absent'), loaders],
    linkTargets: [],
    tramp: ({ host }) => `#!ipxe\n# for ${host ?? 'anybody'}\n`,
    extra: { 'extra.ipxe': () => 'extra' },
  })
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('the boot store', () => {
  it.each([
    ['a loader by its name', 'real.efi', 'real loader'],
    ['a loader in a folder', 'efi64/Syslinux.efi', 'nested loader'],
    ['a name with a leading slash', '/real.efi', 'real loader'],
    ['a name with backslashes', '\\efi64\\Syslinux.efi', 'nested loader'],
    ['a name in another case', 'vmkernel.v00', 'shouted'],
    ['a name read on into the end of DHCP’s options', 'real.efi\xff', 'real loader'],
    ['a folder in another case', 'EFI64/SYSLINUX.EFI', 'nested loader'],
    ['a link within the store', 'alias.efi', 'real loader'],
    ['the script of this host', 'tramp', '#!ipxe\n# for esx-01\n'],
    ['further generated files', 'extra.ipxe', 'extra'],
  ])('finds %s', async (_, name, text) => {
    expect(await textOf(name)).toBe(text)
  })

  it.each([
    ['a link out of the store', 'way-out'],
    ['a folder', 'efi64'],
    ['a file beyond a file', 'real.efi/x'],
    ['an absent file', 'nothing'],
    ['a percent-escaped climb', '%2e%2e/secret'],
    ['dots that are a name', '....//secret'],
    ['an absolute path', '/etc/passwd'],
    ['an inherited property', 'constructor'],
  ])('has nothing for %s', async (_, name) => {
    expect(await textOf(name)).toBeUndefined()
  })

  it.each([
    '../secret',
    'efi64/../../secret',
    '..\\secret',
    'a/..',
    '',
    '/',
    'C:\\boot',
    'a\0b',
    'x'.repeat(256),
  ])('refuses the name %j', async (name) => {
    await expect(textOf(name)).rejects.toMatchObject({ code: 'tftp.bad-name' })
  })

  it('has stand-ins for loaders that are not installed, labelled, the same everywhere', async () => {
    const [first, second] = [await textOf('snponly.efi'), await textOf('snponly.efi')]
    expect(first).toContain('Headwaiter stand-in for snponly.efi')
    expect(first).toBe(second)
  })

  it('never gives a stand-in to a real machine', async () => {
    expect(await textOf('snponly.efi', physical)).toBeUndefined()
  })

  it('gives those who ask at once one descriptor, open until the last of them has closed', async () => {
    const opened = await Promise.all([1, 2, 3].map(() => files.open('real.efi', physical)))
    expect(new Set(opened.map((file) => file?.disk?.descriptor)).size).toBe(1)
    const [first, second, third] = opened
    await first?.close()
    await third?.close()
    expect(Buffer.from((await second?.read(0, 4)) ?? []).toString()).toBe('real')
    await second?.close()
    await expect(second?.read(0, 4)).rejects.toMatchObject({ code: 'tftp.unreadable' })
  })

  it('gives who asks later the file as it is then', async () => {
    const before = await files.open('real.efi', physical)
    await rm(join(folder, 'loaders', 'real.efi'))
    await writeFile(join(folder, 'loaders', 'real.efi'), 'new loader')
    expect(await textOf('real.efi')).toBe('new loader')
    expect(Buffer.from((await before?.read(0, 11)) ?? []).toString()).toBe('real loader')
    await before?.close()
  })

  it('says that a file became shorter while it was sent', async () => {
    const file = await files.open('real.efi', simulated)
    await writeFile(join(folder, 'loaders', 'real.efi'), 'r')
    await expect(file?.read(0, 11)).rejects.toMatchObject({ code: 'tftp.unreadable' })
    await file?.close()
  })

  it('gives no byte of a file that was written over since it was opened', async () => {
    const file = await files.open('real.efi', simulated)
    await writeFile(join(folder, 'loaders', 'real.efi'), 'evil loader')
    await expect(file?.read(0, 4)).rejects.toThrow('written over')
    await file?.close()
  })
})
