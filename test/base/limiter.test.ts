import { expect, it } from 'vitest'
import { createLimiter, withHeld } from '../../src/main/limiter.ts'

it('lets so many a second through and counts the rest', () => {
  let now = 0
  const admit = createLimiter({ now: () => now }, 2)
  expect([admit(), admit(), admit(), admit()]).toEqual([0, 0, undefined, undefined])
  now = 1000
  expect([admit(), admit()]).toEqual([2, 0])
})

it('says how many were held back, if any were', () => {
  expect(withHeld('Too short.', 0)).toBe('Too short.')
  expect(withHeld('Too short.', 3)).toBe('Too short. 3 more like it came before.')
})
