import { z } from 'zod'
import { hostId } from '../base/schemas.ts'
import { rule } from '../document/schema.ts'
import { itemTypes } from '../document/index.ts'
import { association, hostAttributes, nextBootChoice } from '../facts/index.ts'

/** What the functions of this room answer, as the API hands it on. */

const itemType = z.enum(itemTypes)
const given = z.object({
  association,
  /** For each item type, the rule that gave it. */
  rules: z.record(z.string(), z.string()),
})

/** Why one rule does or does not give something to a machine. */
export const ruleReason = z.object({
  name: z.string(),
  matches: z.boolean(),
  patterns: z.array(
    z.object({
      text: z.string(),
      matches: z.boolean(),
      /** What the machine has instead, or also. */
      found: z.array(z.string()),
    }),
  ),
  items: z.array(
    z.object({
      type: itemType,
      kind: z.string(),
      name: z.string(),
      /** This item is what the machine gets. */
      taken: z.boolean(),
      /** The rule that gives this type, when one does. */
      giver: z.string().optional(),
    }),
  ),
})
export type RuleReason = z.infer<typeof ruleReason>

export const explanation = z.object({
  rules: z.array(ruleReason),
  decided: given,
  /** What else an admin must know, in sentences. */
  notes: z.array(z.string()),
  /** Present for a host that vCenter knows: this, and not the rules, counts at its next boot. */
  stored: given.optional(),
  /** Chosen for its next boot alone: there it counts before what is stored and before the rules. */
  nextBoot: nextBootChoice.optional(),
})
export type Explanation = z.infer<typeof explanation>

/** A difference in one item type; an empty name is none. */
export const itemChange = z.object({ type: itemType, from: z.string(), to: z.string() })
export type ItemChange = z.infer<typeof itemChange>

/** What a host would boot differently if the working set were activated. */
export const nextBoot = z.object({
  host: hostId,
  /** `boot`: at its next boot. `repair`: vCenter knows it, so not before test and repair. */
  needs: z.enum(['boot', 'repair']),
  changes: z.array(itemChange),
})
export type NextBoot = z.infer<typeof nextBoot>

/** The outcome of Test-DeployRuleSetCompliance for one host; no items when it is compliant. */
export const complianceTest = z.object({
  host: hostId,
  items: z.array(z.object({ type: itemType, current: z.string(), expected: z.string() })),
})
export type ComplianceTest = z.infer<typeof complianceTest>

/** A boot of a host, and the rules by which it was decided. */
export const decidedBoot = given.extend({
  seq: z.int(),
  at: z.number(),
  outcome: z.enum(['decided', 'noMatch']),
  from: z.enum(['rules', 'association']),
  /** The active set of that moment, whole. */
  set: z.array(rule),
})
export type DecidedBoot = z.infer<typeof decidedBoot>

/** Where a pattern that is being typed goes wrong. Offsets are in characters of the pattern. */
export const patternProblem = z.object({
  position: z.int(),
  code: z.string(),
  message: z.string(),
  at: z.int(),
  length: z.int(),
})
export type PatternProblem = z.infer<typeof patternProblem>

export const preview = z.object({
  hosts: z.array(hostId),
  /** Hosts that were asked. */
  of: z.int(),
  problems: z.array(patternProblem),
})
export type Preview = z.infer<typeof preview>

/** A machine that once asked the waiter what to boot. */
export const discoveredHost = z.object({
  host: hostId,
  attributes: hostAttributes,
  firstAsked: z.number(),
  lastAsked: z.number(),
  asks: z.int(),
  /** How its last question ended. */
  outcome: z.enum(['asked', 'matched', 'noMatch']),
  /** vCenter has it in its inventory. */
  known: z.boolean(),
})
export type DiscoveredHost = z.infer<typeof discoveredHost>
