import { getEventListeners } from 'node:events'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createSystemClock } from '../../src/main/system-clock.ts'

const clock = createSystemClock()

describe('the system clock', () => {
  afterEach(() => vi.useRealTimers())

  it('sleeps longer than a timer can run: half of a lease of two months', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const month = 30 * 24 * 3600 * 1000
    let awake = false
    const slept = clock.sleep(month).then(() => {
      awake = true
    })
    await vi.advanceTimersByTimeAsync(month - 1)
    expect(awake).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    await slept
  })

  it.each([
    ['an hour back', -3_600_000],
    ['a day forward', 86_400_000],
  ])('goes on as it was when the wall clock jumps %s while the lab runs', (_, jump) => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const before = clock.now()
    vi.setSystemTime(before + jump)
    expect(new Date().getTime()).toBe(Math.trunc(before + jump))
    const went = clock.now() - before
    expect(went).toBeGreaterThanOrEqual(0)
    expect(went).toBeLessThan(1000)
  })

  it('leaves nothing at the signal of a sleep that was slept out', async () => {
    const { signal } = new AbortController()
    await clock.sleep(1, signal)
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  it("rejects with the signal's reason, before and during a sleep", async () => {
    const reason = new Error('enough')
    await expect(clock.sleep(1, AbortSignal.abort(reason))).rejects.toBe(reason)
    const control = new AbortController()
    const asleep = clock.sleep(60_000, control.signal)
    control.abort(reason)
    await expect(asleep).rejects.toBe(reason)
  })
})
