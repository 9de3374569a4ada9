/** Which keys fall due, by the second. Cost follows the keys, not the time that has passed. */
export type Expiry = {
  /** The key falls due at `at` (ms since the epoch), or before, if it was to: whoever has moved its date adds it again then. */
  add(key: string, at: number): void
  /** All keys due by `now`, each once. */
  due(now: number): readonly string[]
}

const secondOf = (at: number) => Math.ceil(at / 1000)

export const createExpiry = (): Expiry => {
  const bySecond = new Map<number, string[]>()
  /** The earliest date of each key: who renews again and again takes up one place. */
  const next = new Map<string, number>()
  let reached = 0
  return {
    add(key, at) {
      const second = Math.max(secondOf(at), reached + 1)
      if ((next.get(key) ?? Infinity) <= second) return
      next.set(key, second)
      const keys = bySecond.get(second)
      if (keys === undefined) bySecond.set(second, [key])
      else keys.push(key)
    },
    due(now) {
      const second = Math.floor(now / 1000)
      if (second <= reached) return []
      const passed =
        second - reached < bySecond.size
          ? Array.from({ length: second - reached }, (_, index) => reached + 1 + index)
          : [...bySecond.keys()].filter((each) => each <= second).sort((a, b) => a - b)
      reached = second
      return passed.flatMap((each) => {
        const keys = bySecond.get(each) ?? []
        bySecond.delete(each)
        return keys.filter((key) => next.get(key) === each && next.delete(key))
      })
    },
  }
}
