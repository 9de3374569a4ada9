import { expect, it } from 'vitest'
import { createLimiter } from '../../src/main/tftp/limiter.ts'

it('lets so many a second through and counts the rest', () => {
  let now = 0
  const admit = createLimiter({ now: () => now, sleep: async () => {} }, 2)
  expect([admit(), admit(), admit(), admit()]).toEqual([0, 0, undefined, undefined])
  now = 1000
  expect([admit(), admit()]).toEqual([2, 0])
})
