import { array, assert, constant, integer, oneof, property, record } from 'fast-check'
import { expect, it } from 'vitest'
import { createSystemClock } from '../../src/main/system-clock.ts'

const began = 1_700_000_000_000
const hour = 3_600_000

type Turn = { readonly awake: number; readonly slept: number; readonly set: number }

/** Seconds of sleep are seen, fewer than two are not. */
const turns = array(
  record({
    awake: integer({ min: 0, max: hour }),
    slept: oneof(constant(0), integer({ min: 4_000, max: 100 * hour })),
    set: oneof(constant(0), integer({ min: -1_000 * hour, max: 1_000 * hour })),
  }),
  { maxLength: 30 },
)

/** What a clock tells after each turn. `unit`: ms that the uptime is counted in. */
const told = (history: readonly Turn[], unit: number, steadyCountsSleep: boolean) => {
  const time = { steady: 0, wall: began, uptime: 987_654 }
  const clock = createSystemClock({
    began,
    steady: () => time.steady,
    wall: () => time.wall,
    uptime: () => Math.floor(time.uptime / unit) * unit,
  })
  return history.map(({ awake, slept, set }) => {
    time.steady += awake + (steadyCountsSleep ? slept : 0)
    time.uptime += awake + slept
    // A clock that is set back by just what was slept, before anybody looked, hides the sleep.
    time.wall += awake + slept + (Math.abs(slept + set) <= 1_000 ? 0 : set)
    return clock.now()
  })
}

it.each([
  ['Linux', 10, false],
  ['macOS', 1_000, true],
  ['Windows', 1, true],
])(
  'the clock counts what was slept, once, whatever the wall clock is set to (%s)',
  (_, unit, counts) => {
    assert(
      property(turns, (history) => {
        let real = began
        for (const [index, now] of told(history, unit, counts).entries()) {
          const { awake = 0, slept = 0 } = history[index] ?? {}
          real += awake + slept
          expect(Math.abs(now - real)).toBeLessThanOrEqual(unit * (index + 1))
        }
      }),
    )
  },
)

it('the clock never goes back', () => {
  assert(
    property(turns, (history) => {
      const times = told(history, 10, false)
      expect(times).toEqual(times.toSorted((a, b) => a - b))
    }),
  )
})
