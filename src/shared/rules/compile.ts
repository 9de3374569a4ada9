import { ipv4ToNumber, LabError } from '../base/index.ts'
import type { Rule, RuleItem } from '../document/schema.ts'
import type { HostAttributes } from '../facts/index.ts'
import { valuesOf } from './attributes.ts'
import { parsePattern, type Pattern } from './pattern.ts'

export type Predicate = (attributes: HostAttributes) => boolean

/** The first matching rule wins for each of these. A cluster is a location. */
export type ItemType = 'imageProfile' | 'hostProfile' | 'location'

export const itemTypeOf = (item: RuleItem): ItemType =>
  item.kind === 'cluster' ? 'location' : item.kind

/** A rule read and checked: what it asks, and what it gives. */
export type CompiledRule = {
  readonly name: string
  readonly patterns: readonly Pattern[]
  readonly matches: Predicate
  readonly items: readonly RuleItem[]
}

/** A pattern as a function of the attributes. Nothing is read at match time but the attributes. */
export const compilePattern = ({ attribute, values, ranges }: Pattern): Predicate => {
  if (attribute === 'ipv4')
    return ({ ipv4 }) => {
      if (ipv4 === '') return false
      const address = ipv4ToNumber(ipv4)
      return ranges.some(({ first, last }) => first <= address && address <= last)
    }
  const wanted = new Set(values)
  return (attributes) => valuesOf(attributes, attribute).some((value) => wanted.has(value))
}

const checkItems = (rule: Rule): void => {
  const types = rule.items.map(itemTypeOf)
  const second = types.find((type, index) => types.indexOf(type) !== index)
  if (second !== undefined)
    throw new LabError(
      'rules.two-of-a-type',
      `Rule "${rule.name}" has two items of type ${second}.`,
      {
        rule: rule.name,
        itemType: second,
      },
    )
}

/** Adds the rule's name and the pattern's position to what `parsePattern` throws. */
const readPatterns = (rule: Rule): readonly Pattern[] =>
  rule.patterns.map((text, position) => {
    try {
      return parsePattern(text)
    } catch (error) {
      if (!(error instanceof LabError)) throw error
      throw new LabError(
        error.code,
        `Rule "${rule.name}": ${error.message}`,
        { ...error.details, rule: rule.name, position },
        error,
      )
    }
  })

/** Reads a rule once, so that a bad one fails where it is entered and never at a host's boot. */
export const compileRule = (rule: Rule): CompiledRule => {
  checkItems(rule)
  const patterns = readPatterns(rule)
  const predicates = patterns.map(compilePattern)
  return {
    name: rule.name,
    patterns,
    matches: (attributes) => predicates.every((predicate) => predicate(attributes)),
    items: rule.items,
  }
}
