import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carry } from '../../src/shared/document/index.ts'

const named = fc.record({
  name: fc.constantFrom('a', 'b', 'c', 'd'),
  size: fc.nat(3),
  tags: fc.uniqueArray(fc.constantFrom('x', 'y', 'z')),
})
const value = fc.record({
  speed: fc.nat(5),
  hosts: fc.uniqueArray(named, { selector: ({ name }) => name, maxLength: 4 }),
  rules: fc.record({ active: fc.uniqueArray(fc.constantFrom('r1', 'r2', 'r3')) }),
})

describe('carry', () => {
  it('takes a change back whole when nobody else changed anything', () => {
    fc.assert(
      fc.property(value, value, (before, after) => {
        expect(carry(after, after, before)).toEqual(before)
      }),
    )
  })

  it('changes nothing where nothing was changed', () => {
    fc.assert(
      fc.property(value, value, (now, same) => {
        expect(carry(now, same, structuredClone(same))).toEqual(now)
      }),
    )
  })

  it('keeps what was changed elsewhere, in fields as in lists', () => {
    fc.assert(
      fc.property(value, value, fc.nat(9), (before, after, mine) => {
        const now = { ...after, mine, hosts: [...after.hosts, { name: 'my-own', size: mine }] }
        const back = carry(now, after, before)
        expect(back).toMatchObject({ mine, speed: before.speed, rules: before.rules })
        const hosts = (back as { hosts: { name: string }[] }).hosts
        expect(hosts.map(({ name }) => name).sort()).toEqual(
          [...before.hosts.map(({ name }) => name), 'my-own'].sort(),
        )
      }),
    )
  })

  it('lets the later change stand where both changed the same', () => {
    expect(carry({ speed: 9 }, { speed: 5 }, { speed: 1 })).toEqual({ speed: 9 })
    const now = [{ name: 'a', size: 9 }]
    expect(carry(now, [{ name: 'a', size: 5 }], [{ name: 'a', size: 1 }])).toEqual(now)
  })

  it('puts a removed element back where it stood', () => {
    expect(carry(['r1', 'mine', 'r3'], ['r1', 'r3'], ['r1', 'r2', 'r3'])).toEqual([
      'r1',
      'r2',
      'mine',
      'r3',
    ])
  })
})
