import { describe, expect, it } from 'vitest'
import { staysAtEnd, topFor } from '../../../src/renderer/ui/use-window.ts'

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

describe('topFor', () => {
  const height = 20

  it('leaves a box alone that shows the row', () => {
    expect(topFor(45, height, box(800, 2000))).toBe(800)
  })

  it('brings a row above to the top, and one below to the foot with a line to spare', () => {
    expect(topFor(10, height, box(800, 2000))).toBe(200)
    expect(topFor(60, height, box(800, 2000))).toBe(1040)
  })

  it('goes no further than the end', () => {
    expect(topFor(99, height, box(1800, 2000))).toBe(1800)
    expect(topFor(99, height, box(0, 2000))).toBe(1800)
  })
})
