/** A journal of a million facts: opening it, and what a screen or a script asks of it. */
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Fact } from '../src/shared/facts/index.ts'
import {
  exportLab,
  openStores,
  type JournalQuery,
  type JournalStore,
} from '../src/main/journal/index.ts'
import { createSystemClock } from '../src/main/system-clock.ts'
import { median, p95, type Row } from './row.ts'

const clock = createSystemClock()
const size = 1_000_000
const hosts = 1000
const asks = 40

/** What host number `n` is doing: mostly chatter, a kernel start now and then. */
const factAt = (n: number): Fact => {
  const host = `esx-${(n * 31) % hosts}`
  if (n % 1000 === 0) {
    return { type: 'kernel.started', host, source: 'network', imageProfile: 'Reference' }
  }
  return {
    type: 'mboot.moduleReceived',
    host,
    file: `module-${n % 20}.v00`,
    bytes: 1_677_721,
    position: (n % 20) + 1,
    of: 20,
  }
}

const fill = async (journal: JournalStore): Promise<void> => {
  for (let n = 0; n < size; n += 2000) {
    await journal.append({ facts: Array.from({ length: 2000 }, (_, i) => factAt(n + i)) })
  }
}

const time = async (work: () => Promise<unknown>): Promise<number> => {
  const began = clock.now()
  await work()
  return clock.now() - began
}

const queries: Readonly<Record<string, (round: number) => JournalQuery>> = {
  'page of 1,000 anywhere': (round) => ({ after: (round * 24_683) % size, limit: 1000 }),
  'last 1,000 of one host': (round) => ({
    after: 0,
    limit: 1000,
    host: `esx-${round}`,
    take: 'last',
  }),
  'first 1,000 of a type that is rare': () => ({
    after: 0,
    limit: 1000,
    types: ['kernel.started'],
  }),
  'types that never were': () => ({
    after: 0,
    limit: 1000,
    types: ['lab.closed', 'plug.pulled', 'tftp.failed'],
  }),
  'one type of one host': (round) => ({
    after: 0,
    limit: 1000,
    host: `esx-${round}`,
    types: ['kernel.started'],
  }),
}

const measureQueries = async (journal: JournalStore): Promise<Row[]> => {
  const rows: Row[] = []
  for (const [name, query] of Object.entries(queries)) {
    const times: number[] = []
    for (let round = 0; round < asks; round += 1) {
      times.push(await time(() => journal.read(query(round))))
    }
    rows.push({ name: `1,000,000 facts: ${name}, p95`, value: p95(times), unit: 'ms' })
  }
  return rows
}

export const run = async (): Promise<readonly Row[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'headwaiter-bench-'))
  const file = join(folder, 'lab.sqlite')
  const filling = await openStores({ file, clock })
  const filled = await time(() => fill(filling.journal))
  await filling.close()

  const opens: number[] = []
  for (let round = 0; round < 5; round += 1) {
    opens.push(await time(async () => (await openStores({ file, clock })).close()))
  }
  const stores = await openStores({ file, clock })
  const rows = await measureQueries(stores.journal)
  const everything = await time(async () => {
    for (let after = 0; after < size; after += 10_000) {
      await stores.journal.read({ after, limit: 10_000 })
    }
  })
  const exported = await time(() => exportLab(stores, join(folder, 'travelling.lab')))
  await stores.close()
  const { size: bytes } = await stat(file)
  await rm(folder, { recursive: true })
  return [
    {
      name: '1,000,000 facts written, 2,000 a commit',
      value: size / (filled / 1000),
      unit: 'facts/s',
    },
    { name: '1,000,000 facts: bytes in the file, each', value: bytes / size, unit: 'B' },
    { name: '1,000,000 facts: open and close', value: median(opens), unit: 'ms' },
    ...rows,
    { name: '1,000,000 facts: read all', value: size / (everything / 1000), unit: 'facts/s' },
    { name: '1,000,000 facts: export', value: exported, unit: 'ms' },
  ]
}
