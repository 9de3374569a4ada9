import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { configOf } from '../../../src/main/dhcp/config.ts'
import { createLeaseBook } from '../../../src/main/dhcp/leases/lease-book.ts'
import type { Lease } from '../../../src/main/journal/store.ts'
import { lab, mac } from '../support.ts'

const size = 12
const document = lab('10.72', {
  subnet: '10.72.0.0/24',
  server: '10.72.0.1',
  pool: { first: '10.72.0.10', last: `10.72.0.${String(10 + size - 1)}` },
  dhcp: { exclude: [{ first: '10.72.0.12', last: '10.72.0.13' }] },
})
const config = configOf(document, '10.72.0.1')
const given = size - 2

type Step =
  | { readonly kind: 'take'; readonly client: number; readonly seconds: number }
  | { readonly kind: 'release'; readonly client: number }
  | { readonly kind: 'wait'; readonly seconds: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('take'),
    client: fc.integer({ min: 0, max: 15 }),
    seconds: fc.integer({ min: 1, max: 100 }),
  }),
  fc.record({ kind: fc.constant('release'), client: fc.integer({ min: 0, max: 15 }) }),
  fc.record({ kind: fc.constant('wait'), seconds: fc.integer({ min: 1, max: 60 }) }),
)

const lease = (client: number, address: string, expiresAt: number): Lease => ({
  client: `mac:${mac(client)}`,
  host: `host-${String(client)}`,
  mac: mac(client),
  address,
  expiresAt,
  state: 'bound',
})

describe('the lease book', () => {
  it('never gives an address twice, never one outside the pool, and never loses one', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        let now = 1_000_000
        const book = createLeaseBook(config, [], now)
        /** The model: who holds what until when. */
        const held = new Map<string, { client: number; until: number }>()
        for (const each of steps) {
          if (each.kind === 'wait') now += each.seconds * 1000
          book.expire(now)
          for (const [address, { until }] of held) if (until <= now) held.delete(address)
          if (each.kind === 'take') {
            const own = [...held].find(([, holder]) => holder.client === each.client)?.[0]
            const address = own ?? book.next(config.local, 1)[0]
            if (address === undefined) {
              expect(held.size).toBe(given)
              continue
            }
            if (own === undefined) expect(held.has(address)).toBe(false)
            expect(book.covers(config.local, address)).toBe(true)
            const until = now + each.seconds * 1000
            book.apply([lease(each.client, address, until)])
            held.set(address, { client: each.client, until })
          }
          if (each.kind === 'release') {
            const own = [...held].find(([, holder]) => holder.client === each.client)
            if (own === undefined) continue
            book.apply([{ ...lease(each.client, own[0], now), state: 'released' }])
            held.delete(own[0])
          }
          const free = book.next(config.local, 100)
          expect(new Set(free).size).toBe(free.length)
          expect(free.length).toBe(given - held.size)
          for (const [address, { client }] of held)
            expect(book.on(address)?.client).toBe(`mac:${mac(client)}`)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('gives a client that comes back its own address, while others are free', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: given - 1 }), (others) => {
        const book = createLeaseBook(config, [], 0)
        const [own = ''] = book.next(config.local, 1)
        book.apply([lease(0, own, 1000)])
        book.expire(5000)
        for (let client = 1; client <= others; client += 1) {
          const [address = ''] = book.next(config.local, 1)
          expect(address).not.toBe(own)
          book.apply([lease(client, address, 1_000_000)])
        }
        expect(book.of(`mac:${mac(0)}`)?.address).toBe(own)
        expect(book.on(own)).toBeUndefined()
      }),
    )
  })
})
