import { afterEach, describe, expect, it } from 'vitest'
import { followMarks } from '../../../src/renderer/bench/follow-marks.ts'
import { travelTime, type Grouping } from '../../../src/renderer/bench/marks.ts'
import { messageOf, travels } from '../../../src/renderer/wire/message.ts'
import { recordedRun } from '../recorded-run.ts'
import { joinLab } from '../telling-lab.ts'

const run = recordedRun()

/** A window that joined after `before` facts and follows its marks by a clock of the test's own. */
const open = async (before: number, grouping: Grouping = 'byHost') => {
  const clock = { now: 0 }
  const { store, tell, close } = await joinLab(before)
  const marks = followMarks(store, grouping, () => clock.now)
  const stop = marks.subscribe(() => {})
  closers.push(() => {
    stop()
    close()
  })
  return { clock, store, marks, tell }
}

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

/** Numbers of the facts in a part of the run that move between two places. */
const movingIn = (first: number, end: number): readonly number[] =>
  run.slice(first, end).flatMap((recorded) => {
    const message = messageOf(recorded)
    return message !== undefined && travels(message) ? [message.seq] : []
  })

const counted = (marks: readonly { readonly count: number }[]): number =>
  marks.reduce((sum, { count }) => sum + count, 0)

describe('followMarks', () => {
  it('draws nothing of what had happened before the window came', async () => {
    const { marks } = await open(100)
    expect(movingIn(0, 100)).not.toEqual([])
    expect(marks.snapshot()).toEqual([])
  })

  it('makes marks of exactly the moving facts that arrive, in the same turn as the picture', async () => {
    const { store, marks, tell } = await open(40)
    const seen: number[] = []
    // The picture's own listener comes after that of the marks: both have the fact, or neither.
    const stop = store.subscribe(() => seen.push(counted(marks.snapshot())))
    await tell(20)
    stop()
    const moving = movingIn(40, 60)
    expect(moving.length).toBeGreaterThan(3)
    expect(counted(marks.snapshot())).toBe(moving.length)
    expect(seen.at(-1)).toBe(moving.length)
    const ids = marks.snapshot().map(({ id }) => id)
    expect(moving).toEqual(expect.arrayContaining(ids))
  })

  it('lets a mark go when it has arrived', async () => {
    const { clock, marks, tell } = await open(40)
    await tell(20)
    const sound = marks.snapshot().filter(({ failed }) => !failed)
    expect(sound).not.toEqual([])
    clock.now = travelTime + 1
    await expect.poll(() => marks.snapshot().filter(({ failed }) => !failed)).toEqual([])
  })

  it('draws a step of a held picture, and nothing for a jump or for what goes on meanwhile', async () => {
    const { store, marks, tell } = await open(40)
    const [, second = 0] = movingIn(60, 120)
    await tell(100)
    const before = counted(marks.snapshot())
    store.hold(second - 1)
    expect(counted(marks.snapshot())).toBe(before)
    store.hold(second)
    expect(counted(marks.snapshot())).toBe(before + 1)
    await tell(20)
    store.hold(1)
    store.hold(140)
    expect(counted(marks.snapshot())).toBe(before + 1)
  })
})
