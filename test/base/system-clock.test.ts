import { getEventListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import { createSystemClock } from '../../src/main/system-clock.ts'

const clock = createSystemClock()

describe('the system clock', () => {
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
