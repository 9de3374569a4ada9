import { describe, expect, it } from 'vitest'
import { momentOf } from '../../../src/renderer/inspector/moment.ts'

describe('momentOf', () => {
  const state = { seat: { kind: 'operator' } } as const

  it('is now, and never before the newest fact: nothing lasts for less than no time', () => {
    expect(momentOf({ state, view: { at: 900 } }, 1000)).toBe(1000)
    expect(momentOf({ state, view: { at: 1135 } }, 1000)).toBe(1135)
  })

  it('is the moment that a replay is held at', () => {
    expect(momentOf({ state, heldAt: 7, view: { at: 900 } }, 1000)).toBe(900)
  })

  it('is the end of a recording: a boot that was under way there has not gone on since', () => {
    const recorded = { seat: { kind: 'recording' } } as const
    expect(momentOf({ state: recorded, view: { at: 900 } }, 1000)).toBe(900)
  })
})
