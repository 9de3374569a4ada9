import { expect, it } from 'vitest'
import { createMemoryStores } from '../../src/main/journal/index.ts'
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
