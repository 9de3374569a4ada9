/** Letters to add, take away or change to make one text of the other. */
const distance = (one: string, other: string): number => {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= other.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}

const furthest = 3
/** Longer names are no slips. */
const longest = 60

/** The names that were probably meant, whatever their case: those nearest to what was typed, if they are near. */
export const similarNames = (typed: string, names: readonly string[]): readonly string[] => {
  if (typed.length > longest) return []
  const ranked = names.map((name) => ({
    name,
    by: distance(typed.toLowerCase(), name.toLowerCase()),
  }))
  const least = Math.min(furthest, typed.length / 3, ...ranked.map(({ by }) => by))
  return ranked.filter(({ by }) => by === least).map(({ name }) => name)
}
