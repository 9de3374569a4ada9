import type { Rule, RuleItem } from '../document/schema.ts'
import { itemTypeOf } from '../document/index.ts'
import { parsePattern } from '../pattern/index.ts'

/** What Copy-DeployRule changes in the copy. */
export type CopyChanges = {
  readonly name?: string | undefined
  /** Each takes the place of the item of its type, or is added. */
  readonly replaceItems?: readonly RuleItem[] | undefined
  /** All patterns of the copy. */
  readonly replacePatterns?: readonly string[] | undefined
  /** Each takes the place of the patterns on its attribute, or is added. */
  readonly addOrReplacePatterns?: readonly string[] | undefined
  /** No patterns: the copy matches all hosts. */
  readonly clearPatterns?: boolean | undefined
}

const replaceItem = (items: readonly RuleItem[], item: RuleItem): readonly RuleItem[] => {
  const at = items.findIndex((each) => itemTypeOf(each) === itemTypeOf(item))
  return at < 0 ? [...items, item] : items.with(at, item)
}

const addOrReplace = (patterns: readonly string[], text: string): readonly string[] => {
  const { attribute } = parsePattern(text)
  const isSame = (each: string): boolean => parsePattern(each).attribute === attribute
  const at = patterns.findIndex(isSame)
  if (at < 0) return [...patterns, text]
  return patterns.flatMap((each, index) => {
    if (index === at) return [text]
    return isSame(each) ? [] : [each]
  })
}

/** The copy of a rule, changed. `LabError` `rules.pattern-*` for a pattern that cannot be read. */
export const copyOf = (rule: Rule, changes: CopyChanges): Rule => {
  const start = changes.clearPatterns === true ? [] : (changes.replacePatterns ?? rule.patterns)
  return {
    name: changes.name ?? rule.name,
    patterns: [...(changes.addOrReplacePatterns ?? []).reduce(addOrReplace, start)],
    items: [...(changes.replaceItems ?? []).reduce(replaceItem, rule.items)],
  }
}
