import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LabError } from '../../src/shared/base/index.ts'
import { checkDocument, type LabDocument } from '../../src/shared/document/index.ts'
import { applyEdit } from '../../src/shared/edits/index.ts'
import { newHosts, type HostOrder } from '../../src/shared/rack/index.ts'
import { labOfMany } from '../../src/shared/storm/index.ts'
import { smallLab } from '../document/small-lab.ts'

const hardware: fc.Arbitrary<HostOrder['hardware']> = fc.oneof(
  fc.constantFrom('esx-01', 'esx-0001').map((host) => ({ kind: 'like' as const, host })),
  fc.record({ cards: fc.integer({ min: 1, max: 8 }) }).map(({ cards }) => ({
    kind: 'server' as const,
    server: {
      title: 'A server',
      smbios: { vendor: 'V', model: 'M', serial: '', asset: '', oemStrings: [] },
      firmware: 'uefi' as const,
      cards,
      disks: [],
    },
  })),
)

const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('add' as const),
      count: fc.integer({ min: 1, max: 40 }),
      rack: fc.constantFrom('Rack A', 'Rack B', 'Cluster 01', 'Cluster 02'),
      hardware,
      first: fc.option(fc.constantFrom('esx-1', 'blade-7', 'n65530', 'n999999999', 'esx-0003'), {
        nil: undefined,
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('remove' as const),
      /** Every so many hosts go. */
      every: fc.integer({ min: 2, max: 5 }),
    }),
  },
)

const orderOf = ({ first, ...rest }: HostOrder): HostOrder => ({
  ...rest,
  ...(first !== undefined && { first }),
})

const orNone = <T>(work: () => T): T | LabError => {
  try {
    return work()
  } catch (error) {
    if (error instanceof LabError) return error
    throw error
  }
}

describe('hosts that are added', () => {
  it('never share a name, a card, an identity or an address with any other, whatever was before', () => {
    const labs = fc.constantFrom<LabDocument>(smallLab, labOfMany(smallLab, 30, 8))
    fc.assert(
      fc.property(labs, fc.array(step, { minLength: 1, maxLength: 6 }), (initial, steps) => {
        let lab = initial
        for (const each of steps) {
          if (each.kind === 'remove') {
            const hosts = lab.hosts
              .filter(({ kind }, index) => kind === 'simulated' && index % each.every === 1)
              .map(({ id }) => id)
            if (hosts.length > 0) lab = applyEdit(lab, { kind: 'removeHosts', hosts })
            continue
          }
          const { kind: _, ...rest } = each
          const order = orderOf(rest)
          const foreseen = orNone(() => newHosts(lab, order))
          if (foreseen instanceof LabError) {
            expect(['hosts.name-taken', 'lab.not-found']).toContain(foreseen.code)
            continue
          }
          expect(foreseen).toHaveLength(order.count)
          lab = applyEdit(lab, { kind: 'addHosts', ...order })
          // What was foretold is what came, and the document's own checks find nothing twice.
          expect(lab.hosts.slice(-order.count)).toEqual(foreseen)
          expect([...checkDocument(lab)]).toEqual([])
        }
        const macs = lab.hosts.flatMap(({ mac, moreCards = [] }) => [
          mac,
          ...moreCards.map((card) => card.mac),
        ])
        expect(new Set(macs).size).toBe(macs.length)
        expect(new Set(lab.hosts.map(({ uuid }) => uuid)).size).toBe(lab.hosts.length)
      }),
      { numRuns: 60 },
    )
  })
})
