import { describe, expect, it } from 'vitest'
import { momentOf } from '../../../src/renderer/inspector/moment.ts'

describe('momentOf', () => {
  it('is now, and never before the newest fact: nothing lasts for less than no time', () => {
    expect(momentOf({ view: { at: 900 } }, 1000)).toBe(1000)
    expect(momentOf({ view: { at: 1135 } }, 1000)).toBe(1135)
  })

  it('is the moment that a replay is held at', () => {
    expect(momentOf({ heldAt: 7, view: { at: 900 } }, 1000)).toBe(900)
  })
})
