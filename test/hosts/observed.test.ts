import { expect, it } from 'vitest'
import { watchObserved } from '../../src/main/hosts/observed.ts'
import { createMemoryStores } from '../../src/main/journal/index.ts'
import { parseDocument } from '../../src/shared/document/index.ts'
import type { Fact } from '../../src/shared/facts/index.ts'
import { smallLabInput } from '../document/small-lab.ts'
import { createClock } from '../fuzz/clock.ts'
import { seen } from '../host/facts.ts'

const second = 1000

it('blames no host for a silence that the computer slept through, and finds it afterwards', async () => {
  const clock = createClock(0)
  const document = parseDocument({ ...smallLabInput(), hosts: [], racks: [] })
  const { journal } = createMemoryStores({ clock })
  const over = new AbortController()
  const told: Fact[] = []
  const { stop } = watchObserved({
    document: () => document,
    journal,
    record: (...facts) => {
      told.push(...facts)
      return journal.append({ facts })
    },
    clock,
    signal: over.signal,
  })
  await journal.append({
    facts: [seen.ipxeDiscovered(), seen.acknowledged(), seen.scriptRequested()],
  })
  await clock.pass(10 * second)
  clock.doze(8 * 3600 * second)
  await clock.pass(30 * second)
  expect(told).toEqual([])
  await clock.pass(10 * second)
  expect(told).toMatchObject([{ type: 'host.fellSilent', stage: 'tramp' }])
  over.abort()
  stop()
})
