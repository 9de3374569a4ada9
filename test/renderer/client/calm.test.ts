import { describe, expect, it } from 'vitest'
import { calmed } from '../../../src/renderer/client/calm.ts'
import { recordedRun } from '../recorded-run.ts'
import { countOf, joinLab } from '../telling-lab.ts'

/** Before any plug of the run is pulled. */
const before = 60
/** More than can be read at once. */
const flood = 40
const longest = 250
/** Words wait so much longer for a picture to come with, in ms each. */
const late = 1.25

const run = recordedRun()

/** A window that joined after `before` facts, and one that shows the same calmly, by a clock of the test's own. */
const open = async () => {
  const clock = { now: 1000 }
  const timers = new Map<() => void, number>()
  const { store, tell, close } = await joinLab(before)
  const calm = calmed(store, {
    now: () => clock.now,
    later: (work, ms) => {
      timers.set(work, clock.now + ms)
      return () => timers.delete(work)
    },
  })
  const shown: number[] = []
  const stop = calm.subscribe(() => shown.push(countOf(calm)))
  const pass = (ms: number) => {
    clock.now += ms
    for (const [work, due] of timers) if (due <= clock.now) work()
  }
  return { store, calm, shown, pass, tell, stop, close }
}

describe('a calmed store', () => {
  it('shows at once what comes after a quiet time', async () => {
    const { shown, tell, close } = await open()
    await tell(flood)
    expect(shown).toEqual([before + flood])
    close()
  })

  it('shows a flood with the first picture after a quarter of a second', async () => {
    const { calm, shown, pass, tell, close } = await open()
    await tell(1)
    await tell(flood)
    pass(longest)
    expect(countOf(calm)).toBe(before + 1)
    await tell(10)
    expect(shown).toEqual([before + 1, before + 1 + flood + 10])
    close()
  })

  it('shows a flood by itself when no picture comes any more', async () => {
    const { shown, pass, tell, close } = await open()
    await tell(1)
    await tell(flood)
    pass(longest * late - 1)
    expect(shown).toEqual([before + 1])
    pass(1)
    expect(shown).toEqual([before + 1, before + 1 + flood])
    close()
  })

  it('gives a few facts less time', async () => {
    const { shown, pass, tell, close } = await open()
    await tell(1)
    await tell(2)
    pass(16 * late)
    expect(shown).toEqual([before + 1, before + 3])
    close()
  })

  it('moves with the picture when that is held and let go', async () => {
    const { store, calm, shown, tell, close } = await open()
    await tell(1)
    await tell(flood)
    store.hold(30)
    expect(calm.snapshot()).toBe(store.snapshot())
    store.hold(undefined)
    expect(calm.snapshot()).toBe(store.snapshot())
    expect(shown.at(-1)).toBe(before + 1 + flood)
    close()
  })

  it('shows a plug at once, however much comes with it', async () => {
    const { calm, pass, tell, close } = await open()
    const pulled = run.findIndex(({ seq, fact }) => seq > before && fact.type === 'plug.pulled')
    await tell(pulled - before)
    pass(longest)
    await tell(1)
    expect(countOf(calm)).toBe(pulled + 1)
    close()
  })

  it('says what the lab says now to whom nobody has asked it for', async () => {
    const { store, calm, stop, tell, close } = await open()
    await tell(1)
    await tell(flood)
    expect(calm.snapshot()).not.toBe(store.snapshot())
    stop()
    expect(calm.snapshot()).toBe(store.snapshot())
    close()
  })
})
