import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  draw,
  fault as schema,
  pass,
  type Fault,
  type Passing,
  type Tallies,
} from '../../src/shared/faults/index.ts'

const data: Passing = { component: 'tftp', message: 'DATA', host: 'esx-02' }
const inForce = (...faults: readonly unknown[]) =>
  faults.map((value) => ({ fault: schema.parse(value), addedAt: 1000 }))

/** Which of `count` messages in a row fire. */
const firings = (faults: ReturnType<typeof inForce>, passing: Passing, count: number) => {
  let tallies: Tallies = new Map()
  return Array.from({ length: count }, () => {
    const met = pass(faults, tallies, passing, 1000)
    tallies = met.tallies
    return met.fault?.id
  })
}

describe('the fault pipeline', () => {
  it('changes nothing when it is empty', () => {
    expect(pass([], new Map(), data, 0)).toEqual({ tallies: new Map() })
  })

  it('drops the third DATA block to one host and no other', () => {
    const third = inForce({
      ...{ id: 'third', component: 'tftp', message: 'DATA', hosts: ['esx-02'] },
      ...{ skip: 2, limit: 1, effect: { kind: 'drop' } },
    })
    expect(firings(third, data, 5)).toEqual([undefined, undefined, 'third', undefined, undefined])
    expect(firings(third, { ...data, host: 'esx-01' }, 5)).toEqual(Array(5).fill(undefined))
    expect(firings(third, { ...data, message: 'OACK' }, 5)).toEqual(Array(5).fill(undefined))
  })

  it('rewrites what DHCP answers, and leaves alone what hosts ask', () => {
    const once = inForce({
      ...{ id: 'other', component: 'dhcp', limit: 1 },
      effect: { kind: 'rewrite', nextServer: '127.0.0.9' },
    })
    let tallies: Tallies = new Map()
    const fired = ['DISCOVER', 'OFFER', 'REQUEST', 'ACK'].map((message) => {
      const met = pass(once, tallies, { component: 'dhcp', message, host: 'a' }, 1000)
      tallies = met.tallies
      return met.fault !== undefined
    })
    expect(fired).toEqual([false, true, false, false])
  })

  it('counts for each host by itself', () => {
    const twice = inForce({
      id: 'busy',
      component: 'waiter',
      limit: 2,
      effect: { kind: 'httpStatus', status: 503 },
    })
    let tallies: Tallies = new Map()
    const fired = ['a', 'b', 'a', 'b', 'a', 'b'].map((host) => {
      const met = pass(twice, tallies, { component: 'waiter', message: 'tramp', host }, 1000)
      tallies = met.tallies
      return met.fault !== undefined
    })
    expect(fired).toEqual([true, true, true, true, false, false])
  })

  it('lets a fault run out', () => {
    const [brief] = inForce({
      id: 'brief',
      component: 'tftp',
      lasts: 500,
      effect: { kind: 'drop' },
    })
    const at = (now: number) => pass(brief ? [brief] : [], new Map(), data, now).fault?.id
    expect([at(1000), at(1499), at(1500)]).toEqual(['brief', 'brief', undefined])
  })

  it('fires skip, limit and order as an independent count says', () => {
    const plan = fc.array(
      fc.record({
        skip: fc.nat(4),
        limit: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
      }),
      { maxLength: 4 },
    )
    fc.assert(
      fc.property(plan, fc.integer({ min: 1, max: 30 }), (plans, count) => {
        const faults = inForce(
          ...plans.map(({ skip, limit }, index) => ({
            ...{ id: `f${index}`, component: 'tftp', skip, effect: { kind: 'drop' } },
            ...(limit === undefined ? {} : { limit }),
          })),
        )
        const fired = plans.map(() => 0)
        const expected = Array.from({ length: count }, (_, met) => {
          const index = plans.findIndex(
            ({ skip, limit }, at) => met >= skip && (fired[at] ?? 0) < (limit ?? Infinity),
          )
          if (index < 0) return undefined
          fired[index] = (fired[index] ?? 0) + 1
          return `f${index}`
        })
        expect(firings(faults, data, count)).toEqual(expected)
      }),
    )
  })

  it('draws the same numbers for the same seed, evenly', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const numbers = Array.from({ length: 2000 }, (_, nth) => draw(seed, nth))
        expect(numbers).toEqual(Array.from({ length: 2000 }, (_, nth) => draw(seed, nth)))
        expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true)
        const below = numbers.filter((number) => number < 0.3).length / numbers.length
        expect(below).toBeGreaterThan(0.2)
        expect(below).toBeLessThan(0.4)
      }),
    )
  })

  it.each([
    ['a message the component does not have', { component: 'dhcp', message: 'DATA' }],
    [
      'an effect the component cannot show',
      { component: 'dhcp', effect: { kind: 'httpStatus', status: 503 } },
    ],
    ['an id with spaces', { id: 'my fault' }],
    ['a probability of nothing', { probability: 0 }],
    [
      'a status that is no error',
      { component: 'waiter', effect: { kind: 'httpStatus', status: 200 } },
    ],
  ])('refuses %s', (_, wrong) => {
    const right = { id: 'x', component: 'tftp', effect: { kind: 'drop' } }
    expect(schema.safeParse(right).success).toBe(true)
    expect(schema.safeParse({ ...right, ...wrong }).success).toBe(false)
  })
})

describe('a fault', () => {
  it('has defaults that fire on every message', () => {
    const always: Fault = schema.parse({ id: 'a', component: 'tftp', effect: { kind: 'drop' } })
    expect(always).toMatchObject({ skip: 0, probability: 1 })
    expect(firings([{ fault: always, addedAt: 0 }], data, 3)).toEqual(['a', 'a', 'a'])
  })
})
