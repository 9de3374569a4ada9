import { ipv4ToNumber } from '../base/index.ts'
import type { HostAttributes } from '../facts/index.ts'
import { valuesOf } from './attributes.ts'
import type { AttributeName, AddressRange, Pattern } from '../pattern/index.ts'
import type { CompiledRule } from './compile.ts'

/** One bit for each rule of a set, in its order. */
export type RuleBits = Uint32Array

export const bitsFor = (count: number): RuleBits => new Uint32Array(Math.ceil(count / 32))

export const setBit = (bits: RuleBits, index: number): void => {
  const word = index >>> 5
  bits[word] = (bits[word] ?? 0) | (1 << (index & 31))
}

/**
 * One question all rules of a set are asked at once: which of them are content with this machine's
 * value? A rule that does not ask is always content.
 */
type Slot = (attributes: HostAttributes) => RuleBits

type Asked = { readonly rule: number; readonly pattern: Pattern }

const contentWithout = (asked: readonly Asked[], count: number): RuleBits => {
  const bits = bitsFor(count)
  const asking = new Set(asked.map(({ rule }) => rule))
  for (let rule = 0; rule < count; rule += 1) if (!asking.has(rule)) setBit(bits, rule)
  return bits
}

const or = (one: RuleBits, other: RuleBits): RuleBits =>
  one.map((word, index) => word | (other[index] ?? 0))

const valueSlot = (attribute: AttributeName, asked: readonly Asked[], count: number): Slot => {
  const none = contentWithout(asked, count)
  const byValue = new Map<string, RuleBits>()
  for (const { rule, pattern } of asked)
    for (const value of pattern.values) {
      const bits = byValue.get(value) ?? none.slice()
      setBit(bits, rule)
      byValue.set(value, bits)
    }
  return (attributes) => {
    const values = valuesOf(attributes, attribute)
    const [first, ...others] = values.map((value) => byValue.get(value) ?? none)
    return others.reduce(or, first ?? none)
  }
}

/** The addresses at which an answer can change. */
const edges = (ranges: readonly AddressRange[]): number[] =>
  [...new Set([0, ...ranges.flatMap(({ first, last }) => [first, last + 1])])].sort((a, b) => a - b)

/** Index of the last edge that is not above the address; -1 for what is no address. */
const stretchOf = (starts: readonly number[], address: number): number => {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((starts[middle] ?? 0) <= address) low = middle + 1
    else high = middle
  }
  return low - 1
}

const addressSlot = (asked: readonly Asked[], count: number): Slot => {
  const none = contentWithout(asked, count)
  const starts = edges(asked.flatMap(({ pattern }) => pattern.ranges))
  const content = starts.map(() => none.slice())
  for (const { rule, pattern } of asked)
    for (const { first, last } of pattern.ranges)
      for (let at = stretchOf(starts, first); (starts[at] ?? Infinity) <= last; at += 1)
        setBit(content[at] ?? none, rule)
  return ({ ipv4 }) =>
    ipv4 === '' ? none : (content[stretchOf(starts, ipv4ToNumber(ipv4))] ?? none)
}

/**
 * A rule's second pattern on one attribute goes into a slot of its own, so that slots are only ever
 * ANDed.
 */
const slotKeys = (rule: CompiledRule): readonly string[] => {
  const seen = new Map<string, number>()
  return rule.read.map(({ attribute }) => {
    const nth = seen.get(attribute) ?? 0
    seen.set(attribute, nth + 1)
    return `${nth} ${attribute}`
  })
}

/**
 * Turns a rule set into tables: each attribute's value gives the rules that are content with it as
 * bits, and a machine's rules are the AND of a few words (docs/decisions/0040). The cost of a
 * machine does not depend on what the rules say.
 */
export const createSlots = (rules: readonly CompiledRule[]): readonly Slot[] => {
  const bySlot = new Map<string, Asked[]>()
  for (const [rule, compiled] of rules.entries()) {
    const keys = slotKeys(compiled)
    for (const [position, pattern] of compiled.read.entries()) {
      const key = keys[position] ?? ''
      const asked = bySlot.get(key) ?? []
      asked.push({ rule, pattern })
      bySlot.set(key, asked)
    }
  }
  return [...bySlot.values()].map((asked) => {
    const attribute = asked[0]?.pattern.attribute ?? 'vendor'
    return attribute === 'ipv4'
      ? addressSlot(asked, rules.length)
      : valueSlot(attribute, asked, rules.length)
  })
}

/** Walks the rules that match, in order, until `visit` says it has enough. */
export const eachMatch = (
  slots: readonly Slot[],
  every: RuleBits,
  attributes: HostAttributes,
  visit: (rule: number) => 'enough' | 'more',
): void => {
  const content = slots.map((slot) => slot(attributes))
  for (let word = 0; word < every.length; word += 1) {
    let left = every[word] ?? 0
    for (const bits of content) left &= bits[word] ?? 0
    while (left !== 0) {
      const bit = 31 - Math.clz32(left & -left)
      if (visit(word * 32 + bit) === 'enough') return
      left &= left - 1
    }
  }
}
