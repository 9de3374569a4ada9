import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { inflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStores, type LabStores, type Lease } from '../../src/main/journal/index.ts'
import { openDatabase } from '../../src/main/journal/sqlite/database.ts'
import {
  chunkSize,
  fromColumns,
  recorded,
  type Fact,
  type Recorded,
} from '../../src/shared/facts/index.ts'
import { fixedClock } from './conformance.ts'

const opened = (version: number): Fact => ({ type: 'lab.opened', name: 'Lab', version })
const leaseOf = (client: string): Lease => ({
  client,
  host: 'esx-01',
  mac: '52:54:00:aa:bb:01',
  address: '127.66.0.51',
  state: 'bound',
  expiresAt: 1,
})
/** More than memory keeps when the lab opens, and a whole chunk. */
const facts: readonly Fact[] = [
  { type: 'host.poweredOn', host: 'esx-01', by: 'operator' },
  ...Array.from({ length: chunkSize }, (_, i) => opened(i)),
]

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headwaiter-changed-'))
  file = join(folder, 'lab.sqlite')
})
afterEach(() => rm(folder, { recursive: true }))

/** A lab with two versions of its document, closed, and then changed behind our back. */
const changedLab = async (change: string): Promise<void> => {
  const stores = await openStores({ file, clock: fixedClock })
  await stores.journal.append({ facts, leases: [leaseOf('a'), leaseOf('b')] })
  await stores.documents.save({ at: 0, summary: 'first', document: { value: 1 } })
  await stores.documents.save({ at: 1, summary: 'second', document: { value: 2 } })
  await stores.close()
  const database = new DatabaseSync(file)
  database.exec(change)
  database.close()
}

const looking = async <T>(look: (stores: LabStores) => Promise<T>): Promise<T> => {
  const stores = await openStores({ file, clock: fixedClock })
  try {
    return await look(stores)
  } finally {
    await stores.close()
  }
}

const readAll = ({ journal }: LabStores): Promise<readonly Recorded[]> =>
  journal.read({ after: 0, limit: 10_000 })

describe('a lab whose disk has changed what was written', () => {
  it.each([
    ['is no JSON any more', "body = '{'"],
    ['is no fact any more', `body = '{"type":"lab.exploded"}'`],
    ['has lost all it said', "body = '{}'"],
    ['names another host', `body = replace(body, 'esx-01', 'esx-11')`],
    ['has another time', 'at = 9e999'],
  ])('has a finding in the place of a fact that %s, and all others', async (_, change) => {
    await changedLab(`UPDATE facts SET ${change} WHERE seq = 1`)
    await looking(async (stores) => {
      const found = await readAll(stores)
      expect(found.map(({ seq }) => seq)).toEqual(facts.map((__, index) => index + 1))
      expect(found.map(({ fact }) => fact)).toEqual([
        { type: 'journal.lost', what: 'fact', name: 'host.poweredOn', host: 'esx-01' },
        ...facts.slice(1),
      ])
      for (const each of found) expect(recorded.parse(each)).toEqual(each)
      const packed = (await stores.journal.readPacked(0)) ?? expect.fail('not packed')
      expect(fromColumns(JSON.parse(inflateRawSync(packed).toString()))).toEqual(
        found.slice(0, chunkSize),
      )
    })
  })

  it('finds a flipped bit in every byte of a fact', async () => {
    await changedLab('')
    const bytes = await readFile(file)
    const body = JSON.stringify(facts[0])
    const at = bytes.indexOf(body)
    expect(at).toBeGreaterThan(0)
    for (let index = 0; index < body.length; index += 1) {
      const changed = Buffer.from(bytes)
      changed.writeUInt8(changed.readUInt8(at + index) ^ (1 << (index % 8)), at + index)
      await writeFile(file, changed)
      const database = openDatabase(file)
      const [first]: Recorded[] = JSON.parse(await database.call('read', { after: 0, limit: 1 }))
      await database.call('close', null)
      expect(first?.fact.type, `byte ${index}`).toBe('journal.lost')
    }
  })

  it.each([['{'], ['{}'], ['{"client":"a"}']])(
    'goes on without a lease that became %s, keeps the others and says so once',
    async (body) => {
      await changedLab(`UPDATE leases SET body = '${body}' WHERE client = 'a'`)
      for (const round of [1, 2])
        await looking(async (stores) => {
          expect(await stores.leases.all(), `round ${round}`).toEqual([leaseOf('b')])
          expect((await readAll(stores)).slice(facts.length).map(({ fact }) => fact)).toEqual([
            { type: 'journal.lost', what: 'lease', name: 'a' },
          ])
        })
    },
  )

  it('goes back to the version before the one that is lost, says so, and takes changes again', async () => {
    await changedLab(`UPDATE documents SET body = '{"value":3}' WHERE version = 2`)
    await looking(async (stores) => {
      expect(stores.documents.current()).toMatchObject({ version: 1, document: { value: 1 } })
      expect(stores.documents.canRedo()).toBe(false)
      expect((await readAll(stores)).at(-1)?.fact).toEqual({
        type: 'journal.lost',
        what: 'document',
        name: '2',
      })
      const saved = await stores.documents.save({ at: 2, summary: 'third', document: { value: 4 } })
      expect(saved.version).toBe(3)
      await expect(stores.documents.read(2)).rejects.toMatchObject({ code: 'journal.unreadable' })
    })
  })

  it.each([
    ['every version of its document', "UPDATE documents SET body = '{'"],
    ['its tables', 'DROP TABLE leases'],
  ])('is unreadable without %s, and let go of', async (_, change) => {
    await changedLab(change)
    for (const round of [1, 2])
      await expect(looking(readAll), `round ${round}`).rejects.toMatchObject({
        code: 'journal.unreadable',
      })
  })
})
