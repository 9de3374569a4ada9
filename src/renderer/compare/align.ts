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

/** Puts two lists beside each other by what their items say of themselves. */
export const align = <T>(
  left: readonly T[],
  right: readonly T[],
  keyOf: (item: T) => string,
): readonly Pair<T>[] => {
  const [a, b] = [left.map(keyOf), right.map(keyOf)]
  const common = commonLengths(a, b)
  const pairs: Pair<T>[] = []
  let [i, j] = [0, 0]
  while (i < left.length || j < right.length) {
    const [own, other] = [left[i], right[j]]
    const same = own !== undefined && other !== undefined && a[i] === b[j]
    if (same) {
      pairs.push({ left: own, right: other })
      i += 1
      j += 1
    } else if (
      own !== undefined &&
      (other === undefined || (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))
    ) {
      pairs.push({ left: own })
      i += 1
    } else if (other !== undefined) {
      pairs.push({ right: other })
      j += 1
    }
  }
  return pairs
}
