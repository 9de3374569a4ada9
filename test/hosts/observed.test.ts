import { expect, it } from 'vitest'
import { watchObserved } from '../../src/main/hosts/observed.ts'
import { createMemoryStores } from '../../src/main/journal/index.ts'
import { parseDocument } from '../../src/shared/document/index.ts'
import type { Fact } from '../../src/shared/facts/index.ts'
import { smallLabInput } from '../document/small-lab.ts'
import { createClock } from '../fuzz/clock.ts'
import { seen } from '../host/facts.ts'

const second = 1000

const observing = () => {
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
  return {
    clock,
    told,
    hear: (...facts: Fact[]) => journal.append({ facts }),
    [Symbol.dispose]: () => {
      over.abort()
      stop()
    },
  }
}

it('blames no host for a silence that the computer slept through, and finds it afterwards', async () => {
  using world = observing()
  const { clock, told } = world
  await world.hear(seen.ipxeDiscovered(), seen.acknowledged(), seen.scriptRequested())
  await clock.pass(10 * second)
  clock.doze(8 * 3600 * second)
  await clock.pass(30 * second)
  expect(told).toEqual([])
  await clock.pass(10 * second)
  expect(told).toMatchObject([{ type: 'host.fellSilent', stage: 'tramp' }])
})

it('takes no host for silent while its slow loader is under way', async () => {
  using world = observing()
  const { clock, told } = world
  await world.hear(seen.discovered(), seen.acknowledged(), seen.loaderRequested())
  for (let minutes = 0; minutes < 3; minutes += 0.5) {
    await clock.pass(30 * second)
    await world.hear(seen.loaderUnderWay())
  }
  expect(told).toEqual([])
  await clock.pass(60 * second)
  expect(told).toMatchObject([{ type: 'host.fellSilent', stage: 'loader' }])
})

it('says nothing of a host that has its address where DHCP alone is heard', async () => {
  using world = observing()
  const { clock, told } = world
  const served = { type: 'net.serveStarted', interface: 'rack', address: '10.20.0.1' } as const
  await world.hear({ ...served, mode: 'observe' })
  await world.hear(seen.discovered(), seen.addressedElsewhere())
  await clock.pass(120 * second)
  expect(told).toEqual([])
  await world.hear(seen.discovered())
  await clock.pass(120 * second)
  expect(told).toMatchObject([{ type: 'host.fellSilent', stage: 'dhcp' }])
})
