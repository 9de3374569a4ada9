import type { Host } from '../document/schema.ts'
import type { Association, HostAttributes, NextBootChoice } from '../facts/index.ts'
import type { Stored } from './associations.ts'
import { compilePattern } from './compile.ts'
import { associationOf, giversOf, type CompiledRuleSet } from './decide.ts'
import { itemTypeOf } from '../document/index.ts'
import type { Explanation, RuleReason } from './reports.ts'
import { valuesOf } from './attributes.ts'

/** vSphere 8.0: a host of a cluster managed by an image is stateful and needs storage of its own. */
const notesOn = (given: Association, machine: Pick<Host, 'diskMiB'> | undefined): string[] => {
  if (given.install !== 'stateful') return []
  const why = `The cluster ${given.cluster ?? ''} is managed by an image`
  return machine?.diskMiB === 0
    ? [`${why}: the host has to install it, and has no disk.`]
    : [`${why}: the host installs it to disk and leaves Auto Deploy.`]
}

/**
 * Why a machine gets what it gets: every rule of the set with each pattern's answer and each item's
 * fate. `stored` is what vCenter keeps for the host, when it knows it: that counts at its next boot.
 * `nextBoot` was chosen for that boot alone, and counts before both. `machine` is the host in the
 * document, when it is there.
 */
export const explain = (
  set: CompiledRuleSet,
  attributes: HostAttributes,
  {
    stored,
    nextBoot,
    machine,
  }: {
    readonly stored?: Stored | undefined
    readonly nextBoot?: NextBootChoice | undefined
    readonly machine?: Pick<Host, 'diskMiB'> | undefined
  } = {},
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
    notes: notesOn(associationOf(decision), machine),
    ...(nextBoot !== undefined && { nextBoot }),
    ...(stored !== undefined && {
      stored: { association: stored.association, rules: { ...stored.rules } },
    }),
  }
}
