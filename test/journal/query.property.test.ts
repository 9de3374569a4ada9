import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, it, expect } from 'vitest'
import { createMemoryStores, openStores, type Stores } from '../../src/main/journal/index.ts'
import type { Fact } from '../../src/shared/facts/index.ts'
import { fixedClock } from './conformance.ts'

const hosts = ['esx-01', 'esx-02', 'esx-03'] as const
const types = ['host.poweredOn', 'ipxe.started', 'lab.opened', 'host.rebooted'] as const

const fact: fc.Arbitrary<Fact> = fc.oneof(
  fc.record({
    type: fc.constant('host.poweredOn' as const),
    host: fc.constantFrom(...hosts),
    by: fc.constant('operator' as const),
  }),
  fc.record({ type: fc.constant('ipxe.started' as const), host: fc.constantFrom(...hosts) }),
  fc.record({
    type: fc.constant('lab.opened' as const),
    name: fc.string(),
    version: fc.nat(),
  }),
)

const query = fc.record(
  {
    after: fc.nat(600),
    before: fc.nat(600),
    host: fc.constantFrom(...hosts, 'nobody'),
    types: fc.array(fc.constantFrom(...types), { maxLength: 4 }),
    limit: fc.integer({ min: 1, max: 40 }),
    take: fc.constantFrom('first' as const, 'last' as const),
  },
  { requiredKeys: ['after', 'limit'] },
)

describe('reading the journal', () => {
  let folder: string
  let inFile: Stores
  const inMemory = createMemoryStores({ clock: fixedClock })
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-query-'))
    inFile = await openStores({ file: join(folder, 'demo.lab'), clock: fixedClock })
    const facts = fc.sample(fact, { numRuns: 500, seed: 7 })
    for (const { journal } of [inFile, inMemory]) await journal.append({ facts })
  })
  afterAll(async () => {
    await inFile.close()
    await rm(folder, { recursive: true })
  })

  it('finds in the file what a plain filter over a list finds', async () => {
    await fc.assert(
      fc.asyncProperty(query, async (asked) => {
        expect(await inFile.journal.read(asked)).toEqual(await inMemory.journal.read(asked))
      }),
      { numRuns: 1000 },
    )
  })
})
