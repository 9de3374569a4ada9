import { ipv4ToNumber, LabError } from '../base/index.ts'
import type { Rule } from '../document/schema.ts'
import type { HostAttributes } from '../facts/index.ts'
import { valuesOf } from './attributes.ts'
import { itemTypeOf } from '../document/index.ts'
import { parsePattern, type Pattern } from '../pattern/index.ts'

export type Predicate = (attributes: HostAttributes) => boolean

/** A rule read and checked. */
export type CompiledRule = Rule & { readonly read: readonly Pattern[] }

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

const checkItemTypes = (rule: Rule): void => {
  const types = rule.items.map(itemTypeOf)
  const second = types.find((type, index) => types.indexOf(type) !== index)
  if (second !== undefined)
    throw new LabError(
      'rules.two-of-a-type',
      `Rule "${rule.name}" has two items of type ${second}.`,
      { rule: rule.name, itemType: second },
    )
}

/** vSphere 8.0: a rule for a cluster managed by an image holds no image profile and no host profile. */
const checkClusterImage = (rule: Rule): void => {
  const managed = rule.items.find((item) => item.kind === 'cluster' && item.pxeImage !== undefined)
  const other = rule.items.find(({ kind }) => kind === 'imageProfile' || kind === 'hostProfile')
  if (managed !== undefined && other !== undefined)
    throw new LabError(
      'rules.cluster-image-mixed',
      `Rule "${rule.name}" names the cluster "${managed.name}", which is managed by an image, and "${other.name}".`,
      { rule: rule.name, cluster: managed.name, item: other.name },
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
        `Rule "${rule.name}": ${error.message}${error.message.endsWith('?') ? '' : '.'}`,
        { ...error.details, rule: rule.name, position },
        error,
      )
    }
  })

/** What two patterns on one attribute leave over; `oemstring` may have a value for each of them. */
const meet = (one: Pattern, other: Pattern): Pattern => ({
  ...other,
  values: one.values.filter((value) => other.values.includes(value)),
  ranges: one.ranges.flatMap((a) =>
    other.ranges.flatMap((b) => {
      const first = Math.max(a.first, b.first)
      const last = Math.min(a.last, b.last)
      return first <= last ? [{ first, last }] : []
    }),
  ),
})

const checkSatisfiable = (rule: Rule, patterns: readonly Pattern[]): void => {
  const left = new Map<string, Pattern>()
  for (const [position, pattern] of patterns.entries()) {
    if (pattern.attribute === 'oemstring') continue
    const earlier = left.get(pattern.attribute)
    const both = earlier === undefined ? pattern : meet(earlier, pattern)
    if (both.values.length + both.ranges.length === 0)
      throw new LabError(
        'rules.pattern-never-matches',
        `Rule "${rule.name}" can never match: no machine has "${pattern.text}" and "${earlier?.text ?? ''}".`,
        { rule: rule.name, position, pattern: pattern.text, at: 0, length: pattern.text.length },
      )
    left.set(pattern.attribute, both)
  }
}

/**
 * Reads a rule once, so that a bad one fails where it is entered and never at a host's boot.
 * `LabError` `rules.*`; a pattern's error names its position and the place in its text.
 */
export const compileRule = (rule: Rule): CompiledRule => {
  checkItemTypes(rule)
  checkClusterImage(rule)
  const read = readPatterns(rule)
  checkSatisfiable(rule, read)
  return { ...rule, read }
}
