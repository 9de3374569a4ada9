import type { Rule } from '../document/schema.ts'
import type { Recorded } from '../facts/index.ts'
import type { DecidedBoot } from './reports.ts'

/**
 * The past of the rules, folded in place: which set was in force at each moment, and what each host
 * was given by it.
 */
export type RulesPast = {
  inForce: readonly Rule[]
  readonly boots: Map<string, readonly DecidedBoot[]>
}

export const emptyPast = (): RulesPast => ({ inForce: [], boots: new Map() })

/** Boots kept of one host; the journal has them all. */
const kept = 50

const bootOf = ({ seq, at, fact }: Recorded, set: readonly Rule[]): DecidedBoot | undefined => {
  if (fact.type === 'rules.decided') {
    const { from, association, rules } = fact
    return { seq, at, outcome: 'decided', from, association, rules, set: [...set] }
  }
  return fact.type === 'rules.noMatch'
    ? { seq, at, outcome: 'noMatch', from: 'rules', association: {}, rules: {}, set: [...set] }
    : undefined
}

/** Folds one more fact in: the engine writes the active set down before it decides by it. */
export const foldPast = (past: RulesPast, recorded: Recorded): void => {
  const { fact } = recorded
  if (fact.type === 'rules.setInForce') past.inForce = fact.rules
  const boot = bootOf(recorded, past.inForce)
  if (boot === undefined || !('host' in fact) || fact.host === undefined) return
  const earlier = past.boots.get(fact.host) ?? []
  past.boots.set(fact.host, [...earlier, boot].slice(-kept))
}

/** The time machine: by which set a host's boot at `at` (ms) was decided; its last boot without `at`. */
export const bootAt = (past: RulesPast, host: string, at = Infinity): DecidedBoot | undefined =>
  past.boots.get(host)?.findLast((boot) => boot.at <= at)
