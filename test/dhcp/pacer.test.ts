import { describe, expect, it } from 'vitest'
import { createPacer } from '../../src/main/dhcp/pacer.ts'

/** A clock that moves only while somebody sleeps, and what was done at which of its ms. */
const createScene = () => {
  let now = 1_000_000
  const done: { readonly work: number; readonly at: number }[] = []
  const inPace = createPacer({
    now: () => now,
    async sleep(ms) {
      await Promise.resolve()
      now += ms
    },
  })
  return {
    done,
    ask: (count: number) => {
      for (let work = 0; work < count; work += 1)
        inPace(() => {
          done.push({ work, at: now - 1_000_000 })
        })
    },
    later: (ms: number) => {
      now += ms
    },
    rest: () => new Promise(setImmediate),
  }
}

describe('the pacer', () => {
  it('lets a few go at once', () => {
    const scene = createScene()
    scene.ask(48)
    expect(scene.done.map(({ at }) => at)).toEqual(Array.from({ length: 48 }, () => 0))
  })

  it('spreads a burst over time, in its order', async () => {
    const scene = createScene()
    scene.ask(72)
    await scene.rest()
    expect(scene.done.map(({ work }) => work)).toEqual(Array.from({ length: 72 }, (_, at) => at))
    const counts = [0, 1, 2, 3].map((ms) => scene.done.filter(({ at }) => at === ms).length)
    expect(counts).toEqual([48, 8, 8, 8])
  })

  it('keeps what comes meanwhile behind what waits', async () => {
    const scene = createScene()
    scene.ask(50)
    scene.ask(1)
    await scene.rest()
    expect(scene.done.map(({ work }) => work).slice(-2)).toEqual([49, 0])
  })

  it('allows no more after a long rest than at first', async () => {
    const scene = createScene()
    scene.later(60_000)
    scene.ask(49)
    expect(scene.done).toHaveLength(48)
    await scene.rest()
    expect(scene.done).toHaveLength(49)
  })
})
