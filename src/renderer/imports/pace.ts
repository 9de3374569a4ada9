/** How fast bytes come in: bytes a second, and ms until all are there where the total is known. */
export type Pace = { readonly rate: number; readonly left?: number }

/** ms that a rate looks back: steady enough to read, quick enough to follow a stall. */
const lookBack = 5000

/** Reckons the pace from what is told of it; `now` in ms, `done` and `total` in bytes. */
export const createPace = () => {
  const told: { readonly at: number; readonly done: number }[] = []
  return (now: number, done: number, total?: number): Pace | undefined => {
    told.push({ at: now, done })
    while (told.length > 2 && (told[1]?.at ?? now) <= now - lookBack) told.shift()
    const [first] = told
    if (first === undefined || now - first.at < 200 || done <= first.done) return undefined
    const rate = ((done - first.done) * 1000) / (now - first.at)
    return total === undefined
      ? { rate }
      : { rate, left: (Math.max(0, total - done) / rate) * 1000 }
  }
}
