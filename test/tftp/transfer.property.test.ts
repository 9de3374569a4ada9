import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Plan } from '../../src/main/tftp/transfer.ts'
import { randomFrom } from './random-from.ts'
import { transferOver, type Fate } from './virtual-wire.ts'

const plans: fc.Arbitrary<Plan> = fc
  .record({
    size: fc.integer({ min: 0, max: 60_000 }),
    blockSize: fc.constantFrom(8, 100, 512, 1468),
    windowSize: fc.constantFrom(1, 2, 4, 16, 64),
    oack: fc.boolean(),
  })
  .filter(({ size, blockSize }) => size / blockSize < 600)

const wire = (seed: number, odds: { loss: number; double: number; late: number; trip: number }) => {
  const random = randomFrom(seed)
  const delay = () => odds.trip * (random() < odds.late ? 1 + random() * 20 : 1)
  return (): Fate => {
    if (random() < odds.loss) return []
    return random() < odds.double ? [delay(), delay()] : [delay()]
  }
}

const trips = fc.constantFrom(0.05, 1, 20)
const seeds = fc.integer({ min: 1, max: 2 ** 31 })

describe('a transfer over a bad wire', () => {
  it('ends with every byte, whatever a tenth of loss, doubling and disorder do', () => {
    fc.assert(
      fc.property(plans, seeds, trips, (plan, seed, trip) => {
        const outcome = transferOver(plan, wire(seed, { loss: 0.1, double: 0.1, late: 0.1, trip }))
        expect(outcome.end).toEqual({ kind: 'sent' })
        expect(outcome.bytes).toBe(plan.size)
      }),
      { numRuns: 400 },
    )
  })

  it('sends nothing twice when the wire is good', () => {
    fc.assert(
      fc.property(plans, trips, (plan, trip) => {
        const { end, dataSent, transfer } = transferOver(plan, () => [trip])
        expect(end).toEqual({ kind: 'sent' })
        expect(dataSent).toBe(transfer.blocks)
      }),
    )
  })

  it('never doubles its traffic because packets are doubled', () => {
    fc.assert(
      fc.property(plans, seeds, trips, (plan, seed, trip) => {
        const { dataSent, transfer } = transferOver(
          plan,
          wire(seed, { loss: 0, double: 1, late: 0, trip }),
        )
        expect(dataSent).toBeLessThanOrEqual(transfer.blocks + plan.windowSize)
      }),
      { numRuns: 200 },
    )
  })

  it('never has more on the way than a receive buffer holds', () => {
    fc.assert(
      fc.property(plans, seeds, (plan, seed) => {
        const outcome = transferOver(
          plan,
          wire(seed, { loss: 0.2, double: 0.1, late: 0.2, trip: 1 }),
        )
        expect(outcome.mostAtOnce).toBeLessThanOrEqual(98_304)
      }),
      { numRuns: 100 },
    )
  })

  it('ends by itself when the client is gone', () => {
    fc.assert(
      fc.property(plans, fc.nat(50), (plan, after) => {
        let count = 0
        const { end } = transferOver(plan, () => ((count += 1) > after ? [] : [1]))
        expect(['sent', 'timeout']).toContain(end?.kind)
      }),
    )
  })
})
