/** Time as a dependency. The adapters hand in the real one; tests and replays their own. */
export type Clock = {
  /** Milliseconds since the epoch. It never goes back, and jumps ahead where the computer slept. */
  now(): number
  /**
   * Resolves after `ms`; rejects with the signal's reason when it is aborted first. Time that the computer slept may not count: by `now`
   * more has gone by then.
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** The same clock at another speed: at speed 10 a wait of 10 s takes one. `now` is left alone. */
export const atSpeed = (clock: Clock, speed: () => number): Clock => ({
  now: () => clock.now(),
  sleep: (ms, signal) => clock.sleep(ms / speed(), signal),
})

/**
 * The reason of a wait or a program that is ended because it is needed no more. One for all: each error of its own would
 * write down where it was made, which in a storm costs more than the waits.
 */
export const neededNoMore = new Error('unneeded')
