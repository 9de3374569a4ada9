import { describe, expect, it } from 'vitest'
import { threadsFor } from '../../src/main/hosts/simulated/racks.ts'

describe('how many threads hosts are spread over', () => {
  it('is one for a small lab, and never more than there are cores', () => {
    expect([4, 32, 33, 1000].map((hosts) => threadsFor(hosts, 2))).toEqual([1, 1, 2, 2])
    expect(threadsFor(1000, 64)).toBe(8)
  })
})
