import { describe, expect, it } from 'vitest'
import { fits } from '../../../src/renderer/ui/number.ts'

describe('fits', () => {
  const link = { least: 0.1, most: 10_000_000 }

  it('takes no thousand with a sign in it for a small number', () => {
    // As a field gives them: `1,500` is a number there, `10,000` and `1,000,000` stay texts.
    expect([1.5, '10.000', '1.000000', 10.125].map((typed) => fits(typed, link))).toEqual([
      true,
      false,
      false,
      false,
    ])
    expect(fits('10.000', { ...link, isWhole: true })).toBe(false)
  })

  it('takes three digits behind the sign where a thousand is too much, and behind a 0', () => {
    expect(fits(12.125, { least: 0, most: 100 })).toBe(true)
    expect(fits(0.125, link)).toBe(true)
  })
})
