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
