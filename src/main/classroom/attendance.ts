import { setTimeout as sleep } from 'node:timers/promises'

/** ms between two tellings: who reloads a page over and over does not fill the journal. */
const pause = 1000

/**
 * Tells a number whenever it has changed, at most once a second and always the last in the end. Nothing is told once
 * `signal` is aborted. What `tell` rejects with is whose it is to know.
 */
export const tellInTurn = (
  tell: (value: number) => Promise<unknown>,
  signal: AbortSignal,
): ((value: number) => void) => {
  let told = 0
  let latest = 0
  let telling: Promise<void> | undefined
  const catchUp = async (): Promise<void> => {
    while (told !== latest && !signal.aborted) {
      told = latest
      await tell(told)
      await sleep(pause, undefined, { signal, ref: false })
    }
  }
  return (value) => {
    latest = value
    telling ??= catchUp()
      .catch(() => undefined)
      .finally(() => {
        telling = undefined
      })
  }
}
