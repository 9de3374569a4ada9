import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStores, type Stores } from '../../src/main/journal/index.ts'
import { migrations } from '../../src/main/journal/sqlite/migrations.ts'
import { describeStores, fixedClock } from './conformance.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headwaiter-journal-'))
  file = join(folder, 'demo.lab')
})
afterEach(() => rm(folder, { recursive: true }))

const open = (): Promise<Stores> => openStores({ file, clock: fixedClock })
const opened = (version: number) => ({ type: 'lab.opened', name: 'Lab', version }) as const

/** The file's bytes stay as they were while `work` goes on. */
const unchanged = async (work: () => Promise<void>): Promise<void> => {
  const before = await readFile(file)
  await work()
  expect((await readFile(file)).equals(before)).toBe(true)
}

describeStores('SQLite stores', open)

describe('openStores', () => {
  const lease = {
    client: 'c',
    host: 'esx-01',
    mac: '52:54:00:aa:bb:01',
    address: '127.66.0.51',
    state: 'bound',
    expiresAt: 1,
  } as const

  it('finds everything again after it was closed', async () => {
    const first = await open()
    await first.journal.append({ facts: [opened(1), opened(2)], leases: [lease] })
    await first.documents.save({ at: 1, summary: 'first', document: { value: 1 } })
    await first.documents.save({ at: 2, summary: 'second', document: { value: 2 } })
    await first.documents.undo()
    await first.close()

    const second = await open()
    expect(second.journal.last()).toBe(2)
    expect(await second.journal.read({ after: 0, limit: 10 })).toEqual(
      [1, 2].map((seq) => ({ seq, at: fixedClock.now(), fact: opened(seq) })),
    )
    expect(await second.leases.all()).toEqual([lease])
    expect(second.documents.current()?.document).toEqual({ value: 1 })
    expect(second.documents.canRedo()).toBe(true)
    await second.journal.append({ facts: [opened(3)] })
    expect(second.journal.last()).toBe(3)
    await second.close()
  })

  it('keeps what leases had left when the clock was set back, and leaves them alone when it was not', async () => {
    const at = (now: number) => openStores({ file, clock: { ...fixedClock, now: () => now } })
    const year = 365 * 24 * 3_600_000
    const first = await at(3 * year)
    await first.journal.append({
      facts: [opened(1)],
      leases: [{ ...lease, expiresAt: 3 * year + 500 }],
    })
    await first.close()

    for (const [now, expiresAt] of [
      [year, year + 500],
      [year + 100, year + 500],
      [2 * year, year + 500],
    ] as const) {
      const stores = await at(now)
      expect(await stores.leases.all()).toEqual([{ ...lease, expiresAt }])
      await stores.journal.append({ facts: [opened(1)] })
      await stores.close()
    }
  })

  it('refuses a file that another has open', async () => {
    const owner = await open()
    await expect(open()).rejects.toMatchObject({ code: 'journal.in-use' })
    await owner.journal.append({ facts: [opened(1)] })
    await owner.close()
  })

  it.each([
    ['a text', 'just some text that is longer than the header of a database file. '.repeat(3)],
    ['an empty file', ''],
  ])('refuses %s and leaves it as it is', async (_, text) => {
    await writeFile(file, text)
    await unchanged(() => expect(open()).rejects.toMatchObject({ code: 'journal.not-a-lab' }))
  })

  it("refuses another program's database and leaves it as it is", async () => {
    const other = new DatabaseSync(file)
    other.exec('CREATE TABLE recipes (name TEXT)')
    other.close()
    await unchanged(() => expect(open()).rejects.toMatchObject({ code: 'journal.not-a-lab' }))
  })

  it('refuses a newer lab and leaves it as it is', async () => {
    await (await open()).close()
    const newer = new DatabaseSync(file)
    newer.exec(`PRAGMA user_version = ${migrations.length + 1}`)
    newer.close()
    await unchanged(() =>
      expect(open()).rejects.toMatchObject({
        code: 'journal.newer',
        details: { version: migrations.length + 1, known: migrations.length },
      }),
    )
  })

  it('refuses a lab whose pages are damaged', async () => {
    const stores = await open()
    await stores.journal.append({ facts: Array.from({ length: 200 }, (_, i) => opened(i)) })
    await stores.close()
    await truncate(file, 4096)
    await expect(open()).rejects.toMatchObject({ code: 'journal.unreadable' })
  })

  it('calls a page that is found damaged later so, not a disk that is full', async () => {
    const stores = await open()
    await stores.journal.append({ facts: Array.from({ length: 5000 }, (_, i) => opened(i)) })
    await stores.close()
    const damaged = await readFile(file)
    // All but the first pages, which say what the file is.
    damaged.fill(0x5a, 12 * 4096)
    await writeFile(file, damaged)
    const work = async () => {
      const again = await open()
      try {
        await again.journal.append({ facts: [opened(1)] })
      } finally {
        await again.close()
      }
    }
    await expect(work()).rejects.toMatchObject({ code: 'journal.unreadable' })
  })

  it('says that a folder is no lab file', async () => {
    file = folder
    await expect(open()).rejects.toMatchObject({ code: 'journal.not-a-lab' })
  })

  it('says when the place for a new lab does not exist', async () => {
    file = join(folder, 'missing', 'demo.lab')
    await expect(open()).rejects.toMatchObject({ code: 'journal.unreadable' })
  })

  it('makes the file anew when a kill cut its making short', async () => {
    await writeFile(`${file}.new`, 'half of a database')
    const stores = await open()
    await stores.journal.append({ facts: [opened(1)] })
    await stores.close()
  })
})
