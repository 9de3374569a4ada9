import { describe, expect, it } from 'vitest'
import type { Clock } from '../../src/shared/base/index.ts'
import { createAlarm } from '../../src/main/tftp/alarm.ts'

type Sleeper = { readonly until: number; readonly wake: () => void; readonly isOver: () => boolean }

/** A clock that stands until it is moved. */
const handClock = () => {
  let now = 0
  let sleepers: Sleeper[] = []
  const clock: Clock = {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        sleepers.push({
          until: now + ms,
          wake: resolve,
          isOver: () => signal?.aborted === true,
        })
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
      }),
  }
  const asleep = () => sleepers.filter(({ isOver }) => !isOver())
  return {
    clock,
    asleep: () => asleep().length,
    moveTo: async (time: number) => {
      for (;;) {
        const next = asleep().toSorted((a, b) => a.until - b.until)[0]
        if (next === undefined || next.until > time) break
        now = next.until
        sleepers = sleepers.filter((sleeper) => sleeper !== next)
        next.wake()
        await new Promise(setImmediate)
      }
      now = time
    },
  }
}

const ringing = (onRing: (set: (at: number) => void, now: number) => void = () => undefined) => {
  const hand = handClock()
  const rings: number[] = []
  const alarm = createAlarm(hand.clock, () => {
    rings.push(hand.clock.now())
    onRing((at) => alarm.set(at), hand.clock.now())
  })
  return { ...hand, alarm, rings }
}

describe('an alarm', () => {
  it('sleeps only once it is set, and rings at its time', async () => {
    const { alarm, rings, asleep, moveTo } = ringing((set) => set(Infinity))
    expect(asleep()).toBe(0)
    alarm.set(500)
    await moveTo(499)
    expect(rings).toEqual([])
    await moveTo(600)
    expect(rings).toEqual([500])
  })

  it('is put off without another sleeper', async () => {
    const { alarm, rings, asleep, moveTo } = ringing((set) => set(Infinity))
    for (const at of [100, 200, 300]) {
      alarm.set(at)
      expect(asleep()).toBe(1)
    }
    await moveTo(1000)
    expect(rings).toEqual([300])
  })

  it('rings sooner when it is set sooner', async () => {
    const { alarm, rings, moveTo } = ringing((set) => set(Infinity))
    alarm.set(5000)
    alarm.set(100)
    await moveTo(10_000)
    expect(rings).toEqual([100])
  })

  it('rings again where it is set while it rings', async () => {
    const { alarm, rings, moveTo } = ringing((set, now) => set(now + 100))
    alarm.set(100)
    await moveTo(350)
    expect(rings).toEqual([100, 200, 300])
  })

  it('never rings once it was stopped, whatever it is set to', async () => {
    const { alarm, rings, asleep, moveTo } = ringing()
    alarm.set(100)
    alarm.stop()
    alarm.set(200)
    await moveTo(1000)
    expect(rings).toEqual([])
    expect(asleep()).toBe(0)
  })
})
