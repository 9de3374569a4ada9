import type { DocumentRules } from './decide.ts'

/** What activating would do to one rule. Positions are from 0. */
export type SetChange = {
  readonly rule: string
  readonly change: 'same' | 'moved' | 'added' | 'removed'
  readonly active?: number
  readonly working?: number
}

/** Members of the longest run of positions that rise: rules that need not be moved. */
const rising = (positions: readonly number[]): ReadonlySet<number> => {
  // best[i]: length and predecessor of the longest rising run that ends with positions[i].
  const best: { readonly length: number; readonly before: number }[] = []
  for (const position of positions) {
    let found = { length: 1, before: -1 }
    for (const [earlier, run] of best.entries())
      if ((positions[earlier] ?? 0) < position && run.length + 1 > found.length)
        found = { length: run.length + 1, before: earlier }
    best.push(found)
  }
  const kept = new Set<number>()
  let at = best.reduce(
    (top, run, index) => (run.length > (best[top]?.length ?? 0) ? index : top),
    0,
  )
  while (at >= 0 && best[at] !== undefined) {
    kept.add(positions[at] ?? -1)
    at = best[at]?.before ?? -1
  }
  return kept
}

/**
 * The working set beside the active one, in the working order with removed rules at the end. As few
 * rules as possible are called moved.
 */
export const setChanges = ({ active, working }: DocumentRules): readonly SetChange[] => {
  const places = new Map(active.map((rule, index) => [rule, index]))
  const shared = working.flatMap((rule) => places.get(rule) ?? [])
  const still = rising(shared)
  const kept = working.map((rule, index): SetChange => {
    const place = places.get(rule)
    if (place === undefined) return { rule, change: 'added', working: index }
    return { rule, change: still.has(place) ? 'same' : 'moved', active: place, working: index }
  })
  const gone = active.flatMap((rule, index): SetChange[] =>
    working.includes(rule) ? [] : [{ rule, change: 'removed', active: index }],
  )
  return [...kept, ...gone]
}
