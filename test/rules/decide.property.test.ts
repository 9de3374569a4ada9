import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  compilePattern,
  compileRules,
  explain,
  patternsFor,
  previewPatterns,
} from '../../src/shared/rules/index.ts'
import { parsePattern } from '../../src/shared/pattern/index.ts'
import { LabError } from '../../src/shared/base/index.ts'
import { machines, patterns, ruleLists } from './arbitraries.ts'
import { modelDecision, patternMatches, ruleMatches } from './model.ts'

describe('matching', () => {
  it('agrees with the model for every pattern and machine', () => {
    fc.assert(
      fc.property(patterns, machines, (text, machine) => {
        expect(compilePattern(parsePattern(text))(machine)).toBe(patternMatches(text, machine))
      }),
      { numRuns: 5000 },
    )
  })

  it('agrees with the model for every rule set and machine', () => {
    fc.assert(
      fc.property(ruleLists, fc.array(machines, { minLength: 1, maxLength: 5 }), (rules, all) => {
        const set = compileRules(rules)
        for (const machine of all) {
          expect(set.decide(machine)).toEqual(modelDecision(rules, machine))
          const matching = set.matching(machine).map((index) => rules[index])
          expect(matching).toEqual(rules.filter((rule) => ruleMatches(rule, machine)))
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('does not change when a rule that does not match is taken out', () => {
    fc.assert(
      fc.property(ruleLists, machines, (rules, machine) => {
        const matching = rules.filter((rule) => ruleMatches(rule, machine))
        const whole = compileRules(rules).decide(machine)
        const part = compileRules(matching).decide(machine)
        expect(whole.kind === 'decided' ? whole : { kind: 'noMatch', considered: 0 }).toEqual(part)
      }),
    )
  })
})

describe('explain', () => {
  it('names for each item taken the rule that the decision names', () => {
    fc.assert(
      fc.property(ruleLists, machines, (rules, machine) => {
        const { rules: reasons, decided } = explain(compileRules(rules), machine)
        const taken = reasons.flatMap(({ name, items }) =>
          items.filter((item) => item.taken).map((item) => [item.type, name]),
        )
        expect(Object.fromEntries(taken)).toEqual(decided.rules)
        expect(reasons.filter(({ matches }) => matches).map(({ name }) => name)).toEqual(
          rules.filter((rule) => ruleMatches(rule, machine)).map(({ name }) => name),
        )
      }),
    )
  })
})

describe('previewPatterns', () => {
  it('finds the hosts that a rule with those patterns would match', () => {
    const hosts = fc.array(machines, { maxLength: 8 })
    fc.assert(
      fc.property(fc.array(patterns, { maxLength: 3 }), hosts, (texts, all) => {
        const named = all.map((attributes, index) => ({ id: `host-${index}`, attributes }))
        const matching = named.filter(({ attributes }) =>
          texts.every((text) => patternMatches(text, attributes)),
        )
        expect(previewPatterns(texts, named)).toEqual({
          hosts: matching.map(({ id }) => id),
          of: named.length,
          problems: [],
        })
      }),
    )
  })
})

describe('patterns made from a machine', () => {
  it('match it, each by itself', () => {
    fc.assert(
      fc.property(machines, (machine) => {
        for (const text of patternsFor(machine))
          expect(compilePattern(parsePattern(text))(machine), text).toBe(true)
      }),
    )
  })
})

describe('parsePattern', () => {
  it('reads any text or fails with a code and a place inside it', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), patterns.chain(mutated))
    fc.assert(
      fc.property(texts, (text) => {
        try {
          expect(parsePattern(text).text).toBe(text)
        } catch (error) {
          if (!(error instanceof LabError)) throw error
          const { at, length } = error.details
          expect(error.code).toMatch(/^rules\.pattern-/)
          expect(Number(at)).toBeGreaterThanOrEqual(0)
          expect(Number(at) + Number(length)).toBeLessThanOrEqual(text.length)
        }
      }),
      { numRuns: 5000 },
    )
  })
})

/** The text with one character taken out, doubled or changed. */
const mutated = (text: string): fc.Arbitrary<string> =>
  fc
    .tuple(fc.nat(text.length - 1), fc.constantFrom('', '=', ',', '-', '.', ' ', 'x'))
    .map(([at, piece]) => text.slice(0, at) + piece + text.slice(at + 1))
