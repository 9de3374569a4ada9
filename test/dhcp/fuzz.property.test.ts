import { describe, expect, it } from 'vitest'
import { fuzzDhcp } from '../fuzz/dhcp.ts'

describe('the running DHCP server under mutated packets', () => {
  it('keeps its promises: no crash, no address twice, every reply its client’s own', async () => {
    const seed = Date.now() % 1_000_000
    const report = await fuzzDhcp(20_000, seed)
    expect(report.replies).toBeGreaterThan(1000)
    expect(report.bad).toBeGreaterThan(100)
  })
})
