/** Two lists side by side: what both have stands in one line, what one alone has leaves a hole. */
export type Pair<T> = { readonly left?: T; readonly right?: T }

/** Lengths of the longest common parts of all tails of both lists (LCS). */
const commonLengths = (
  left: readonly string[],
  right: readonly string[],
): readonly Uint16Array[] => {
  const lengths = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1))
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      const row = lengths[i]
      const below = lengths[i + 1]
      if (row === undefined || below === undefined) continue
      row[j] =
        left[i] === right[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  return lengths
}

/** The nearest place at which both lists go on alike, none of their longest common part given away; their ends without one. */
const nextAlike = (
  [a, b]: readonly [readonly string[], readonly string[]],
  common: readonly Uint16Array[],
  [i, j]: readonly [number, number],
): readonly [number, number] => {
  const most = common[i]?.[j]
  for (let away = 0; away < a.length - i + b.length - j; away++) {
    for (let down = 0; down <= away; down++) {
      const [k, l] = [i + down, j + away - down]
      const alike = k < a.length && l < b.length && a[k] === b[l]
      if (alike && common[k]?.[l] === most) return [k, l]
    }
  }
  return [a.length, b.length]
}

/** Puts two lists beside each other by what their items say of themselves. */
export const align = <T>(
  left: readonly T[],
  right: readonly T[],
  keyOf: (item: T) => string,
): readonly Pair<T>[] => {
  const keys = [left.map(keyOf), right.map(keyOf)] as const
  const common = commonLengths(...keys)
  const pairs: Pair<T>[] = []
  let [i, j] = [0, 0]
  while (i < left.length || j < right.length) {
    const [k, l] = nextAlike(keys, common, [i, j])
    pairs.push(...left.slice(i, k).map((item) => ({ left: item })))
    pairs.push(...right.slice(j, l).map((item) => ({ right: item })))
    const [own, other] = [left[k], right[l]]
    if (own !== undefined && other !== undefined) pairs.push({ left: own, right: other })
    ;[i, j] = [k + 1, l + 1]
  }
  return pairs
}
