import * as fc from 'fast-check'
import type { Rule, RuleItem } from '../../src/shared/document/schema.ts'
import type { HostAttributes } from '../../src/shared/facts/index.ts'
import { compileRule } from '../../src/shared/rules/index.ts'

/** Few values, so that machines and patterns meet often; some with commas, blanks and equals signs. */
const words = ['Acme', 'Acme, Inc.', 'Zven', 'R640', 'R 64', 'a=b', '=', 'ünï', '10.0.0.1-10.0.0.9']
const word = fc.constantFrom(...words)
const address = fc
  .integer({ min: 0, max: 40 })
  .map((n) => (n === 40 ? '255.255.255.255' : `10.0.0.${n}`))
const macAddress = fc.constantFrom('52:54:00:aa:bb:01', '52:54:00:aa:bb:02', '52:54:00:aa:bb:03')
const uuid = fc.constantFrom(
  '4c4c4544-0000-4000-8000-00000000000a',
  '4c4c4544-0000-4000-8000-00000000000b',
)
const ipv6 = fc.constantFrom('fe80::1', '2001:db8::8:800:200c:417a')

export const machines: fc.Arbitrary<HostAttributes> = fc.record(
  {
    mac: macAddress,
    uuid,
    vendor: fc.oneof(word, fc.constant('')),
    model: word,
    serial: word,
    asset: fc.oneof(word, fc.constant('')),
    oemstring: fc.array(word, { maxLength: 3 }),
    hostname: word,
    domain: word,
    ipv4: fc.oneof(address, fc.constant('')),
    ipv6,
  },
  {
    requiredKeys: [
      'mac',
      'uuid',
      'vendor',
      'model',
      'serial',
      'asset',
      'oemstring',
      'hostname',
      'domain',
      'ipv4',
    ],
  },
)

const listed = words.filter((text) => !text.includes(',') && text !== '=')
const textPattern = fc
  .constantFrom('vendor', 'model', 'serial', 'asset', 'oemstring', 'hostname', 'domain')
  .chain((name) =>
    fc.oneof(
      word.map((value) => `${name}==${value}`),
      fc
        .array(fc.constantFrom(...listed), { minLength: 1, maxLength: 3 })
        .map((values) => `${name}=${values.join(',')}`),
    ),
  )
const range = fc
  .tuple(fc.integer({ min: 0, max: 39 }), fc.integer({ min: 0, max: 39 }))
  .map(([a, b]) => `10.0.0.${Math.min(a, b)}-10.0.0.${Math.max(a, b)}`)
const addressPattern = fc
  .array(fc.oneof(address, range), { minLength: 1, maxLength: 3 })
  .map((values) => `ipv4=${values.join(',')}`)
const hexPattern = fc.oneof(
  macAddress.map((mac) => `mac=${mac.toUpperCase().replaceAll(':', '-')}`),
  uuid.map((text) => `uuid==${text.toUpperCase()}`),
  ipv6.map((text) => `ipv6=${text.toUpperCase()}`),
)
export const patterns = fc.oneof(textPattern, addressPattern, hexPattern)

const name = fc.constantFrom('one', 'two', 'three')
const itemKinds = fc.uniqueArray(
  fc.constantFrom<RuleItem>(
    { kind: 'imageProfile', name: 'i' },
    { kind: 'hostProfile', name: 'h' },
    { kind: 'cluster', name: 'c' },
    { kind: 'folder', name: 'f' },
    { kind: 'datacenter', name: 'd' },
    { kind: 'scriptBundle', name: 's' },
  ),
  {
    minLength: 1,
    maxLength: 4,
    selector: ({ kind }) => (['cluster', 'folder', 'datacenter'].includes(kind) ? 'place' : kind),
  },
)
const items = fc
  .tuple(itemKinds, fc.array(name, { minLength: 4, maxLength: 4 }))
  .map(([kinds, names]): RuleItem[] =>
    kinds.map((item, index) => ({ ...item, name: names[index] ?? 'one' })),
  )

const isAccepted = (rule: Rule): boolean => {
  try {
    compileRule(rule)
    return true
  } catch {
    return false
  }
}

/** Rules that may be entered, with names `rule-0`, `rule-1`... in any order. */
export const ruleLists: fc.Arbitrary<Rule[]> = fc
  .array(fc.record({ patterns: fc.array(patterns, { maxLength: 3 }), items }), { maxLength: 70 })
  .map((rules) =>
    rules.map((rule, index) => ({ name: `rule-${index}`, ...rule })).filter(isAccepted),
  )
