import type { Rule, RuleItem } from '../../src/shared/document/schema.ts'
import type { HostAttributes } from '../../src/shared/facts/index.ts'

/**
 * The rules as a person would do them with a pencil, for tests to compare with: texts and loops, no
 * tables, nothing of the product's own code.
 */

const octets = (address: string): number[] => address.split('.').map(Number)

const notBelow = (address: string, limit: string): boolean => {
  const [a, b] = [octets(address), octets(limit)]
  for (let at = 0; at < 4; at += 1) {
    if ((a[at] ?? 0) > (b[at] ?? 0)) return true
    if ((a[at] ?? 0) < (b[at] ?? 0)) return false
  }
  return true
}

const valueMatches = (attribute: string, wanted: string, has: string): boolean => {
  if (has === '') return false
  if (attribute === 'ipv4' && wanted.includes('-')) {
    const [from = '', to = ''] = wanted.split('-')
    return notBelow(has, from) && notBelow(to, has)
  }
  return attribute === 'mac'
    ? wanted.toLowerCase().split('-').join(':') === has
    : attribute === 'uuid' || attribute === 'ipv6'
      ? wanted.toLowerCase() === has
      : wanted === has
}

export const patternMatches = (text: string, machine: HostAttributes): boolean => {
  const attribute = text.slice(0, text.indexOf('='))
  const rest = text.slice(attribute.length + 1)
  const wanted = rest.startsWith('=') ? [rest.slice(1)] : rest.split(',')
  const has = Object.entries(machine).find(([key]) => key === attribute)?.[1] ?? ''
  const values = typeof has === 'string' ? [has] : has
  return wanted.some((each) => values.some((value) => valueMatches(attribute, each, value)))
}

export const ruleMatches = (rule: Rule, machine: HostAttributes): boolean =>
  rule.patterns.every((text) => patternMatches(text, machine))

const typeOf = ({ kind }: RuleItem): string =>
  ['cluster', 'folder', 'datacenter'].includes(kind) ? 'location' : kind

/** Goes through the item types one by one and takes the first matching rule that has one. */
export const modelDecision = (rules: readonly Rule[], machine: HostAttributes) => {
  const matching = rules.filter((rule) => ruleMatches(rule, machine))
  const winners = ['imageProfile', 'hostProfile', 'location', 'scriptBundle'].flatMap((type) => {
    const rule = matching.find(({ items }) => items.some((item) => typeOf(item) === type))
    const item = rule?.items.find((each) => typeOf(each) === type)
    return rule === undefined || item === undefined ? [] : [{ type, rule, item }]
  })
  return winners.length === 0
    ? { kind: 'noMatch', considered: rules.length }
    : {
        kind: 'decided',
        association: Object.fromEntries(winners.map(({ item }) => [item.kind, item.name])),
        rules: Object.fromEntries(winners.map(({ type, rule }) => [type, rule.name])),
      }
}
