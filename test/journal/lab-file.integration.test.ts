import { createHash } from 'node:crypto'
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exportLab, importLab, openStores, type LabStores } from '../../src/main/journal/index.ts'
import type { Fact } from '../../src/shared/facts/index.ts'
import { smallLab } from '../document/small-lab.ts'
import { fixedClock } from './conformance.ts'

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const opened = (version: number): Fact => ({ type: 'lab.opened', name: 'Lab', version })
const lease = {
  client: 'c',
  host: 'esx-01',
  mac: '52:54:00:aa:bb:01',
  address: '127.66.0.51',
  expiresAt: 5,
  state: 'bound',
} as const

let folder: string
let stores: LabStores
let travelling: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headwaiter-travel-'))
  travelling = join(folder, 'travelling.lab')
  stores = await openStores({ file: join(folder, 'lab.sqlite'), clock: fixedClock })
  await stores.documents.save({ at: 1, summary: 'New lab', document: smallLab })
  await stores.journal.append({
    facts: [opened(1), { type: 'host.poweredOn', host: 'esx-01', by: 'operator' }],
    leases: [lease],
  })
})
afterEach(async () => {
  await stores.close()
  await rm(folder, { recursive: true })
})

/** A store of image files that keeps what it is given. */
const createShelf = () => {
  const held = new Map<string, Buffer>()
  const add = async (bytes: AsyncIterable<Uint8Array>) => {
    const whole = await buffer(bytes)
    const sha256 = digest(whole)
    held.set(sha256, whole)
    return { sha256 }
  }
  return { held, add }
}

const packed = (...parts: readonly Uint8Array[]) => ({
  sha256: digest(Buffer.concat(parts)),
  read: async function* () {
    yield* parts
  },
})

const arrive = async (): Promise<LabStores> => {
  const file = join(folder, 'arrived.sqlite')
  await importLab(travelling, file, createShelf().add)
  return openStores({ file, clock: fixedClock })
}

describe('a lab that travels', () => {
  it('arrives with document, journal and leases', async () => {
    await exportLab(stores, travelling)
    const arrived = await arrive()
    expect(await arrived.journal.read({ after: 0, limit: 10 })).toEqual(
      await stores.journal.read({ after: 0, limit: 10 }),
    )
    expect(await arrived.leases.all()).toEqual([lease])
    expect(arrived.documents.current()).toEqual(stores.documents.current())
    await arrived.journal.append({ facts: [opened(2)] })
    expect(arrived.journal.last()).toBe(3)
    await arrived.close()
  })

  it('leaves a failing disk whole: what is lost says so, and nothing else is', async () => {
    await stores.documents.save({ at: 2, summary: 'Second', document: smallLab })
    await stores.close()
    const file = join(folder, 'lab.sqlite')
    const disk = new DatabaseSync(file)
    disk.exec(
      "UPDATE facts SET body = '{}' WHERE seq = 2; UPDATE documents SET at = 7 WHERE version = 2",
    )
    disk.close()
    stores = await openStores({ file, clock: fixedClock })
    await exportLab(stores, travelling)
    const arrived = await arrive()
    const facts = await arrived.journal.read({ after: 0, limit: 10 })
    expect(facts.map(({ fact }) => fact)).toEqual([
      opened(1),
      { type: 'journal.lost', what: 'fact', name: 'host.poweredOn', host: 'esx-01' },
      { type: 'journal.lost', what: 'document', name: '2' },
    ])
    expect(await arrived.leases.all()).toEqual([lease])
    expect(arrived.documents.current()).toMatchObject({ version: 1, document: smallLab })
    await arrived.close()
  })

  it('is one file', async () => {
    await exportLab(stores, travelling)
    expect((await readdir(folder)).filter((name) => name.startsWith('travelling'))).toEqual([
      'travelling.lab',
    ])
  })

  it('takes image files along', async () => {
    const large = packed(Buffer.alloc(3_000_000, 1), Buffer.alloc(10, 2))
    const empty = packed()
    await exportLab(stores, travelling, [large, empty])
    const shelf = createShelf()
    const file = join(folder, 'arrived.sqlite')
    await importLab(travelling, file, shelf.add)
    expect([...shelf.held.keys()].sort()).toEqual([large.sha256, empty.sha256].sort())
    expect((await readFile(file)).length).toBeLessThan(1_000_000)
  })

  it('leaves while facts are written, and holds those acknowledged before', async () => {
    const writing = { on: true }
    const writer = (async () => {
      while (writing.on) await stores.journal.append({ facts: [opened(7)] })
    })()
    await stores.journal.append({ facts: Array.from({ length: 5000 }, (_, i) => opened(i)) })
    const acknowledged = stores.journal.last()
    await exportLab(stores, travelling)
    writing.on = false
    await writer
    const arrived = await arrive()
    expect(arrived.journal.last()).toBeGreaterThanOrEqual(acknowledged)
    await arrived.close()
  })

  it('never goes over something that is there', async () => {
    await writeFile(travelling, 'precious')
    await expect(exportLab(stores, travelling)).rejects.toMatchObject({ code: 'journal.exists' })
    expect(await readFile(travelling, 'utf8')).toBe('precious')
    await rm(travelling)
    await exportLab(stores, travelling)
    await expect(
      importLab(travelling, join(folder, 'lab.sqlite'), createShelf().add),
    ).rejects.toMatchObject({ code: 'journal.exists' })
  })

  it('leaves nothing behind when it cannot be written', async () => {
    const nowhere = join(folder, 'missing', 'travelling.lab')
    await expect(exportLab(stores, nowhere)).rejects.toMatchObject({
      code: 'journal.write-failed',
      message: expect.stringMatching(/missing.travelling\.lab could not be written: /) as unknown,
    })
    const broken = {
      sha256: 'ab'.repeat(32),
      // oxlint-disable-next-line require-yield -- it fails before it gives anything.
      read: async function* (): AsyncGenerator<Uint8Array> {
        throw new Error('The disk is gone.')
      },
    }
    await expect(exportLab(stores, travelling, [broken])).rejects.toThrow('The disk is gone.')
    expect((await readdir(folder)).filter((name) => name.startsWith('travelling'))).toEqual([])
  })

  it('of an earlier version arrives, too', async () => {
    const old = new URL('../fixtures/journal/version-1.lab', import.meta.url)
    await copyFile(old, travelling)
    const change = new DatabaseSync(travelling)
    change.prepare('UPDATE documents SET body = ?').run(JSON.stringify(smallLab))
    change.close()
    const arrived = await arrive()
    expect(arrived.journal.last()).toBe(4)
    await arrived.close()
  })
})

