import type { HostAttributes, Association } from '../facts/index.ts'
import type { Stored } from './associations.ts'
import { associationOf, type CompiledRuleSet } from './decide.ts'
import { itemNameIn, withTypeOf } from './items.ts'
import { itemTypes } from '../document/index.ts'
import type { ComplianceTest, ItemChange, NextBoot } from './reports.ts'

/** A machine the rules can be asked about. `stored` is there when vCenter knows it. */
export type Candidate = {
  readonly id: string
  readonly attributes: HostAttributes
  readonly stored?: Stored | undefined
}

/** What differs between two associations, by item type. */
export const changesBetween = (from: Association, to: Association): readonly ItemChange[] =>
  itemTypes.flatMap((type) => {
    const change = { type, from: itemNameIn(from, type), to: itemNameIn(to, type) }
    return change.from === change.to ? [] : [change]
  })

/** What the rules expect of a known host. Rules without a location leave it where it is. */
const expectedOf = (set: CompiledRuleSet, { attributes }: Candidate, stored: Stored): Stored => {
  const decision = set.decide(attributes)
  const given = associationOf(decision)
  const rules = decision.kind === 'decided' ? { ...decision.rules } : {}
  return itemNameIn(given, 'location') === ''
    ? { association: withTypeOf(given, 'location', stored.association), rules }
    : { association: given, rules }
}

/**
 * Which hosts would boot differently under `next`, and how. A host that vCenter knows keeps what is
 * stored for it: it appears when the two sets differ for it, and needs test and repair.
 */
export const nextBootChanges = (
  now: CompiledRuleSet,
  next: CompiledRuleSet,
  hosts: readonly Candidate[],
): readonly NextBoot[] =>
  hosts.flatMap((host) => {
    const before = associationOf(now.decide(host.attributes))
    const after = associationOf(next.decide(host.attributes))
    const changes = [...changesBetween(before, after)]
    const needs = host.stored === undefined ? ('boot' as const) : ('repair' as const)
    return changes.length === 0 ? [] : [{ host: host.id, needs, changes }]
  })

/** Test-DeployRuleSetCompliance: what is stored for a known host against what the rules give it. */
export const testCompliance = (
  set: CompiledRuleSet,
  host: Candidate & { readonly stored: Stored },
): ComplianceTest => {
  const expected = expectedOf(set, host, host.stored)
  const items = changesBetween(host.stored.association, expected.association)
  return {
    host: host.id,
    items: items.map(({ type, from, to }) => ({ type, current: from, expected: to })),
  }
}

/** Repair-DeployRuleSetCompliance: what is stored from now on, with the differences of `test` undone. */
export const repairedAssociation = (
  set: CompiledRuleSet,
  host: Candidate & { readonly stored: Stored },
): Stored => expectedOf(set, host, host.stored)
