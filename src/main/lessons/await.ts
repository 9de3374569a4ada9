import type { Clock } from '../../shared/base/index.ts'
import { check, type Expectation, type Finding, type Scene } from '../../shared/lessons/index.ts'
import type { Stage } from './stage.ts'

/** `10 s`, `5 min`. */
const spelled = (ms: number): string =>
  ms < 120_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`

/** Follows the stage until `done` or until the lab time is over. Resolves with whether it was done. */
const until = async (
  done: () => boolean,
  ms: number,
  { stage, clock, signal }: { stage: Stage; clock: Clock; signal: AbortSignal },
): Promise<boolean> => {
  const over = new AbortController()
  const either = AbortSignal.any([signal, over.signal])
  const timer = clock.sleep(ms, either).then(
    () => over.abort(),
    () => undefined,
  )
  try {
    while (!done()) await stage.next(either)
    return true
  } catch (error) {
    signal.throwIfAborted()
    if (!over.signal.aborted) throw error
    return done()
  } finally {
    over.abort()
    await timer
  }
}

/**
 * Checks an expectation: at once, or `within` a bound, and then whether it `stays`. `clock` runs at the
 * lab's speed. What does not come is a finding, "not seen", never an error.
 */
export const observe = async (
  expectation: Expectation,
  scene: () => Scene,
  parts: { readonly stage: Stage; readonly clock: Clock; readonly signal: AbortSignal },
): Promise<Finding> => {
  const { within, stays } = expectation
  await parts.stage.caughtUp(parts.signal)
  const look = (): Finding => check(expectation, scene())
  if (within !== undefined && !(await until(() => look().met, within, parts))) {
    const { found, evidence } = look()
    return {
      met: false,
      evidence,
      found: `not seen within ${spelled(within)} of lab time: ${found}`,
    }
  }
  if (stays === undefined || !look().met) return look()
  const broke = await until(() => !look().met, stays, parts)
  const { found, evidence } = look()
  return broke
    ? {
        met: false,
        evidence,
        found: `it did not stay so for ${spelled(stays)} of lab time: ${found}`,
      }
    : { met: true, evidence, found: `${found} (stayed so for ${spelled(stays)} of lab time)` }
}
