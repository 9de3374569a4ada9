import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createImageStore,
  importBundle,
  importImage,
  readSoftware,
  type ImageStore,
} from '../../../src/main/images/index.ts'
import { createDepots } from '../../../src/main/images/depot/depots.ts'
import { composeImage, filesOf, softwareOf } from '../../../src/shared/image/index.ts'
import { run, scratchFolder, toolsMissing } from '../archive/tools.ts'
import { base, driver, idOf, makeDepot, standard, tools } from './make-depot.ts'

const missing = toolsMissing('ar', 'zip')

describe.skipIf(missing !== undefined)(`offline bundles (${missing ?? 'tools present'})`, () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>
  let store: ImageStore
  beforeEach(async () => {
    scratch = await scratchFolder()
    store = createImageStore({ dir: join(scratch.dir, 'store') })
  })
  afterEach(() => scratch.remove())

  it('list their packages and profiles, and every payload is in the store', async () => {
    const steps: number[] = []
    const depot = await importBundle({
      store,
      file: await makeDepot(scratch, [standard]),
      onProgress: ({ done, total }) => steps.push(done / (total ?? 1)),
    })
    expect(depot.name).toBe('depot')
    expect(depot.profiles).toMatchObject([
      { name: 'ACME-8.0-standard', vendor: 'ACME', acceptanceLevel: 'partner' },
    ])
    expect(depot.bulletins).toMatchObject([{ id: 'B1', summary: 'First' }])
    const found = depot.packages.find(({ name }) => name === 'net-e1000e')
    expect(found).toMatchObject({
      id: idOf(driver),
      acceptanceLevel: 'partner',
      statelessReady: true,
      summary: 'net-e1000e & more',
      depends: [{ name: 'esx-base', relation: '>=', version: '8.0.0' }],
      provides: [{ name: 'net-driver', version: '1.0' }],
    })
    for (const { payloads, file } of depot.packages) {
      for (const { sha256 } of [...payloads, file]) expect(await store.has(sha256)).toBe(true)
    }
    expect(steps.at(-1)).toBe(1)
  })

  it('are taken in one folder, too, as a folder is packed by hand', async () => {
    const file = await makeDepot(scratch, [standard])
    run('zip', ['-q', '-r', '-0', 'by-hand.zip', 'depot'], scratch.dir)
    const byHand = await importBundle({ store, file: join(scratch.dir, 'by-hand.zip') })
    const { packages, profiles } = await importBundle({ store, file })
    expect(byHand).toMatchObject({ name: 'by-hand', packages, profiles })
  })

  it('give the image of a profile: kernel first, boot names kept, the installer’s payloads left out', async () => {
    const depot = await importBundle({ store, file: await makeDepot(scratch, [standard]) })
    const image = composeImage(softwareOf(depot, 'ACME-8.0-standard'))
    expect(image).toMatchObject({ name: 'ACME-8.0-standard', version: '8.0.0-1.0', kind: 'esxi' })
    expect([image.kernel, ...image.modules].map(({ name }) => name)).toEqual([
      'b.b00',
      'k.b00',
      's.v00',
      'net_e100.v00',
      'tools.t00',
    ])
    const bytes = await store.read(image.modules[2]?.sha256 ?? '')
    expect(gunzipSync(bytes).toString()).toBe('driver')
  })

  it.each<[string, (files: Record<string, string | Uint8Array>) => void, string]>([
    ['no index', (files) => delete files['depot/index.xml'], 'image.depot-invalid'],
    [
      'a package that is not there',
      (files) => delete files[`depot/vib20/esx-base/${idOf(base)}.vib`],
      'image.depot-invalid',
    ],
    [
      'a package of another checksum',
      (files) => {
        const key = 'metadata/vibs/esx-base.xml'
        files[key] = String(files[key]).replace(
          /"sha-256">[0-9a-f]{4}(?=[0-9a-f]+<\/checksum><\/vib>)/,
          '"sha-256">ffff',
        )
      },
      'image.checksum-mismatch',
    ],
    [
      'a package of another size',
      (files) => {
        const key = 'metadata/vibs/esx-base.xml'
        files[key] = String(files[key]).replace(/<packed-size>\d/, '<packed-size>99')
      },
      'image.checksum-mismatch',
    ],
    [
      'a document type',
      (files) => {
        files['depot/index.xml'] =
          '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]><vendorList>&c;</vendorList>'
      },
      'image.xml-invalid',
    ],
    [
      'XML that is none',
      (files) => {
        files['metadata/vibs/esx-base.xml'] = '<vib><name></vib>'
      },
      'image.xml-invalid',
    ],
    [
      'a profile of packages it has not',
      (files) => {
        const key = `metadata/profiles/${standard.name}.xml`
        files[key] = String(files[key]).replace('net-e1000e', 'net-other')
      },
      'image.depot-invalid',
    ],
    [
      'a package where another should be',
      (files) => {
        files[`depot/vib20/esx-base/${idOf(base)}.vib`] =
          files[`depot/vib20/tools-light/${idOf(tools)}.vib`] ?? ''
      },
      'image.checksum-mismatch',
    ],
  ])('with %s are refused, and no depot comes of them', async (_, spoil, code) => {
    const file = await makeDepot(scratch, [standard], spoil)
    await expect(importBundle({ store, file })).rejects.toMatchObject({ code })
  })

  it('with a payload that is not what its package says are refused', async () => {
    const file = await makeDepot(scratch, [standard], (files) => {
      // The whole package is swapped, checksum of the depot included; only the payload's own stays.
      const key = `depot/vib20/net-e1000e/${idOf(driver)}.vib`
      const bytes = Buffer.from(files[key] ?? '')
      bytes.writeUInt8((bytes.at(-3) ?? 0) ^ 1, bytes.length - 3)
      files[key] = bytes
      const vib = 'metadata/vibs/net-e1000e.xml'
      files[vib] = String(files[vib]).replace(
        /<checksum checksum-type="sha-256">[0-9a-f]+<\/checksum><\/vib>/,
        '</vib>',
      )
    })
    await expect(importBundle({ store, file })).rejects.toMatchObject({
      code: 'image.checksum-mismatch',
    })
  })

  it.each(['none', 'half a character \ud800', 'a'.repeat(300), '../../lab'])(
    'are unknown by the name %j',
    async (name) => {
      await expect(createDepots({ store }).get(name)).rejects.toMatchObject({
        code: 'image.profile-unknown',
      })
    },
  )

  it('of several profiles want one chosen; the image that comes of it is whole', async () => {
    const other = { ...standard, name: 'ACME-8.0-no-tools', vibs: [base, driver] }
    const path = await makeDepot(scratch, [standard, other])
    await expect(importImage({ store, path })).rejects.toMatchObject({
      code: 'image.profile-unknown',
      message: expect.stringContaining('ACME-8.0-no-tools, ACME-8.0-standard') as unknown,
    })
    const profile = await importImage({ store, path, profile: other.name, name: 'Mine' })
    expect(profile).toMatchObject({ name: 'Mine', kind: 'esxi', kernel: { name: 'b.b00' } })
    for (const { sha256 } of filesOf(profile)) expect(await store.has(sha256)).toBe(true)
  })

  it('with a profile whose name is too long for a lab are taken under another', async () => {
    const file = await makeDepot(scratch, [{ ...standard, name: `ACME-${'x'.repeat(90)}` }])
    await expect(importImage({ store, path: file })).rejects.toMatchObject({
      code: 'image.profile-invalid',
    })
    const image = await importImage({ store, path: file, name: 'Short' })
    expect(image.name).toBe('Short')
    expect((await readSoftware(store, image))?.packages).toHaveLength(3)
  })

  it('that were broken off go on where they were', async () => {
    const file = await makeDepot(scratch, [standard])
    const stop = new AbortController()
    await expect(
      importBundle({
        store,
        file,
        signal: stop.signal,
        onProgress: ({ file }) => {
          if (file.includes('tools')) stop.abort(new Error('enough'))
        },
      }),
    ).rejects.toThrow('enough')
    expect(await readdir(join(store.dir, 'imports'))).toHaveLength(1)
    const depot = await importBundle({ store, file })
    expect(depot.packages).toHaveLength(3)
    expect(await readdir(join(store.dir, 'imports'))).toEqual([])
  })
})
