import { describe, expect, it } from 'vitest'
import { fuzzTftp } from '../fuzz/tftp.ts'

describe('the running TFTP server under mutated packets', () => {
  it('keeps its promises: no crash, right bytes at their place, every transfer ends', async () => {
    const seed = Date.now() % 1_000_000
    const report = await fuzzTftp(20_000, seed)
    expect(report.replies).toBeGreaterThan(1000)
    expect(report.bad).toBeGreaterThan(100)
  })
})
