import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { whoGivesWay } from '../../src/main/give-way.ts'

const now = 10_000
const holder = fc.record({
  address: fc.constantFrom('a', 'b', 'c'),
  asked: fc.boolean(),
  since: fc.integer({ min: 0, max: now }),
})

it('nobody gives way to an address that holds more', () => {
  fc.assert(
    fc.property(fc.array(holder), (holders) => {
      const found = whoGivesWay(holders, 'a', now)
      const held = (of: string) => holders.filter(({ address }) => address === of).length
      if (found !== undefined) expect(held(found.address)).toBeGreaterThanOrEqual(held('a'))
    }),
  )
})
