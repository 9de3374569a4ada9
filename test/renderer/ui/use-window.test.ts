import { describe, expect, it } from 'vitest'
import { staysAtEnd } from '../../../src/renderer/ui/use-window.ts'

const box = (scrollTop: number, scrollHeight: number) => ({
  ...{ scrollTop, scrollHeight },
  clientHeight: 200,
})

describe('staysAtEnd', () => {
  it('follows a list that grew by more than a page before its scrolling was told', () => {
    expect(staysAtEnd(true, 800, box(1000, 1900))).toBe(true)
  })

  it('leaves the end with who goes up, and comes back with who goes down to it', () => {
    expect(staysAtEnd(true, 1000, box(900, 1200))).toBe(false)
    expect(staysAtEnd(false, 900, box(950, 1200))).toBe(false)
    expect(staysAtEnd(false, 900, box(990, 1200))).toBe(true)
  })

  it('stays at the end of a list that became shorter', () => {
    expect(staysAtEnd(true, 1000, box(100, 300))).toBe(true)
  })
})
