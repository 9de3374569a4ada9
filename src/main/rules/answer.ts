import { LabError, toErrorData } from '../../shared/base/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import type { Fact, NextBootChoice } from '../../shared/facts/index.ts'
import { decideRequest, type DecideReply, type DecideRequest } from '../../shared/protocol/index.ts'
import {
  compileRules,
  compileRuleSet,
  type CompiledRuleSet,
  type Memory,
  type Stored,
} from '../../shared/rules/index.ts'

/** Parses a decide request. `LabError` `rules.bad-request` naming the field. */
export const readDecideRequest = (body: string): DecideRequest => {
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch (error) {
    throw new LabError('rules.bad-request', 'The body is not JSON.', {}, error)
  }
  const parsed = decideRequest.safeParse(json)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const field = issue?.path.join('.') ?? ''
  throw new LabError('rules.bad-request', `${field || 'body'}: ${issue?.message ?? 'not valid'}`, {
    field,
  })
}

/** The active set of the document, compiled once for each version of its rules. */
export const activeSetOf = (document: () => LabDocument): (() => CompiledRuleSet) => {
  let rules: LabDocument['rules'] | undefined
  let compiled = compileRules([])
  return () => {
    const current = document().rules
    if (current !== rules) {
      compiled = compileRuleSet(current)
      rules = current
    }
    return compiled
  }
}

/** The fact that the active set is another than the journal has, if it is. */
export const changeOfSet = (set: CompiledRuleSet, inForce: Memory['inForce']): readonly Fact[] => {
  const rules = set.rules.map(({ name, patterns, items }) => ({ name, patterns, items }))
  return JSON.stringify(rules) === JSON.stringify(inForce)
    ? []
    : [{ type: 'rules.setInForce', rules }]
}

/** What is kept for a host beside the rules. */
type Known = {
  readonly stored?: Stored | undefined
  readonly nextBoot?: NextBootChoice | undefined
}

/** Decides, and says which fact speaks of it. A host vCenter knows keeps what is stored for it. */
export const answerDecide = (
  { host, attributes }: DecideRequest,
  { stored, nextBoot }: Known,
  set: CompiledRuleSet,
): { readonly reply: DecideReply; readonly fact: Fact } => {
  const decision =
    stored === undefined
      ? { from: 'rules' as const, ...set.decide(attributes) }
      : { kind: 'decided' as const, from: 'association' as const, ...stored }
  const once = nextBoot && { nextBoot }
  if (decision.kind === 'noMatch') {
    const { considered } = decision
    return {
      reply: { kind: 'noMatch', considered, ...once },
      fact: { type: 'rules.noMatch', host, considered, attributes },
    }
  }
  const { from, association, rules } = decision
  const given = { from, association, rules: { ...rules } }
  return {
    reply: { kind: 'decided', ...given, ...once },
    fact: { type: 'rules.decided', host, ...given },
  }
}

/** Errors of the request are 400; a rule set that cannot be read is our fault, 500. */
export const statusOf = (error: unknown): number =>
  toErrorData(error).code === 'rules.bad-request' ? 400 : 500
