import { describe, expect, it } from 'vitest'
import { createGrowing, createReader } from '../../../src/renderer/wire/reader.ts'
import { record } from '../recorded-run.ts'

const facts = record(Array.from({ length: 20_000 }, () => ({ type: 'lab.closed' }) as const))

describe('a reader that copies what it builds', () => {
  it('comes to the same whichever way it came, and reads little again', () => {
    let added = 0
    const reader = createReader<{ sum: number }, number>(
      () => ({ sum: 0 }),
      (built, { seq }) => {
        added += 1
        built.sum += seq
      },
      ({ sum }) => sum,
      (built) => ({ ...built }),
    )
    const sumTo = (count: number) => (count * (count + 1)) / 2
    expect(reader.read(facts, facts.length)).toBe(sumTo(facts.length))
    for (const count of [19_999, 12_288, 5, 4096, 0, 20_000, 8191]) {
      added = 0
      expect(reader.read(facts, count)).toBe(sumTo(count))
    }
    expect(added).toBeLessThan(4096)
    // Forward again from the copy before it, not from where it stood.
    reader.read(facts, 5)
    added = 0
    expect(reader.read(facts, 19_999)).toBe(sumTo(19_999))
    expect(added).toBeLessThan(4096)
    expect(reader.read(facts.slice(0, 10), 10)).toBe(55)
  })
})

describe('a reader that is given little time', () => {
  const sum = { start: () => ({ sum: 0 }), add: (built: { sum: number }) => void (built.sum += 1) }
  const readers = {
    whole: () => createReader(sum.start, sum.add, (built) => built.sum),
    growing: () =>
      createGrowing<{ sum: number }, number>(sum.start, sum.add, (built, _facts, count) =>
        Math.min(built.sum, count),
      ),
  }
  it.each(Object.entries(readers))(
    'goes on where it stopped, and comes to the same: %s',
    (_, make) => {
      const reader = make()
      let looks = 0
      const thrice = () => looks++ < 3
      const first = reader.advance(facts, facts.length, thrice)
      expect(first).toBeGreaterThan(0)
      expect(first).toBeLessThan(facts.length)
      expect(reader.read(facts, first)).toBe(first)
      expect(reader.advance(facts, facts.length, () => false)).toBe(first)
      expect(reader.advance(facts, facts.length, () => true)).toBe(facts.length)
      expect(reader.read(facts, facts.length)).toBe(facts.length)
      expect(reader.advance(facts, 5, () => true)).toBe(5)
      expect(reader.read(facts, 5)).toBe(5)
    },
  )
})
