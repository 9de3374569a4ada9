import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { fromColumns, toColumns, type Fact, type Recorded } from '../../src/shared/facts/index.ts'
import { recordedRun } from '../renderer/recorded-run.ts'

const run = recordedRun()
const time = fc.double({ min: 0, max: 2 ** 42, noNaN: true, noDefaultInfinity: true })

/** Facts of a run in any order, at any times, without a gap in their numbers. */
const anyFacts = fc
  .tuple(fc.integer({ min: 1, max: 2 ** 40 }), fc.array(fc.tuple(time, fc.nat(run.length - 1))))
  .map(([first, parts]) =>
    parts.map(([at, place], index): Recorded => {
      const { fact } = run[place] ?? expect.fail('no such fact')
      return { seq: first + index, at, fact }
    }),
  )

it('gives back the very facts, through JSON', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const plain = JSON.parse(JSON.stringify(facts))
      const back = fromColumns(JSON.parse(JSON.stringify(toColumns(facts))))
      expect(back).toEqual(plain)
      // Their fields stand in the same order, too: a page shows them so.
      expect(JSON.stringify(back)).toBe(JSON.stringify(plain))
    }),
  )
})

it('leaves out a field that is undefined, as JSON does', () => {
  const fact: Fact = { type: 'lab.opened', name: 'Lab', version: 1 }
  const [back] = fromColumns(
    toColumns([{ seq: 7, at: 1.5, fact: { ...fact, hosts: undefined } as Fact }]),
  )
  expect(Object.keys(back?.fact ?? {})).toEqual(['type', 'name', 'version'])
})
