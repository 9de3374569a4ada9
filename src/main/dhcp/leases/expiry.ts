/** Which keys fall due, by the second. Cost follows the keys, not the time that has passed. */
export type Expiry = {
  /** The key falls due at `at` (ms since the epoch). Earlier dates of it stay: check when it comes. */
  add(key: string, at: number): void
  /** All keys due by `now`, each once a date. */
  due(now: number): readonly string[]
}

const secondOf = (at: number) => Math.ceil(at / 1000)

export const createExpiry = (): Expiry => {
  const bySecond = new Map<number, string[]>()
  let reached = 0
  return {
    add(key, at) {
      const second = Math.max(secondOf(at), reached + 1)
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
        return keys
      })
    },
  }
}
