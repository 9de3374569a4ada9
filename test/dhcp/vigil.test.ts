import { describe, expect, it } from 'vitest'
import { createVigil, nextQuestion } from '../../src/main/dhcp/interlock/vigil.ts'
import { createClock } from '../fuzz/clock.ts'

const second = 1000
const minute = 60 * second

/** Seconds at which a vigil of some length asks; the link comes again at those of `moves`. */
const questions = async (length: number, moves: readonly number[], links = true) => {
  const over = new AbortController()
  const asked: number[] = []
  let now = 0
  const vigil = createVigil({
    ask: () => {
      asked.push(now / second)
      return Promise.resolve(true)
    },
    links: () => (links ? moves.filter((at) => at * second <= now).length : undefined),
    clock: {
      now: () => now,
      sleep: (ms) => {
        now += ms
        if (now >= length) over.abort()
        return Promise.resolve()
      },
    },
  })
  await vigil.keep(over.signal)
  return asked
}

const first = [5, 10, 20, 32, 45]

it('asks more often while a switch may still be silent, and every five minutes afterwards', async () => {
  expect(await questions(11 * minute, [])).toEqual([...first, 345, 645])
})

it('asks at once when the link comes again, and begins anew', async () => {
  const anew = [100, ...first.map((after) => 100 + after)]
  expect(await questions(3 * minute, [100])).toEqual([...first, ...anew])
})

it('keeps its times where the system does not count links', async () => {
  expect(await questions(minute, [], false)).toEqual(first)
})

it('does not make up for questions that a sleeping laptop has missed', () => {
  expect(nextQuestion(0, 30 * minute)).toBe(35 * minute)
})

describe('a vigil over a computer that sleeps', () => {
  /** `heard` says of each question by its number whether anybody can have heard it. */
  const keep = (heard: (question: number) => boolean = () => true) => {
    const clock = createClock(0)
    const over = new AbortController()
    const link = { came: 0 }
    let asked = 0
    const vigil = createVigil({
      ask: async () => {
        asked += 1
        await clock.sleep(4 * second)
        return heard(asked)
      },
      links: () => link.came,
      clock,
    })
    vigil.keep(over.signal).catch(() => undefined)
    return { vigil, clock, link, asked: () => asked, [Symbol.dispose]: () => over.abort() }
  }

  it('is not sure from the first moment awake until the segment was asked, which is at once', async () => {
    using kept = keep()
    const { vigil, clock, asked } = kept
    await clock.pass(3 * second)
    expect(vigil.isSure()).toBe(true)
    clock.doze(8 * 60 * minute)
    expect(vigil.isSure()).toBe(false)
    await clock.pass(second)
    expect(asked()).toBe(1)
    await clock.pass(2 * second)
    expect(vigil.isSure()).toBe(false)
    await clock.pass(2 * second)
    expect(vigil.isSure()).toBe(true)
  })

  it('is not sure after a question that nobody can have heard, and asks again', async () => {
    using kept = keep((question) => question > 1)
    const { vigil, clock, asked } = kept
    clock.doze(minute)
    await clock.pass(5 * second)
    expect([asked(), vigil.isSure()]).toEqual([1, false])
    await clock.pass(5 * second)
    expect([asked(), vigil.isSure()]).toEqual([2, true])
  })

  it('is not sure after a question during which the link came, or that was slept through', async () => {
    using kept = keep()
    const { vigil, clock, link, asked } = kept
    clock.doze(minute)
    await clock.pass(2 * second)
    link.came += 1
    await clock.pass(3 * second)
    expect(vigil.isSure()).toBe(false)
    await clock.pass(second)
    expect(asked()).toBe(2)
    clock.doze(minute)
    await clock.pass(4 * second)
    expect(vigil.isSure()).toBe(false)
    await clock.pass(4 * second)
    expect([asked(), vigil.isSure()]).toEqual([3, true])
  })
})
