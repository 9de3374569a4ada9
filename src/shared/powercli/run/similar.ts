import type { CommandTable } from './cmdlet.ts'

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

/** The command that was probably meant, if one is near. */
export const similarCommand = (typed: string, { all }: CommandTable): string | undefined => {
  if (typed.length > longest) return undefined
  const names = all.map(({ name }) => name)
  const ranked = names
    .map((name) => ({ name, by: distance(typed.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.by - b.by)
  const [best] = ranked
  return best !== undefined && best.by <= Math.min(furthest, typed.length / 3)
    ? best.name
    : undefined
}
