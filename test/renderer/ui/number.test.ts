import { describe, expect, it } from 'vitest'
import { fits, numberOf, stepped } from '../../../src/renderer/ui/number.ts'

const link = { least: 0.1, most: 10_000_000 }

describe('numberOf', () => {
  it('reads one sign of decimals, of English or of German, and drops none', () => {
    expect(['1,5', ' 1.5 ', '.5', '5.', '-2', 0.1].map(numberOf)).toEqual([
      1.5, 1.5, 0.5, 5, -2, 0.1,
    ])
  })

  it('makes no number of anything else', () => {
    for (const typed of ['', '1 5', '1,5,5', '0x10', '1e3', '10 MB', "1'000", '١'])
      expect(numberOf(typed)).toBeNaN()
  })
})

describe('fits', () => {
  it('takes no thousand with a sign in it for a small number', () => {
    for (const typed of ['1,500', '1.500', '10.000', '1,000,000', '1.000.000'])
      expect(fits(typed, link)).toBe(false)
    expect(fits('10.000', { ...link, isWhole: true })).toBe(false)
    expect(fits('1500', link)).toBe(true)
  })

  it('takes three digits behind the sign where a thousand is too much, and behind a 0', () => {
    expect(fits('12.125', { least: 0, most: 100 })).toBe(true)
    expect(fits('0.125', link)).toBe(true)
  })
})

describe('limits with a 0 for none', () => {
  const lasts = { least: 0.001, most: 10, orZero: true }

  it('take it, and nothing between it and the least', () => {
    expect([0, '0', '0,0005', '0.001', '-1'].map((typed) => fits(typed, lasts))).toEqual([
      true,
      true,
      false,
      true,
      false,
    ])
    expect(stepped('0,5', -1, lasts)).toBe(0)
  })
})

describe('stepped', () => {
  it('stays within the limits, and begins with the least', () => {
    const few = { least: 1, most: 3 }
    expect([stepped('2', 1, few), stepped(3, 1, few), stepped('x', -1, few)]).toEqual([3, 3, 1])
    expect(stepped('0,1', 1, link)).toBe(1.1)
  })
})
