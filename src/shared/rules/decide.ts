import { LabError } from '../base/index.ts'
import type { LabDocument, RuleItem } from '../document/schema.ts'
import type { Association, HostAttributes } from '../facts/index.ts'
import { compileRule, itemTypeOf, type CompiledRule, type ItemType } from './compile.ts'

export type DocumentRules = LabDocument['rules']

/** What the rules give a machine, and for each item type the rule that gave it. */
export type Decision =
  | {
      readonly kind: 'decided'
      readonly association: Association
      readonly rules: Readonly<Partial<Record<ItemType, string>>>
    }
  | { readonly kind: 'noMatch'; readonly considered: number }

/** A rule set in order. Two rules cannot tie: a rule stands once in a set, and the first wins. */
export type CompiledRuleSet = readonly CompiledRule[]

/** Reads the rules a set names. `LabError` when one is missing, named twice or not readable. */
export const compileRuleSet = (
  rules: DocumentRules,
  set: 'active' | 'working' = 'active',
): CompiledRuleSet => {
  const defined = new Map(rules.defined.map((rule) => [rule.name, rule]))
  const seen = new Set<string>()
  return rules[set].map((name) => {
    const rule = defined.get(name)
    if (rule === undefined)
      throw new LabError(
        'rules.unknown-rule',
        `The ${set} set names "${name}", which is no rule.`,
        {
          rule: name,
        },
      )
    if (seen.has(name))
      throw new LabError('rules.listed-twice', `The ${set} set names "${name}" twice.`, {
        rule: name,
      })
    seen.add(name)
    return compileRule(rule)
  })
}

const withItem = (association: Association, item: RuleItem): Association => ({
  ...association,
  [item.kind]: item.name,
})

/** The first matching rule wins for each item type; types may come from different rules. */
export const decide = (set: CompiledRuleSet, attributes: HostAttributes): Decision => {
  let association: Association = {}
  const rules: Partial<Record<ItemType, string>> = {}
  for (const rule of set) {
    const open = rule.items.filter((item) => rules[itemTypeOf(item)] === undefined)
    if (open.length === 0 || !rule.matches(attributes)) continue
    for (const item of open) {
      rules[itemTypeOf(item)] = rule.name
      association = withItem(association, item)
    }
  }
  return Object.keys(rules).length === 0
    ? { kind: 'noMatch', considered: set.length }
    : { kind: 'decided', association, rules }
}
