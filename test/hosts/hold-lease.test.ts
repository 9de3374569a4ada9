import { describe, expect, it } from 'vitest'
import type { Lease } from '../../src/main/hosts/simulated/bench.ts'
import { holdLease, type Renewal } from '../../src/main/hosts/simulated/hold-lease.ts'
import { createClock } from '../fuzz/clock.ts'

const start = 1_000_000
const second = 1000

/** A lease of so many seconds that is held on a clock that stands still. */
const hold = (leaseTime: number, answer: (lease: Lease) => Renewal) => {
  const clock = createClock(start)
  const over = new AbortController()
  const asked: number[] = []
  const state: { end?: unknown } = {}
  const leaseNow = (): Lease => ({
    address: '127.66.0.100',
    nextServer: '',
    bootFile: '',
    serverId: '127.66.0.1',
    leaseTime,
    leasedAt: clock.now(),
    hostName: '',
    domainName: '',
  })
  const first = leaseNow()
  void holdLease(first, {
    clock,
    signal: over.signal,
    renew: (lease) => {
      asked.push((clock.now() - start) / second)
      return Promise.resolve(answer({ ...lease, leasedAt: clock.now() }))
    },
    renewed: () => undefined,
  }).then(
    (end) => {
      state.end = [end, (clock.now() - start) / second]
    },
    () => {
      state.end = 'ended'
    },
  )
  return { clock, asked, state, over }
}

describe('a lease that is held (RFC 2131 section 4.4.5)', () => {
  it('is renewed at half of its time, again and again', async () => {
    const { clock, asked, state, over } = hold(3600, (lease) => lease)
    await clock.pass(5400 * second)
    expect(asked).toEqual([1800, 3600, 5400])
    expect(state.end).toBeUndefined()
    over.abort()
    await clock.pass(0)
    expect(state.end).toBe('ended')
  })

  it('runs out when nobody answers: asked for ever sooner, though not more than once a minute', async () => {
    const { clock, asked, state } = hold(3600, () => undefined)
    await clock.pass(3599 * second)
    expect(asked).toEqual([
      // T1, and half of what is left until T2 (3150 s) each time.
      ...[1800, 2475, 2812.5, 2981.25, 3065.625, 3125.625, 3150],
      // T2, and half of what is left until the end.
      ...[3375, 3487.5, 3547.5],
    ])
    expect(state.end).toBeUndefined()
    await clock.pass(second)
    expect(state.end).toEqual(['expired', 3600])
  })

  it('of a minute is asked for twice before it runs out', async () => {
    const { clock, asked, state } = hold(60, () => undefined)
    await clock.pass(60 * second)
    expect(asked).toEqual([30, 52.5])
    expect(state.end).toEqual(['expired', 60])
  })

  it('ends at once when it is refused', async () => {
    const { clock, asked, state } = hold(60, () => 'refused')
    await clock.pass(60 * second)
    expect(asked).toEqual([30])
    expect(state.end).toEqual(['refused', 30])
  })

  it('is asked for within a minute when the computer has slept, and goes on', async () => {
    const { clock, asked, state } = hold(3600, (lease) => lease)
    await clock.pass(90 * second)
    clock.doze(8 * 3600 * second)
    await clock.pass(60 * second)
    expect(asked).toEqual([120 + 8 * 3600])
    expect(state.end).toBeUndefined()
  })

  it('has run out when the computer has slept longer and nobody answers', async () => {
    const { clock, asked, state } = hold(3600, () => undefined)
    clock.doze(8 * 3600 * second)
    await clock.pass(60 * second)
    expect(asked).toHaveLength(1)
    expect(state.end).toEqual(['expired', 60 + 8 * 3600])
  })

  it('goes on when an answer comes late, and counts from when it was asked for', async () => {
    let asks = 0
    const { clock, asked, state } = hold(3600, (lease) => (++asks === 2 ? lease : undefined))
    await clock.pass(2475 * second)
    expect(asked).toEqual([1800, 2475])
    await clock.pass(3599 * second)
    expect(state.end).toBeUndefined()
    await clock.pass(second)
    expect(state.end).toEqual(['expired', 6075])
  })
})
