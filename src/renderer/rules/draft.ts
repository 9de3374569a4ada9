import { errorCodes, LabError, type ErrorCode } from '../../shared/base/index.ts'
import type { LabDocument, Rule, RuleItem } from '../../shared/document/schema.ts'
import type { HostAttributes } from '../../shared/facts/index.ts'
import {
  applyRuleEdit,
  checkInWorkingSet,
  patternsFor,
  type RuleEdit,
} from '../../shared/rules/index.ts'
import { isAttributeName } from '../../shared/pattern/index.ts'
import { itemTypeOf, itemTypes, type ItemType } from '../../shared/document/index.ts'
import { isHidden } from './order.ts'

/** A pattern as the wizard shows it. `at` is where the value begins in the text. */
export type PatternParts = {
  readonly attribute: string
  readonly operator: '=' | '=='
  readonly value: string
  readonly at: number
}

/** Takes a pattern's text apart, however little of it is there; `joinPattern` puts it together. */
export const splitPattern = (text: string): PatternParts => {
  const equals = text.indexOf('=')
  if (equals < 0) return { attribute: text, operator: '=', value: '', at: text.length }
  const operator = text[equals + 1] === '=' ? '==' : '='
  const at = equals + operator.length
  return { attribute: text.slice(0, equals), operator, value: text.slice(at), at }
}

export const joinPattern = ({ attribute, operator, value }: Omit<PatternParts, 'at'>): string =>
  `${attribute}${operator}${value}`

/** Attributes whose values hold no comma: a list of them, or a range, cannot be meant exactly. */
const neverWhole: ReadonlySet<string> = new Set(['ipv4', 'ipv6', 'mac', 'uuid'])

/** The pattern with a value as it is typed; a list or a range of addresses is never compared whole. */
export const withTyped = (parts: PatternParts, value: string): PatternParts => {
  const isList = value.includes(',') || (parts.attribute === 'ipv4' && value.includes('-'))
  const operator = isList && neverWhole.has(parts.attribute) ? '=' : parts.operator
  return { ...parts, operator, value }
}

/** One more value for a pattern: what `==` had alone becomes the first of a list. */
export const withValue = (parts: PatternParts, value: string): PatternParts => {
  const before = parts.value.trim().replace(/,$/, '')
  if (before === '') return { ...parts, value }
  const values = before.split(',').map((each) => each.trim())
  if (values.includes(value)) return parts
  return { ...parts, operator: '=', value: [...values, value].join(',') }
}

/** The rule with this item in place of the one of its type; an undefined item takes it away. */
export const withItem = (rule: Rule, type: ItemType, item: RuleItem | undefined): Rule => {
  const others = rule.items.filter((each) => itemTypeOf(each) !== type)
  const items = item === undefined ? others : [...others, item]
  return {
    ...rule,
    items: items.toSorted(
      (a, b) => itemTypes.indexOf(itemTypeOf(a)) - itemTypes.indexOf(itemTypeOf(b)),
    ),
  }
}

const outline = ({ name, patterns, items }: Rule): string =>
  JSON.stringify([name, patterns, items.map((item) => [item.kind, item.name])])

/** Whether two rules say the same, whatever was made of their clusters' images. */
export const sameRule = (one: Rule, other: Rule): boolean => outline(one) === outline(other)

/** A new rule for machines like this one: its maker and model, or this very card. */
export const ruleFor = (name: string, attributes: HostAttributes): Rule => {
  const texts = patternsFor(attributes)
  const of = (...names: readonly string[]) =>
    texts.filter((text) => names.includes(splitPattern(text).attribute))
  const kind = of('vendor', 'model')
  return { name, patterns: kind.length > 0 ? kind : of('mac'), items: [] }
}

/** The words cut to the longest summary a version can have. */
const summarized = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text)

