import { expect, it } from 'vitest'
import { allowed, createAllowance } from '../../src/main/syslog/allowance.ts'

const setUp = () => {
  const clock = { at: 1_000_000, now: () => clock.at }
  return { clock, allow: createAllowance(clock) }
}

it('takes a burst, then so many a second, and says once how many were dropped', () => {
  const { clock, allow } = setUp()
  const take = (count: number) =>
    Array.from({ length: count }, () => allow('a')).filter(({ kind }) => kind === 'kept')
  expect(take(allowed.atOnce + 300)).toHaveLength(allowed.atOnce)
  clock.at += 1000
  const kept = take(1000)
  expect(kept).toHaveLength(allowed.perSecond)
  expect(kept[0]).toEqual({ kind: 'kept', dropped: 300 })
  expect(kept.slice(1).every((each) => each.kind === 'kept' && each.dropped === 0)).toBe(true)
})

it('gives each sender its own', () => {
  const { allow } = setUp()
  for (let count = 0; count < 2 * allowed.atOnce; count++) allow('flood')
  expect(allow('flood')).toEqual({ kind: 'dropped' })
  expect(allow('other')).toEqual({ kind: 'kept', dropped: 0 })
})

it('loses nothing to a clock that is set back', () => {
  const { clock, allow } = setUp()
  for (let count = 0; count <= allowed.atOnce; count++) allow('a')
  clock.at -= 3_600_000
  expect(allow('a')).toEqual({ kind: 'dropped' })
  clock.at += 1000
  expect(allow('a')).toEqual({ kind: 'kept', dropped: 2 })
})
