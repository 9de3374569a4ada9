/** ms for which bodies may go on before the thread looks at what else there is. */
const longest = 20

/**
 * A client that takes as fast as it is sent makes write follow write, and the thread sees nothing else until its file
 * is through. Bodies that share a breath let everything else have its turn after 20 ms, and go on one after the other.
 * `now` is in ms. Returns what a body awaits before each piece.
 */
export const createBreath = (now: () => number = () => performance.now()) => {
  const waiting: (() => void)[] = []
  let begun = -Infinity

  const goOn = () => {
    begun = now()
    waiting.shift()?.()
    if (waiting.length > 0) setImmediate(goOn)
  }
  return async (): Promise<void> => {
    if (now() - begun < longest) return
    if (waiting.length === 0) setImmediate(goOn)
    await new Promise<void>((resolve) => waiting.push(resolve))
  }
}

export type Breath = ReturnType<typeof createBreath>
