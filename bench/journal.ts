/** Facts per second the journal takes durably, beside raw SQLite and a raw synced log on the same disk. */
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { DatabaseSync } from 'node:sqlite'
import type { Fact } from '../src/shared/facts/index.ts'
import { openStores } from '../src/main/journal/index.ts'
import { createSystemClock } from '../src/main/system-clock.ts'
import { median, type Row } from './row.ts'

const clock = createSystemClock()
const rounds = 3
/** ms for each measurement. */
const span = 1000

const fact: Fact = {
  type: 'dhcp.acknowledged',
  host: 'esx-01',
  mac: '52:54:00:aa:bb:01',
  xid: '1a2b3c4d',
  address: '127.66.0.51',
  bootFile: 'undionly.kpxe',
  nextServer: '127.66.0.1',
  leaseTime: 3600,
  sentTo: '127.66.0.51:10068',
}

type Rate = { readonly perSecond: number; readonly blocked: number }

/** Counts what `work` gets done in the span; `blocked` is how long the loop stood still, p99 in ms. */
const rateOf = async (work: (goOn: () => boolean) => Promise<number>): Promise<Rate> => {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const began = clock.now()
  const count = await work(() => clock.now() - began < span)
  const took = clock.now() - began
  delay.disable()
  return { perSecond: (count / took) * 1000, blocked: delay.percentile(99) / 1e6 }
}

const ours = async (folder: string, callers: number): Promise<Rate> => {
  const stores = await openStores({ file: join(folder, `ours-${clock.now()}.lab`), clock })
  await stores.journal.append({ facts: [fact] })
  const rate = await rateOf(async (goOn) => {
    let count = 0
    const caller = async () => {
      for (; goOn(); count += 1) await stores.journal.append({ facts: [fact] })
    }
    await Promise.all(Array.from({ length: callers }, caller))
    return count
  })
  await stores.close()
  return rate
}

/** A turn of the loop, as often as a server must take one. */
const turn = () => new Promise((resolve) => setImmediate(resolve))

/** One row, one commit, in the calling thread: what a plain program does. */
const rawSqlite = async (folder: string): Promise<Rate> => {
  const database = new DatabaseSync(join(folder, `raw-${clock.now()}.db`))
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE facts (seq INTEGER PRIMARY KEY, at REAL, body TEXT)',
  )
  const insert = database.prepare('INSERT INTO facts (at, body) VALUES (?, ?)')
  const rate = await rateOf(async (goOn) => {
    let count = 0
    for (; goOn(); count += 1) {
      insert.run(clock.now(), JSON.stringify(fact))
      await turn()
    }
    return count
  })
  database.close()
  return rate
}

/** One line, one fdatasync: the least a durable log can do without grouping. */
const rawLog = async (folder: string): Promise<Rate> => {
  const log = openSync(join(folder, `raw-${clock.now()}.log`), 'a')
  const rate = await rateOf(async (goOn) => {
    let count = 0
    for (; goOn(); count += 1) {
      writeSync(log, `${JSON.stringify({ seq: count, at: clock.now(), fact })}\n`)
      fdatasyncSync(log)
      await turn()
    }
    return count
  })
  closeSync(log)
  return rate
}

type Measured = Readonly<Record<'sqlite' | 'log' | 'one' | 'many', readonly Rate[]>>

/** Every contender once in each round, so that a slow moment of the disk meets all of them. */
const measure = async (): Promise<Measured> => {
  const measured = { sqlite: [], log: [], one: [], many: [] } as { [K in keyof Measured]: Rate[] }
  for (let round = 0; round < rounds; round += 1) {
    const folder = await mkdtemp(join(tmpdir(), 'headwaiter-bench-'))
    measured.sqlite.push(await rawSqlite(folder))
    measured.log.push(await rawLog(folder))
    measured.one.push(await ours(folder, 1))
    measured.many.push(await ours(folder, 64))
    await rm(folder, { recursive: true })
  }
  return measured
}

const perSecond = (rates: readonly Rate[]) => median(rates.map((rate) => rate.perSecond))
const blocked = (rates: readonly Rate[]) => median(rates.map((rate) => rate.blocked))

const against = (name: string, ours: number, peer: string, peerValue: number): Row => ({
  name,
  value: Math.round(ours),
  unit: 'facts/s',
  peer,
  peerValue: Math.round(peerValue),
  ratio: ours / peerValue,
})

export const run = async (): Promise<readonly Row[]> => {
  const { sqlite, log, one, many } = await measure()
  const sqliteName = 'SQLite, a commit per row'
  const logName = 'log, an fdatasync per line'
  return [
    against('facts taken durably, 1 caller', perSecond(one), sqliteName, perSecond(sqlite)),
    against('facts taken durably, 64 callers', perSecond(many), sqliteName, perSecond(sqlite)),
    against('facts taken durably, 64 callers', perSecond(many), logName, perSecond(log)),
    {
      name: 'main loop blocked while 1 caller appends, p99',
      value: blocked(one),
      unit: 'ms',
      peer: sqliteName,
      peerValue: blocked(sqlite),
      ratio: blocked(sqlite) / blocked(one),
    },
  ]
}
