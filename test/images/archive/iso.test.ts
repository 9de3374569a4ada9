import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openIso, readIso } from '../../../src/main/images/archive/iso.ts'
import { sourceOf } from '../../../src/main/images/archive/source.ts'
import { createImageStore, importIso } from '../../../src/main/images/index.ts'
import { contents, run, scratchFolder, toolsMissing } from './tools.ts'

const missing = toolsMissing('genisoimage', 'xorriso')
const sector = 2048

describe.skipIf(missing !== undefined)(`ISO images (${missing ?? 'tools present'})`, () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>
  beforeEach(async () => {
    scratch = await scratchFolder()
  })
  afterEach(() => scratch.remove())

  const medium = {
    'in/BOOT.CFG':
      'kernel=/b.b00\nkernelopt=runweasel cdromBoot\nmodules=/useropts.gz --- /k.b00\n',
    'in/MBOOT.C32': 'bios loader',
    'in/B.B00': 'kernel',
    'in/K.B00': Buffer.alloc(3 * 1024 * 1024 + 5, 'k'),
    'in/USEROPTS.GZ': '',
    'in/EFI/BOOT/BOOTX64.EFI': 'uefi loader',
    'in/README': 'no extension',
  }
  const make = async (
    files: Record<string, string | Uint8Array> = medium,
    tool = 'genisoimage',
  ) => {
    await scratch.write(files)
    const options = ['-quiet', '-V', 'ESXI-TEST', '-o', 'test.iso', 'in']
    if (tool === 'xorriso') run('xorriso', ['-as', 'mkisofs', ...options], scratch.dir)
    else run('genisoimage', options, scratch.dir)
    return join(scratch.dir, 'test.iso')
  }

  it.each(['genisoimage', 'xorriso'])('made by %s are read file by file', async (tool) => {
    const iso = await openIso(await make(medium, tool))
    const all = await contents(iso)
    expect(iso.volume).toBe('ESXI-TEST')
    expect(Object.keys(all).toSorted()).toEqual([
      'B.B00',
      'BOOT.CFG',
      'EFI/BOOT/BOOTX64.EFI',
      'K.B00',
      'MBOOT.C32',
      'README',
      'USEROPTS.GZ',
    ])
    expect(all['K.B00']).toBe('k'.repeat(3 * 1024 * 1024 + 5))
    expect(all['USEROPTS.GZ']).toBe('')
    await iso.close()
  })

  it('list directories that need several sectors', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`in/DIR/F${index}.V00`, String(index)]),
    )
    const iso = await openIso(await make(many))
    expect(iso.files).toHaveLength(300)
    expect((await contents(iso))['DIR/F299.V00']).toBe('299')
    await iso.close()
  })

  it('become an image profile: names mapped, both loaders, empty modules kept', async () => {
    const store = createImageStore({ dir: join(scratch.dir, 'store') })
    const profile = await importIso({ store, file: await make() })
    expect(profile).toMatchObject({
      name: 'ESXI-TEST',
      kind: 'esxi',
      loader: { name: 'mboot.c32', size: 11 },
      uefiLoader: { name: 'mboot.efi' },
      kernel: { name: 'b.b00' },
      kernelOptions: 'runweasel',
    })
    expect(profile.modules.map(({ name, size }) => [name, size])).toEqual([
      ['useropts.gz', 0],
      ['k.b00', 3 * 1024 * 1024 + 5],
    ])
    expect((await store.read(profile.uefiLoader?.sha256 ?? '')).toString()).toBe('uefi loader')
  })

  it('are refused when a module is missing, when they are cut short or no ISO at all', async () => {
    const store = createImageStore({ dir: join(scratch.dir, 'store') })
    const { 'in/K.B00': _, ...rest } = medium
    await expect(importIso({ store, file: await make(rest) })).rejects.toMatchObject({
      code: 'image.missing-module',
      details: { file: 'k.b00', position: 2 },
    })
    const bytes = await readFile(join(scratch.dir, 'test.iso'))
    for (const [size, code] of [
      [17 * sector, 'image.truncated'],
      [100, 'image.iso-invalid'],
    ] as const) {
      await expect(readIso(sourceOf(bytes.subarray(0, size)))).rejects.toMatchObject({ code })
    }
    await expect(readIso(sourceOf(Buffer.alloc(40 * sector)))).rejects.toMatchObject({
      code: 'image.iso-invalid',
    })
  })

  it('are refused when their directories run in a circle', async () => {
    const bytes = await readFile(await make())
    const root = bytes.subarray(16 * sector + 156)
    const rootExtent = root.readUInt32LE(2)
    const at = bytes.indexOf(Buffer.from('\u0003EFI', 'latin1'), rootExtent * sector) - 32
    bytes.writeUInt32LE(rootExtent, at + 2)
    await expect(readIso(sourceOf(bytes))).rejects.toMatchObject({ code: 'image.iso-invalid' })
  })

  it('go on where an import was broken off', async () => {
    const dir = join(scratch.dir, 'store')
    const store = createImageStore({ dir })
    const file = await make()
    const stop = new AbortController()
    await expect(
      importIso({
        store,
        file,
        signal: stop.signal,
        onProgress: ({ file }) => {
          if (file === 'K.B00') stop.abort(new Error('enough'))
        },
      }),
    ).rejects.toThrow('enough')
    const added: string[] = []
    const again = {
      ...store,
      add: async (...args: Parameters<typeof store.add>) => {
        const blob = await store.add(...args)
        added.push(blob.sha256)
        return blob
      },
    }
    const profile = await importIso({ store: again, file })
    expect(added).toEqual([profile.modules[1]?.sha256])
    expect(await importIso({ store, file })).toEqual(profile)
  })
})
