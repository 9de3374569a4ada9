import { expect, it } from 'vitest'
import { createMemoryStores } from '../../src/main/journal/index.ts'
import type { Fact, Recorded } from '../../src/shared/facts/index.ts'
import { createLedger } from '../../src/main/vcenter/ledger.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'

it('settles what is committed while the past is still read', async () => {
  const { journal } = createMemoryStores({ clock: createSystemClock() })
  const reading = Promise.withResolvers<void>()
  const ledger = createLedger({
    journal: {
      ...journal,
      read: async (query) => {
        const facts = await journal.read(query)
        await reading.promise
        return facts
      },
    },
    record: (...facts) => journal.append({ facts }),
    onFacts: () => {},
  })
  const opened = ledger.open()
  const settled = ledger.commit({ type: 'lab.closed' })
  // A turn later it is in the journal, and the past is not read yet.
  await new Promise((resolve) => setTimeout(resolve, 20))
  reading.resolve()
  await Promise.all([opened, settled])
  ledger.close()
  expect(journal.last()).toBe(1)
})

it('leaves the journal alone after a past that could not be read, and opens again', async () => {
  const { journal } = createMemoryStores({ clock: createSystemClock() })
  let broken = true
  let readers = 0
  const ledger = createLedger({
    journal: {
      read: (query) =>
        broken ? Promise.reject(new Error('The disk is gone.')) : journal.read(query),
      subscribe: (listener) => {
        readers += 1
        const leave = journal.subscribe(listener)
        return () => {
          readers -= 1
          leave()
        }
      },
    },
    record: (...facts) => journal.append({ facts }),
    onFacts: () => {},
  })
  await expect(ledger.open()).rejects.toThrow('The disk is gone.')
  expect(readers).toBe(0)
  broken = false
  await ledger.open()
  await ledger.commit({ type: 'vcenter.hostAdded', host: 'esx-01', cluster: 'A', by: 'admin' })
  expect(ledger.inventory().get('esx-01')?.cluster).toBe('A')
  ledger.close()
  expect(readers).toBe(0)
})

it('takes a fact once that was durable before anybody was told of it', async () => {
  const { journal } = createMemoryStores({ clock: createSystemClock() })
  const added = (host: string) =>
    ({ type: 'vcenter.hostAdded', host, cluster: 'A', by: 'admin' }) as const
  await journal.append({ facts: [added('esx-01'), added('esx-02'), added('esx-03')] })
  const told = await journal.read({ after: 0, limit: 3 })
  let tell: (facts: readonly Recorded[]) => void = () => {}
  const taken: number[] = []
  const ledger = createLedger({
    journal: {
      read: (query) => {
        // The reader hears of the first two while it reads all three.
        if (query.after === 0) tell(told.slice(0, 2))
        return journal.read(query)
      },
      subscribe: (listener) => {
        tell = listener
        return () => {}
      },
    },
    record: (...facts) => journal.append({ facts }),
    onFacts: (facts) => taken.push(...facts.map(({ seq }) => seq)),
  })
  await ledger.open()
  tell(told.slice(2))
  expect(taken).toEqual([1, 2, 3])
  ledger.close()
})

it('leaves the inventory as it is, copied by nobody, when facts of other rooms come', async () => {
  const { journal } = createMemoryStores({ clock: createSystemClock() })
  const record = (...facts: readonly Fact[]) => journal.append({ facts })
  const ledger = createLedger({ journal, record, onFacts: () => {} })
  await ledger.open()
  await ledger.commit({ type: 'vcenter.hostAdded', host: 'esx-01', cluster: 'A', by: 'admin' })
  const before = ledger.inventory()
  await ledger.commit({ type: 'host.poweredOn', host: 'esx-01', by: 'operator' })
  expect(ledger.inventory()).toBe(before)
  ledger.close()
})
