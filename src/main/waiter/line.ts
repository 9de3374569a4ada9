import { LabError } from '../../shared/base/index.ts'

/**
 * A line before so many places: who comes first goes first. A busy server that lets clients wait for a
 * moment loses no time; one that sends them away stands idle until they are back.
 */
export type Line = {
  /**
   * Resolves with how to leave the place. `LabError` `waiter.busy` when none was free within the time;
   * rejects with the signal's reason when it aborts.
   */
  enter(signal: AbortSignal): Promise<() => void>
}

/** `longest` in ms. */
export const createLine = (places: number, longest: number): Line => {
  const waiting = new Set<() => void>()
  let taken = 0

  const leave = () => {
    const [next] = waiting
    if (next === undefined) taken -= 1
    else next()
  }
  const wait = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        waiting.delete(called)
        clearTimeout(late)
        signal.removeEventListener('abort', gone)
        settle()
      }
      const called = () => end(resolve)
      const gone = () => end(() => reject(signal.reason))
      const late = setTimeout(
        () =>
          end(() =>
            reject(new LabError('waiter.busy', `${places} files are on their way already.`)),
          ),
        longest,
      )
      waiting.add(called)
      signal.addEventListener('abort', gone, { once: true })
    })

  return {
    enter: async (signal) => {
      if (taken < places) taken += 1
      else await wait(signal)
      let left = false
      return () => {
        if (!left) leave()
        left = true
      }
    },
  }
}
