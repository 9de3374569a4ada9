import { expect, it } from 'vitest'
import { keepVigil, nextQuestion } from '../../src/main/dhcp/interlock/vigil.ts'

const second = 1000
const minute = 60 * second

/** Seconds at which a vigil of some length asks; the link comes again at those of `moves`. */
const questions = async (length: number, moves: readonly number[], links = true) => {
  const over = new AbortController()
  const asked: number[] = []
  let now = 0
  await keepVigil({
    ask: () => Promise.resolve(asked.push(now / second)),
    links: () => (links ? moves.filter((at) => at * second <= now).length : undefined),
    clock: {
      now: () => now,
      sleep: (ms) => {
        now += ms
        if (now >= length) over.abort()
        return Promise.resolve()
      },
    },
    signal: over.signal,
  })
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
