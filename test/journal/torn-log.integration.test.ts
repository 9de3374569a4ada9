import { randomFillSync } from 'node:crypto'
import { copyFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/main/journal/sqlite/database.ts'
import type { Recorded } from '../../src/shared/facts/index.ts'
import type { Lease } from '../../src/main/journal/index.ts'

const header = 32
const frame = 24 + 4096

/** Facts and the lease of one commit: the lease names its last fact. */
const factsEach = 3
const entry = (commit: number) => {
  const last = commit * factsEach
  const facts = Array.from({ length: factsEach }, (_, i) => {
    const seq = last - factsEach + 1 + i
    const body = JSON.stringify({ type: 'lab.opened', name: 'x'.repeat(200), version: seq })
    return [seq, seq, 'lab.opened', null, body] as const
  })
  const lease = {
    client: 'a',
    host: 'esx-01',
    mac: '',
    address: '',
    expiresAt: last,
    state: 'bound',
  }
  return { facts, leases: [['a', JSON.stringify(lease)] as const] }
}

type Database = ReturnType<typeof openDatabase>

const holdings = async (database: Database) => {
  const facts: Recorded[] = JSON.parse(await database.call('read', { after: 0, limit: 10_000 }))
  const leases: Lease[] = JSON.parse(await database.call('leases', null))
  return {
    seqs: facts.map(({ seq }) => seq),
    types: new Set(facts.map(({ fact }) => fact.type)),
    leases,
  }
}

describe('a write-ahead log that a kill left, and the disk tore', () => {
  let folder: string
  let file: string
  let log: Buffer
  /** Bytes of the log when each commit was acknowledged. */
  const acknowledged: number[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-torn-'))
    file = join(folder, 'lab.sqlite')
    const database = openDatabase(file)
    for (let commit = 1; commit <= 60; commit += 1) {
      await database.call('append', entry(commit))
      acknowledged.push((await stat(`${file}-wal`)).size)
    }
    // What a kill in this moment leaves.
    await copyFile(file, join(folder, 'killed'))
    log = await readFile(`${file}-wal`)
    await database.call('close', null)
  })
  afterAll(() => rm(folder, { recursive: true }))

  /** Opens the lab with this log: what was synced before the tear is there, whole commits alone, and it takes more. */
  const survive = async (torn: Buffer, tear: number): Promise<void> => {
    await copyFile(join(folder, 'killed'), file)
    await writeFile(`${file}-wal`, torn)
    const database = openDatabase(file)
    const { seqs, types, leases } = await holdings(database)
    const kept = acknowledged.filter((size) => size <= tear).length
    const commits = seqs.length / factsEach
    expect(seqs, `torn at ${tear}`).toEqual(seqs.map((_, index) => index + 1))
    expect(commits, `torn at ${tear}`).toBeGreaterThanOrEqual(kept)
    expect(leases.map(({ expiresAt }) => expiresAt)).toEqual(commits === 0 ? [] : [seqs.length])
    expect([...types]).toEqual(commits === 0 ? [] : ['lab.opened'])
    await database.call('append', entry(commits + 1))
    await database.call('close', null)
    const again = openDatabase(file)
    expect((await holdings(again)).seqs).toHaveLength(seqs.length + factsEach)
    await again.call('close', null)
  }

  /** Every sixth frame's beginning, one byte about it, and places inside of it. */
  const tears = (): readonly number[] => {
    const frames = Math.floor((log.length - header) / frame)
    const begins = Array.from({ length: Math.ceil(frames / 6) }, (_, i) => header + 6 * i * frame)
    return begins
      .flatMap((at) => [at - 1, at, at + 8, at + 24, at + 2000])
      .filter((at) => at < log.length)
  }

  it(
    'loses nothing that was synced before the place it ends at',
    { timeout: 120_000 },
    async () => {
      for (const tear of [0, 1, header - 1, ...tears()]) await survive(log.subarray(0, tear), tear)
    },
  )

  it('loses nothing that was synced before garbage', { timeout: 120_000 }, async () => {
    for (const tear of tears()) {
      const torn = Buffer.from(log)
      randomFillSync(torn, tear, Math.min(16_384, torn.length - tear))
      await survive(torn, tear)
    }
  })

  it('loses nothing that was synced before one flipped bit', { timeout: 120_000 }, async () => {
    for (const tear of tears()) {
      const torn = Buffer.from(log)
      torn.writeUInt8(torn.readUInt8(tear) ^ (1 << (tear % 8)), tear)
      await survive(torn, tear)
    }
  })
})