describe('a lab file that is not what it should be', () => {
  /** Changes the travelling file in a way that no Headwaiter would. */
  const tamper = async (sql: string): Promise<void> => {
    await exportLab(stores, travelling, [packed(Buffer.from('image'))])
    const database = new DatabaseSync(travelling)
    database.exec(sql)
    database.close()
  }
  const arrival = async () => {
    const shelf = createShelf()
    const before = await readFile(travelling)
    const outcome = await importLab(travelling, join(folder, 'arrived.sqlite'), shelf.add).then(
      () => 'arrived',
      (error: unknown) => error,
    )
    expect((await readFile(travelling)).equals(before)).toBe(true)
    expect((await readdir(folder)).filter((name) => name.startsWith('arrived'))).toEqual([])
    return outcome
  }

  it.each([
    ['a trigger', 'CREATE TRIGGER t AFTER INSERT ON facts BEGIN DELETE FROM facts; END'],
    ['a view', 'CREATE VIEW v AS SELECT * FROM facts'],
    ['another table', 'CREATE TABLE more (x)'],
    ['a missing index', 'DROP INDEX facts_by_type'],
    ['a gap in the journal', 'DELETE FROM facts WHERE seq = 1'],
    ['a fact that is no JSON', "UPDATE facts SET body = '{' WHERE seq = 2"],
    [
      'a fact of an unknown kind',
      `UPDATE facts SET body = '{"type":"lab.exploded"}' WHERE seq = 2`,
    ],
    ['a fact under another name', "UPDATE facts SET type = 'lab.closed' WHERE seq = 1"],
    ['a fact about another host', "UPDATE facts SET host = 'esx-02' WHERE seq = 2"],
    [
      'a fact that was changed',
      `UPDATE facts SET body = replace(body, 'Lab', 'Mab') WHERE seq = 1`,
    ],
    [
      'a fact that was changed, in a lab of before',
      `UPDATE facts SET body = replace(body, 'Lab', 'Mab') WHERE seq = 1; PRAGMA user_version = 4`,
    ],
    ['a lease that is none', `UPDATE leases SET body = '{"client":"c"}'`],
    ["another client's lease", "UPDATE leases SET client = 'd'"],
    ['no document', 'DELETE FROM documents'],
    ['a document that is no JSON', "UPDATE documents SET body = 'x'"],
    ['image bytes with another digest', "UPDATE blobs SET body = x'00'"],
  ])('is refused with %s', async (_, sql) => {
    await tamper(sql)
    expect(await arrival()).toMatchObject({ code: 'journal.damaged' })
  })

  it('is refused with a document that is not a whole lab', async () => {
    await tamper(`UPDATE documents SET body = json_set(body, '$.racks[0].hosts[0]', 'gone')`)
    expect(await arrival()).toMatchObject({
      code: 'document.invalid',
      details: { path: 'racks[0].hosts[0]' },
    })
  })

  it('is refused when it was cut short or its pages changed', async () => {
    await exportLab(stores, travelling)
    const bytes = await readFile(travelling)
    await writeFile(travelling, bytes.subarray(0, bytes.length - 5000))
    expect(await arrival()).toMatchObject({ code: 'journal.damaged' })
    await writeFile(travelling, Buffer.from(bytes).fill(0xff, 4096, 4200))
    expect(await arrival()).toMatchObject({ code: 'journal.damaged' })
  })

  it('is refused when it is something else', async () => {
    await writeFile(travelling, 'a text')
    expect(await arrival()).toMatchObject({ code: 'journal.not-a-lab' })
    await expect(
      importLab(folder, join(folder, 'arrived.sqlite'), createShelf().add),
    ).rejects.toMatchObject({ code: 'journal.not-a-lab' })
  })

  it('is refused when it is missing', async () => {
    await expect(
      importLab(travelling, join(folder, 'arrived.sqlite'), createShelf().add),
    ).rejects.toMatchObject({ code: 'journal.unreadable' })
  })

  it('is refused while its lab is open', async () => {
    await expect(
      importLab(join(folder, 'lab.sqlite'), join(folder, 'arrived.sqlite'), createShelf().add),
    ).rejects.toMatchObject({ code: 'journal.in-use' })
  })
})
