import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createDepots,
  createImageStore,
  importLoaders,
  importImage,
  type ImageStore,
} from '../../src/main/images/index.ts'
import type { ErrorCode } from '../../src/shared/base/index.ts'
import { run, scratchFolder, toolsMissing } from './archive/tools.ts'
import { makeDepot, standard } from './depot/make-depot.ts'

const missing = toolsMissing('ar', 'zip', 'genisoimage')

describe.skipIf(missing !== undefined)(`bad input (${missing ?? 'tools present'})`, () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>
  let store: ImageStore
  beforeEach(async () => {
    scratch = await scratchFolder()
    store = createImageStore({ dir: join(scratch.dir, 'store') })
  })
  afterEach(() => scratch.remove())
  const at = (name: string) => join(scratch.dir, name)

  const makeIso = async (config: string): Promise<string> => {
    await scratch.write({ 'in/BOOT.CFG': config, 'in/B.B00': 'kernel', 'in/K.V00': 'module' })
    run('genisoimage', ['-quiet', '-V', 'TEST', '-o', 'test.iso', 'in'], scratch.dir)
    return at('test.iso')
  }
  /** A zip whose names are not those of files: a stored file with a name of the same length. */
  const renamedIn = async (zip: string, from: string, to: string): Promise<void> => {
    const bytes = await readFile(zip)
    for (let place = bytes.indexOf(from); place >= 0; place = bytes.indexOf(from, place + 1))
      bytes.write(to, place)
    await writeFile(zip, bytes)
  }

  const inputs: Record<string, [code: ErrorCode, make: () => Promise<string>]> = {
    'a depot cut short': [
      'image.zip-invalid',
      async () => {
        const file = await makeDepot(scratch, [standard])
        await writeFile(file, (await readFile(file)).subarray(0, -200))
        return file
      },
    ],
    'an ISO cut short': [
      'image.truncated',
      async () => {
        const file = await makeIso('kernel=/b.b00\nmodules=/k.v00\n')
        await writeFile(file, (await readFile(file)).subarray(0, 20 * 2048))
        return file
      },
    ],
    'a text that is called an ISO': [
      'image.iso-invalid',
      async () => {
        await scratch.write({ 'note.iso': 'x'.repeat(40_000) })
        return at('note.iso')
      },
    ],
    'an empty file': [
      'image.iso-invalid',
      async () => {
        await scratch.write({ 'empty.iso': '' })
        return at('empty.iso')
      },
    ],
    'a zip that is no depot': [
      'image.depot-invalid',
      async () => {
        await scratch.write({ 'in/readme.txt': 'x' })
        run('zip', ['-q', '-r', 'other.zip', 'in'], scratch.dir)
        return at('other.zip')
      },
    ],
    'a zip whose beginning is damaged': [
      'image.zip-invalid',
      async () => {
        await scratch.write({ 'broken.zip': 'x'.repeat(40_000) })
        return at('broken.zip')
      },
    ],
    'an ISO without boot.cfg': [
      'image.no-boot-config',
      async () => {
        await scratch.write({ 'in/A.TXT': 'x' })
        run('genisoimage', ['-quiet', '-o', 'other.iso', 'in'], scratch.dir)
        return at('other.iso')
      },
    ],
    'a boot.cfg that climbs out of its medium': [
      'image.missing-module',
      async () => makeIso('kernel=/../../etc/passwd\nmodules=/k.v00\n'),
    ],
    'a boot.cfg with a number that is none': [
      'image.bootcfg-invalid',
      async () => makeIso('kernel=/b.b00\ntimeout=soon\nmodules=/k.v00\n'),
    ],
    'a boot.cfg with more modules than a lab holds': [
      'image.profile-invalid',
      async () => makeIso(`kernel=/b.b00\nmodules=${'/k.v00 --- '.repeat(600)}/k.v00\n`),
    ],
    'a depot with a name that leads out of it': [
      'image.zip-invalid',
      async () => {
        const file = await makeDepot(scratch, [standard])
        await renamedIn(file, 'vendor-index.xml', '../dor-index.xml')
        return file
      },
    ],
    'a depot whose package is another file': [
      'image.checksum-mismatch',
      async () =>
        makeDepot(scratch, [standard], (files) => {
          const key = Object.keys(files).find((name) => name.includes('tools-light_')) ?? ''
          files[key] = Buffer.from(files[key] ?? '').fill(0x20, 70, 80)
        }),
    ],
    'an image profile with a name no lab can hold': [
      'image.profile-invalid',
      async () => makeDepot(scratch, [{ ...standard, name: 'x'.repeat(90) }]),
    ],
  }

  it.each(Object.keys(inputs))('%s is refused by code, and nothing comes of it', async (name) => {
    const [code, make] = inputs[name] ?? expect.fail('no such input')
    const path = await make()
    const before = (await readdir(scratch.dir)).filter((entry) => entry !== 'store')
    await expect(importImage({ store, path })).rejects.toMatchObject({ code })
    expect((await readdir(scratch.dir)).filter((entry) => entry !== 'store')).toEqual(before)
    expect(await readdir(join(store.dir, 'incoming')).catch(() => [])).toEqual([])
    const depots = await createDepots({ store }).list()
    expect(
      depots.flatMap(({ profiles }) => profiles).filter(({ name }) => name.length < 90),
    ).toEqual([])
  })

  it('renamed files are taken for what they are', async () => {
    await copyFile(await makeDepot(scratch, [standard]), at('depot.iso'))
    await copyFile(await makeIso('kernel=/b.b00\nmodules=/k.v00\n'), at('iso.zip'))
    expect(await importImage({ store, path: at('depot.iso') })).toMatchObject({
      name: standard.name,
    })
    expect(await importImage({ store, path: at('iso.zip') })).toMatchObject({ name: 'TEST' })
  })

  it('a boot archive with names that lead elsewhere writes nothing anywhere', async () => {
    await scratch.write({ 'in/aaaa/snp.kpxe': 'loader' })
    run('zip', ['-q', '-r', '../evil.zip', '.'], at('in'))
    await renamedIn(at('evil.zip'), 'aaaa/snp.kpxe', '../..//x.kpxe')
    const folder = at('deep/loaders')
    await expect(importLoaders({ file: at('evil.zip'), folder })).rejects.toMatchObject({
      code: 'image.zip-invalid',
    })
    expect((await readdir(scratch.dir)).toSorted()).toEqual(['evil.zip', 'in'])
  })
})
