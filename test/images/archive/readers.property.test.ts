import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAr } from '../../../src/main/images/archive/ar.ts'
import type { Archive } from '../../../src/main/images/archive/archive.ts'
import { readIso } from '../../../src/main/images/archive/iso.ts'
import { sourceOf } from '../../../src/main/images/archive/source.ts'
import { openZip } from '../../../src/main/images/archive/zip.ts'
import { readsOrRefuses, run, scratchFolder, toolsMissing } from './tools.ts'

const missing = toolsMissing('genisoimage', 'ar', 'zip')

/** Archives of each kind with bytes changed, put in, taken out or cut off. */
describe.skipIf(missing !== undefined)(`damaged archives (${missing ?? 'tools present'})`, () => {
  const seeds: Record<string, Buffer> = {}
  let scratch: Awaited<ReturnType<typeof scratchFolder>>
  beforeAll(async () => {
    scratch = await scratchFolder()
    await scratch.write({ 'in/A.TXT': 'a', 'in/SUB/B.TXT': 'b'.repeat(3000), 'in/SUB/C.TXT': '' })
    run('genisoimage', ['-quiet', '-o', 'seed.iso', 'in'], scratch.dir)
    run('zip', ['-q', '-r', 'seed.zip', 'in'], scratch.dir)
    run('ar', ['rc', 'seed.ar', 'in/A.TXT', 'in/SUB/B.TXT'], scratch.dir)
    for (const kind of ['iso', 'zip', 'ar']) {
      seeds[kind] = await readFile(join(scratch.dir, `seed.${kind}`))
    }
  })
  afterAll(() => scratch.remove())

  const readers: Record<string, (bytes: Buffer) => Promise<Archive>> = {
    iso: (bytes) => readIso(sourceOf(bytes)),
    zip: (bytes) => openZip(bytes),
    ar: (bytes) => readAr(sourceOf(bytes)),
  }
  /** Where the structure of the archive lies; elsewhere a change is only other content. */
  const regions: Record<string, (size: number) => [number, number]> = {
    iso: () => [16 * 2048, 30 * 2048],
    zip: (size) => [0, size],
    ar: (size) => [0, size],
  }

  it.each(['iso', 'zip', 'ar'])('%s: read or refused by code', async (kind) => {
    const seed = seeds[kind] ?? Buffer.alloc(0)
    const [first, end] = regions[kind]?.(seed.length) ?? [0, 0]
    const change = fc.record({
      at: fc.integer({ min: first, max: end - 1 }),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
    })
    const damage = fc.tuple(
      fc.array(change, { maxLength: 6 }),
      fc.option(fc.integer({ min: 0, max: seed.length }), { freq: 4 }),
    )
    await fc.assert(
      fc.asyncProperty(damage, async ([changes, cut]) => {
        const bytes = Buffer.from(seed)
        for (const { at, bytes: patch } of changes) bytes.set(patch.slice(0, seed.length - at), at)
        const reader = readers[kind]
        if (reader === undefined) return
        expect(await readsOrRefuses(() => reader(bytes.subarray(0, cut ?? undefined)))).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })
})
