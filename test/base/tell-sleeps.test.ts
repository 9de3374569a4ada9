import { expect, it } from 'vitest'
import { tellSleeps } from '../../src/main/tell-sleeps.ts'
import { LabError } from '../../src/shared/base/index.ts'
import type { Fact, Recorded } from '../../src/shared/facts/index.ts'
import { createClock } from '../fuzz/clock.ts'

const second = 1000
const hour = 3600 * second

const start = () => {
  const clock = createClock(0)
  const over = new AbortController()
  const told: Recorded[] = []
  const disk = { isFull: false }
  const record = (...facts: readonly Fact[]) => {
    if (disk.isFull)
      return Promise.reject(new LabError('journal.write-failed', 'The disk is full.'))
    for (const fact of facts) told.push({ seq: told.length + 1, at: clock.now(), fact })
    return Promise.resolve(told)
  }
  tellSleeps({ clock, record, signal: over.signal }).catch(() => undefined)
  return { clock, disk, told, [Symbol.dispose]: () => over.abort() }
}

it('tells from when to when the computer slept, each time', async () => {
  using lab = start()
  await lab.clock.pass(10 * second)
  lab.clock.doze(8 * hour)
  await lab.clock.pass(60 * second)
  lab.clock.doze(hour)
  await lab.clock.pass(2 * second)
  expect(lab.told).toMatchObject([
    {
      fact: { type: 'lab.slept', from: 11 * second, to: 11 * second + 8 * hour },
      at: 11 * second + 8 * hour,
    },
    { fact: { from: 71 * second + 8 * hour, to: 71 * second + 9 * hour } },
  ])
})

it('takes no hiccup for a sleep', async () => {
  using lab = start()
  lab.clock.doze(9 * second)
  await lab.clock.pass(60 * second)
  expect(lab.told).toEqual([])
})

it('goes on when the disk does not take it', async () => {
  using lab = start()
  lab.disk.isFull = true
  lab.clock.doze(hour)
  await lab.clock.pass(2 * second)
  lab.disk.isFull = false
  lab.clock.doze(hour)
  await lab.clock.pass(2 * second)
  expect(lab.told).toHaveLength(1)
})
