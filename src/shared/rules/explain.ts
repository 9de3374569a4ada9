import type { HostAttributes } from '../facts/index.ts'
import type { Stored } from './associations.ts'
import { compilePattern } from './compile.ts'
import { associationOf, giversOf, type CompiledRuleSet } from './decide.ts'
import { itemTypeOf } from './items.ts'
import type { Explanation, RuleReason } from './reports.ts'
import { valuesOf } from './attributes.ts'

/**
 * Why a machine gets what it gets: every rule of the set with each pattern's answer and each item's
 * fate. `stored` is what vCenter keeps for the host, when it knows it: that counts at its next boot.
 */
export const explain = (
  set: CompiledRuleSet,
  attributes: HostAttributes,
  stored?: Stored,
): Explanation => {
  const decision = set.decide(attributes)
  const givers = giversOf(decision)
  const reasons = set.rules.map((rule): RuleReason => {
    const patterns = rule.read.map((pattern) => ({
      text: pattern.text,
      matches: compilePattern(pattern)(attributes),
      found: [...valuesOf(attributes, pattern.attribute)],
    }))
    const matches = patterns.every((pattern) => pattern.matches)
    const items = rule.items.map((item) => {
      const type = itemTypeOf(item)
      const giver = givers[type]
      const taken = matches && giver === rule.name
      return {
        type,
        kind: item.kind,
        name: item.name,
        taken,
        ...(giver !== undefined && { giver }),
      }
    })
    return { name: rule.name, matches, patterns, items }
  })
  return {
    rules: reasons,
    decided: { association: associationOf(decision), rules: { ...givers } },
    ...(stored !== undefined && {
      stored: { association: stored.association, rules: { ...stored.rules } },
    }),
  }
}
