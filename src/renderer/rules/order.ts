import type { LabDocument } from '../../shared/document/schema.ts'
import { setChanges } from '../../shared/rules/index.ts'

/** The list with one entry moved to a place; places outside of the list are its ends. */
export const movedTo = (
  names: readonly string[],
  name: string,
  place: number,
): readonly string[] => {
  const without = names.filter((each) => each !== name)
  return without.toSpliced(Math.max(0, Math.min(without.length, place)), 0, name)
}

/** Where a dropped entry goes: `gap` 0 is above the first. The list it comes from counts it still. */
export const placeAtGap = (names: readonly string[], name: string, gap: number): number => {
  const from = names.indexOf(name)
  return from >= 0 && from < gap ? gap - 1 : gap
}

/** Names that begin with a dot are of rules that another has replaced. */
export const isHidden = (name: string): boolean => name.startsWith('.')

/** A row of the two sets side by side. */
export type SetRow = {
  readonly rule: string
  readonly change: 'same' | 'moved' | 'added' | 'removed' | 'edited'
  readonly active?: number
  readonly working?: number
}

/** The name under which the rule was known that a hidden one was: `.web-2` was `web`. */
const replaced = (hidden: string, name: string): boolean =>
  hidden === `.${name}` ||
  (hidden.startsWith(`.${name}-`) && /^\d+$/.test(hidden.slice(name.length + 2)))

/** What activating changes, with a rule that was changed shown as one row and not as two. */
export const setRows = (rules: LabDocument['rules']): readonly SetRow[] => {
  const changes = setChanges(rules)
  const gone = changes.filter(({ change }) => change === 'removed')
  const ofAdded = new Map(
    changes
      .filter(({ change }) => change === 'added')
      .map(({ rule }) => [rule, gone.find((old) => replaced(old.rule, rule))] as const),
  )
  const merged = new Set([...ofAdded.values()].map((old) => old?.rule))
  return changes.flatMap((each): SetRow[] => {
    if (merged.has(each.rule)) return []
    const old = ofAdded.get(each.rule)
    return [
      old === undefined
        ? each
        : { ...each, change: 'edited', ...(old.active !== undefined && { active: old.active }) },
    ]
  })
}