/** Several edits as one version of the document. `LabError` of the first that cannot be made. */
const together = (document: LabDocument, edits: readonly RuleEdit[], summary: string): RuleEdit => {
  const { rules } = edits.reduce(applyRuleEdit, document)
  return { kind: 'replaceRules', rules, summary: summarized(summary) }
}

/** How a draft is saved: `toSet` puts a new rule at the end of the working set. */
export type Saving = {
  readonly toSet?: boolean
  /** The rule had a place in the working set when the changes began. */
  readonly wasInSet?: boolean
}

/**
 * The edit that saves a draft. A rule that is in force stays in force as it was: the draft takes its
 * place in the working set. `LabError` `rules.left-the-set` when it has lost that place since: another
 * window renamed the rule or took it out, and the draft would be in no set.
 */
export const savingEdit = (
  document: LabDocument,
  draft: Rule,
  editing: string | undefined,
  { toSet = false, wasInSet = false }: Saving = {},
): RuleEdit => {
  if (editing === undefined) {
    const define: RuleEdit = { kind: 'defineRule', rule: draft }
    const add: RuleEdit = { kind: 'addRules', names: [draft.name], activate: false }
    return toSet ? together(document, [define, add], `Made the rule "${draft.name}"`) : define
  }
  const { working, active } = document.rules
  if (wasInSet) checkInWorkingSet(document.rules, editing)
  const change: RuleEdit = { kind: 'changeRule', name: editing, to: draft }
  if (active.includes(editing))
    return { kind: 'copyRule', name: editing, to: draft, swap: true, activate: false }
  if (!working.includes(editing)) return change
  const without = working.filter((name) => name !== editing)
  const within = working.map((name) => (name === editing ? draft.name : name))
  return together(
    document,
    [
      { kind: 'setRuleSet', names: without, activate: false },
      change,
      { kind: 'setRuleSet', names: within, activate: false },
    ],
    `Changed the rule "${editing}"`,
  )
}

/** Why a draft cannot be saved. `position` is that of a pattern that cannot be read. */
export type DraftProblem =
  | { readonly kind: 'unnamed' }
  /** Its name begins with a dot, and the list would show it among replaced rules. */
  | { readonly kind: 'hiddenName' }
  | { readonly kind: 'givesNothing' }
  | {
      readonly kind: 'refused'
      readonly message: string
      readonly code: ErrorCode
      readonly remedy: string
      readonly position?: number
    }

/** Tries the saving of a draft on a copy of the document. */
export const draftProblem = (
  document: LabDocument,
  draft: Rule,
  editing: string | undefined,
  saving?: Saving,
): DraftProblem | undefined => {
  if (draft.name.trim() === '') return { kind: 'unnamed' }
  if (isHidden(draft.name) && draft.name !== editing) return { kind: 'hiddenName' }
  try {
    applyRuleEdit(document, savingEdit(document, draft, editing, saving))
  } catch (error) {
    if (!(error instanceof LabError)) throw error
    const { position } = error.details
    return {
      kind: 'refused',
      message: error.message,
      code: error.code,
      remedy: errorCodes[error.code],
      // A pattern that contradicts another can be read: the reason stands with the whole rule.
      ...(typeof position === 'number' &&
        error.code !== 'rules.pattern-never-matches' && { position }),
    }
  }
  return draft.items.length === 0 ? { kind: 'givesNothing' } : undefined
}

/** How often each value of an attribute is seen, the most frequent first. */
export const valuesSeen = (
  attribute: string,
  machines: readonly { readonly attributes: HostAttributes }[],
): readonly { readonly value: string; readonly hosts: number }[] => {
  if (!isAttributeName(attribute)) return []
  const counts = new Map<string, number>()
  for (const { attributes } of machines) {
    const sent = attributes[attribute] ?? ''
    for (const value of typeof sent === 'string' ? [sent] : sent)
      if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return [...counts]
    .map(([value, hosts]) => ({ value, hosts }))
    .sort((a, b) => b.hosts - a.hosts || a.value.localeCompare(b.value))
}
