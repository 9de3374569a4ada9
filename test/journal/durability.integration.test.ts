import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStores, type Stores } from '../../src/main/journal/index.ts'
import type { Recorded } from '../../src/shared/facts/index.ts'
import { fixedClock } from './conformance.ts'

/** More of them with `KILL_ROUNDS=200`. */
const rounds = Number(process.env['KILL_ROUNDS'] ?? 10)
const appender = fileURLToPath(new URL('appender.ts', import.meta.url))

type Acknowledged = { readonly number: number; readonly client: string }

/** Runs the appender and kills it once it has acknowledged so many; resolves with all it acknowledged. */
const appendAndKill = (file: string, start: number, killAfter: number): Promise<Acknowledged[]> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [appender, file, String(start)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const acknowledged: Acknowledged[] = []
    if (killAfter === 0) child.once('spawn', () => child.kill('SIGKILL'))
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [number, client = ''] = line.split(' ')
      acknowledged.push({ number: Number(number), client })
      if (acknowledged.length === killAfter) child.kill('SIGKILL')
    })
    child.on('close', (_, signal) => {
      if (signal === 'SIGKILL') resolve(acknowledged)
      else reject(new Error(`The appender ended by itself after ${acknowledged.length}.`))
    })
  })

const readAll = async ({ journal }: Stores): Promise<readonly Recorded[]> => {
  const facts: Recorded[] = []
  for (;;) {
    const page = await journal.read({ after: facts.length, limit: 10_000 })
    if (page.length === 0) return facts
    facts.push(...page)
  }
}

const keyOf = ({ fact }: Recorded): string =>
  fact.type === 'document.changed' ? `${fact.version} ${fact.summary}` : fact.type

describe('a lab file whose owner is killed', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-kill-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it(
    `has every acknowledged fact with its lease, ${rounds} kills in a row`,
    { timeout: 30_000 + rounds * 5000 },
    async () => {
      const file = join(folder, 'demo.lab')
      const expected = new Set<string>()
      let start = 1
      for (let round = 0; round < rounds; round += 1) {
        const killAfter = round === 0 ? 0 : randomInt(0, 1500)
        const acknowledged = await appendAndKill(file, start, killAfter)
        for (const { number, client } of acknowledged) expected.add(`${number} ${client}`)

        const stores = await openStores({ file, clock: fixedClock })
        const facts = await readAll(stores)
        const found = new Set(facts.map(keyOf))
        const lost = [...expected].filter((key) => !found.has(key))
        expect(lost, `killed after ${killAfter} acknowledgements`).toEqual([])
        expect(facts.map(({ seq }) => seq)).toEqual(facts.map((_, index) => index + 1))
        expect(stores.journal.last()).toBe(facts.length)

        // A lease stands at its client's last fact: both were written, or neither.
        const lastOf = new Map(
          facts.map(({ fact }) =>
            fact.type === 'document.changed' ? [fact.summary, fact.version] : ['', 0],
          ),
        )
        const leases = await stores.leases.all()
        expect(new Map(leases.map(({ client, expiresAt }) => [client, expiresAt]))).toEqual(lastOf)
        await stores.close()
        start += 100_000
      }
      expect(expected.size).toBeGreaterThan(0)
    },
  )
})
