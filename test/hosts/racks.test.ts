import { describe, expect, it } from 'vitest'
import { processesFor } from '../../src/main/hosts/simulated/racks.ts'

describe('how many processes hosts are spread over', () => {
  it('is one for a small lab, and leaves a core to the services', () => {
    expect([4, 32, 33, 1000].map((hosts) => processesFor(hosts, 4))).toEqual([1, 1, 2, 3])
    expect([1, 2, 64].map((cores) => processesFor(1000, cores))).toEqual([1, 1, 8])
  })
})
