import { LabError } from '../base/index.ts'
import type { LabDocument, RuleItem } from '../document/schema.ts'
import type { Association, HostAttributes } from '../facts/index.ts'
import { compileRule, type CompiledRule } from './compile.ts'
import { itemTypeOf, type ItemType } from '../document/index.ts'
import { bitsFor, createSlots, eachMatch, setBit } from './matcher.ts'

export type DocumentRules = LabDocument['rules']
export type SetName = 'active' | 'working'

/** For each item type that was given, the rule that gave it. */
export type Givers = Readonly<Partial<Record<ItemType, string>>>

/** What the rules give a machine. */
export type Decision =
  | { readonly kind: 'decided'; readonly association: Association; readonly rules: Givers }
  | { readonly kind: 'noMatch'; readonly considered: number }

/** A rule set in order. Two rules cannot tie: a rule stands once in a set, and the first wins. */
export type CompiledRuleSet = {
  readonly rules: readonly CompiledRule[]
  readonly decide: (attributes: HostAttributes) => Decision
  /** Positions of all rules that match, in order. */
  readonly matching: (attributes: HostAttributes) => readonly number[]
}

/** The rules a set names, in its order. `LabError` when one is missing or named twice. */
export const rulesIn = (
  rules: DocumentRules,
  set: SetName,
): readonly DocumentRules['defined'][number][] => {
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
    return rule
  })
}

/** A cluster that is managed by an image gives that too, and takes no host profile. */
const settle = (winners: ReadonlyMap<ItemType, Winner>): Decision & { kind: 'decided' } => {
  const association: Association = {}
  const rules: Partial<Record<ItemType, string>> = {}
  for (const [type, { item, rule }] of winners) {
    association[item.kind] = item.name
    rules[type] = rule
  }
  const location = winners.get('location')
  if (location?.item.kind === 'cluster' && location.item.pxeImage !== undefined) {
    association.imageProfile = location.item.pxeImage
    association.install = 'stateful'
    rules.imageProfile = location.rule
    delete association.hostProfile
    delete rules.hostProfile
  }
  return { kind: 'decided', association, rules }
}

type Winner = { readonly item: RuleItem; readonly rule: string }

/** Reads the rules and makes their tables. `LabError` `rules.*` for one that cannot be read. */
export const compileRules = (
  given: readonly DocumentRules['defined'][number][],
): CompiledRuleSet => {
  const rules = given.map(compileRule)
  const slots = createSlots(rules)
  const every = bitsFor(rules.length)
  for (const index of rules.keys()) setBit(every, index)
  const offered = new Set(rules.flatMap(({ items }) => items.map(itemTypeOf))).size

  return {
    rules,
    decide: (attributes) => {
      const winners = new Map<ItemType, Winner>()
      eachMatch(slots, every, attributes, (index) => {
        const rule = rules[index]
        for (const item of rule?.items ?? []) {
          const type = itemTypeOf(item)
          if (!winners.has(type)) winners.set(type, { item, rule: rule?.name ?? '' })
        }
        return winners.size === offered ? 'enough' : 'more'
      })
      return winners.size === 0 ? { kind: 'noMatch', considered: rules.length } : settle(winners)
    },
    matching: (attributes) => {
      const found: number[] = []
      eachMatch(slots, every, attributes, (index) => {
        found.push(index)
        return 'more'
      })
      return found
    },
  }
}

/** The active or working set of a document, ready to decide. */
export const compileRuleSet = (rules: DocumentRules, set: SetName = 'active'): CompiledRuleSet =>
  compileRules(rulesIn(rules, set))

/** The first matching rule wins for each item type; types may come from different rules. */
export const decide = (set: CompiledRuleSet, attributes: HostAttributes): Decision =>
  set.decide(attributes)

/** The association of a decision; empty when no rule matched. */
export const associationOf = (decision: Decision): Association =>
  decision.kind === 'decided' ? decision.association : {}

/** The rules of a decision; empty when no rule matched. */
export const giversOf = (decision: Decision): Givers =>
  decision.kind === 'decided' ? decision.rules : {}
