/**
 * Work that goes on from piece to piece, a body that is taken as fast as it is sent or a script that only computes, lets the thread
 * see nothing else until it is through. Those that share a breath let everything else, packets among it, have its turn after
 * `longest` ms, and go on one after the other. `now` is in ms. Returns what is awaited before each piece.
 */
export const createBreath = (longest: number, now: () => number = () => performance.now()) => {
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
