import type { Recorded } from '../../shared/facts/index.ts'

/**
 * Something built from the first facts of a journal, fact by fact. `read` brings it to exactly the
 * first `count` facts: it goes on from where it was, or starts again when that was further.
 */
export type Reader<T> = { readonly read: (facts: readonly Recorded[], count: number) => T }

/** Keeps one `Built` value up to date. `finish` makes what readers get, a new value each time. */
export const createReader = <Built, T>(
  start: () => Built,
  add: (built: Built, recorded: Recorded, place: number) => void,
  finish: (built: Built) => T,
): Reader<T> => {
  let source: readonly Recorded[] | undefined
  let built = start()
  let done = 0
  let finished: T | undefined
  return {
    read: (facts, count) => {
      if (source !== facts || count < done) {
        source = facts
        built = start()
        done = 0
        finished = undefined
      }
      if (finished !== undefined && count === done) return finished
      for (; done < count; done++) {
        const recorded = facts[done]
        if (recorded !== undefined) add(built, recorded, done)
      }
      finished = finish(built)
      return finished
    },
  }
}
