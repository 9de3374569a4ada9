import { describe, expect, it } from 'vitest'
import { createPace } from '../../../src/renderer/imports/pace.ts'

describe('the pace of an import', () => {
  it('is bytes a second and the time left', () => {
    const pace = createPace()
    expect(pace(0, 0, 1000)).toBeUndefined()
    expect(pace(500, 250, 1000)).toEqual({ rate: 500, left: 1500 })
  })

  it('forgets what is long past', () => {
    const pace = createPace()
    pace(0, 0)
    for (let at = 1000; at <= 20_000; at += 1000) pace(at, 1_000_000 + at)
    expect(pace(21_000, 1_021_000)?.rate).toBeCloseTo(1000, -1)
  })

  it('says nothing while nothing comes', () => {
    const pace = createPace()
    pace(0, 10, 100)
    expect(pace(3000, 10, 100)).toBeUndefined()
  })
})
