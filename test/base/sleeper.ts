import { createSystemClock } from '../../src/main/system-clock.ts'

/** The clock of a computer that sleeps, or is set, in no time. Its steady clock stands still in sleep, as on Linux. */
export const createSleeper = () => {
  const ahead = { wall: 0, uptime: 0 }
  const steady = () => performance.now()
  return {
    clock: createSystemClock({
      began: performance.timeOrigin,
      steady,
      wall: () => performance.timeOrigin + steady() + ahead.wall,
      uptime: () => steady() + ahead.uptime,
    }),
    /** For so many ms. */
    sleep: (ms: number) => {
      ahead.wall += ms
      ahead.uptime += ms
    },
    /** Sets the wall clock by so many ms. */
    set: (ms: number) => {
      ahead.wall += ms
    },
  }
}
