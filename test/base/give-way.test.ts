import { describe, expect, it } from 'vitest'
import { whoGivesWay, type Holder } from '../../src/main/give-way.ts'

const now = 10_000
const holder = (address: string, still: number, asked = false): Holder => ({
  address,
  asked,
  since: now - still,
})
const hold = (count: number, address: string, still: number, asked = false) =>
  Array.from({ length: count }, (_, at) => holder(address, still + at, asked))

describe('who gives way', () => {
  it('is one that asked for nothing, of the address that holds most, at once', () => {
    const greedy = hold(3, 'greedy', 0)
    const others = [holder('a', 9_000), holder('b', 9_000)]
    expect(whoGivesWay([...others, ...greedy], 'c', now)).toBe(greedy[2])
  })

  it('is one of its own for the address that holds most', () => {
    const greedy = hold(3, 'greedy', 1_000)
    expect(whoGivesWay([holder('a', 9_000), ...greedy], 'greedy', now)).toBe(greedy[2])
  })

  it('is nobody for it while its own have only just come', () => {
    expect(whoGivesWay([holder('a', 9_000), ...hold(3, 'greedy', 0)], 'greedy', now)).toBe(
      undefined,
    )
  })

  it('is the stillest of equals, and none of hundreds that come at once', () => {
    const idle = holder('c', 4_000)
    expect(whoGivesWay([holder('a', 0), holder('b', 400), idle], 'd', now)).toBe(idle)
    expect(whoGivesWay([holder('a', 0), holder('b', 100)], 'd', now)).toBe(undefined)
  })

  it('is one whose answer is not taken when its address has nothing else', () => {
    const greedy = hold(3, 'greedy', 4_000, true)
    expect(whoGivesWay(greedy, 'a', now)).toBe(greedy[2])
    const idle = holder('greedy', 10)
    expect(whoGivesWay([...greedy, idle], 'a', now)).toBe(idle)
  })

  it('is none whose answer is being taken, and none of a single slow answer', () => {
    expect(whoGivesWay(hold(3, 'proxy', 100, true), 'a', now)).toBe(undefined)
    expect(whoGivesWay([holder('a', 20_000, true), holder('b', 20_000, true)], 'c', now)).toBe(
      undefined,
    )
  })
})
