import { expect, it } from 'vitest'
import { arpProbe, claimantOf } from '../../src/main/net/native/arp.ts'

const probe = arpProbe('10.0.0.1', '52:54:00:00:00:01')

it('an ARP probe names its sender’s card and no address of its own (RFC 5227)', () => {
  expect(Buffer.from(probe).toString('hex')).toBe(
    ['0001080006040001', '525400000001', '00000000', '000000000000', '0a000001'].join(''),
  )
})

it('who claims an address is read of an ARP packet that says so, and of nothing else', () => {
  const answer = Uint8Array.from(probe)
  answer.set([82, 84, 0, 0, 0, 2, 10, 0, 0, 1], 8)
  expect(claimantOf(answer, '10.0.0.1')).toBe('52:54:00:00:00:02')
  expect(claimantOf(answer, '10.0.0.2')).toBeUndefined()
  expect(claimantOf(probe, '10.0.0.1')).toBeUndefined()
  expect(claimantOf(answer.subarray(0, 20), '10.0.0.1')).toBeUndefined()
})
