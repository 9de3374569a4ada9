import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sayUpgrade } from '../../src/main/cli/progress.ts'
import { importLab, openStores, type Upgrade } from '../../src/main/journal/index.ts'
import { smallLab } from '../document/small-lab.ts'
import { fixedClock } from './conformance.ts'

const fixture = fileURLToPath(new URL('../fixtures/journal/version-3.lab', import.meta.url))
const killed = fileURLToPath(new URL('upgrade.ts', import.meta.url))
const facts = 100_000

describe('a large lab of an older version', () => {
  let folder: string
  let file: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-upgrade-'))
    file = join(folder, 'lab.sqlite')
    await copyFile(fixture, file)
    const old = new DatabaseSync(file)
    old.exec(`
      WITH RECURSIVE n(seq) AS (SELECT 5 UNION ALL SELECT seq + 1 FROM n WHERE seq < ${facts})
      INSERT INTO facts SELECT seq, 1.5, 'lab.closed', NULL, '{"type":"lab.closed"}' FROM n`)
    old.close()
  })
  afterEach(() => rm(folder, { recursive: true }))

  const open = async () => {
    const told: Upgrade[] = []
    const stores = await openStores({
      file,
      clock: fixedClock,
      onUpgrade: (upgrade) => told.push(upgrade),
    })
    return { stores, told }
  }
  const withoutSum = () => {
    const database = new DatabaseSync(file)
    const [row] = database.prepare('SELECT count(*) AS n FROM facts WHERE sum IS NULL').all()
    database.close()
    return row?.['n']
  }

  it('says how far it is while it opens, and nothing at the next opening', async () => {
    const { stores, told } = await open()
    expect(told[0]).toEqual({ done: 0, total: facts })
    expect(told.at(-1)).toEqual({ done: facts, total: facts })
    expect(told.length).toBeGreaterThan(4)
    const lost = await stores.journal.read({ after: 0, limit: 1, types: ['journal.lost'] })
    expect([stores.journal.last(), lost]).toEqual([facts, []])
    await stores.close()
    expect(withoutSum()).toBe(0)
    const again = await open()
    expect(again.told).toEqual([])
    await again.stores.close()
  })

  it('goes on where a kill ended it, and has lost nothing', async () => {
    const [, signal] = await once(spawn(process.execPath, [killed, file]), 'exit')
    expect(signal).toBe('SIGKILL')
    const left = Number(withoutSum())
    expect(left).toBeGreaterThan(0)
    expect(left).toBeLessThan(facts)
    const { stores, told } = await open()
    expect(told.at(-1)).toEqual({ done: facts, total: facts })
    expect(await stores.journal.read({ after: 0, limit: 3 })).toMatchObject([
      { fact: { type: 'lab.opened' } },
      { fact: { type: 'host.poweredOn' } },
      { fact: { type: 'dhcp.acknowledged' } },
    ])
    await stores.close()
    expect(withoutSum()).toBe(0)
  })

  it('says how far it is also where it comes in from elsewhere', async () => {
    const old = new DatabaseSync(file)
    old.prepare('UPDATE documents SET body = ?').run(JSON.stringify(smallLab))
    old.close()
    const told: Upgrade[] = []
    const digest = () => Promise.resolve({ sha256: '' })
    await importLab(file, join(folder, 'arrived.sqlite'), digest, (upgrade) => told.push(upgrade))
    expect(told[0]).toEqual({ done: 0, total: facts })
    expect(told.at(-1)).toEqual({ done: facts, total: facts })
  })
})

it('the command line says each tenth once', () => {
  const said: string[] = []
  const tell = sayUpgrade({
    print: () => undefined,
    say: (text) => said.push(text),
    colour: false,
  })
  for (let done = 0; done <= 1000; done += 10) tell({ done, total: 1000 })
  expect(said).toHaveLength(12)
  expect(said[0]).toContain('each of its 1000 facts gets a sum')
  expect(said.at(-1)).toBe('100% of 1000 facts')
})
