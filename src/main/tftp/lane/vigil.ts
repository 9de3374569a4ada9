/** Most waits that are slept through between two looks. */
const pauseMost = 1024

/** When to look for what arrives before going to sleep. */
export type Vigil = {
  /** Whether this wait is to begin with a look. */
  isDue(): boolean
  /** How the look ended. */
  came(inTime: boolean): void
}

/**
 * Looking pays where the answer comes at once. Where it does not (a slow network, or the very client wants this
 * processor) twice as many waits as before are slept through until the next look.
 */
export const createVigil = (): Vigil => {
  let pause = 0
  let asleep = 0
  return {
    isDue: () => {
      if (asleep === 0) return true
      asleep -= 1
      return false
    },
    came: (inTime) => {
      pause = inTime ? 0 : Math.min(pauseMost, pause * 2 + 1)
      asleep = pause
    },
  }
}
