import { LabError } from '../base/index.ts'
import type { LabDocument, Rule } from '../document/schema.ts'
import { compileRule } from './compile.ts'
import type { DocumentRules } from './decide.ts'
import type { RuleEdit } from './edits.ts'
import { checkItems, withPxeImages } from './references.ts'

type Edit<K extends RuleEdit['kind']> = Extract<RuleEdit, { kind: K }>

const find = ({ defined }: DocumentRules, name: string): Rule => {
  const rule = defined.find((each) => each.name === name)
  if (rule === undefined)
    throw new LabError('rules.unknown-rule', `There is no rule "${name}".`, { rule: name })
  return rule
}

/** PowerCLI takes names in any case for the same: of two that differ in case only it could reach but one. */
const isNamed = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

/** `but` is the rule that gives its name up for this one. */
const checkFree = ({ defined }: DocumentRules, name: string, but?: string): void => {
  const taken = defined.find((rule) => rule.name !== but && isNamed(rule.name, name))
  if (taken !== undefined)
    throw new LabError('rules.name-taken', `There is a rule "${taken.name}" already.`, {
      rule: taken.name,
    })
}

const checkInNoSet = ({ working, active }: DocumentRules, name: string): void => {
  if ([...working, ...active].includes(name))
    throw new LabError('rules.in-a-set', `The rule "${name}" is in a rule set.`, { rule: name })
}

/** `LabError` `rules.left-the-set` for a rule without a place in the working set: what should take it would be in no set. */
export const checkInWorkingSet = ({ working }: DocumentRules, name: string): void => {
  if (!working.includes(name))
    throw new LabError(
      'rules.left-the-set',
      `The rule "${name}" has left the working set meanwhile.`,
      { rule: name },
    )
}

/** A rule as it may be entered: readable, its items there, images made for managed clusters. */
const checked = (document: LabDocument, rule: Rule): Rule => {
  checkItems(document, rule)
  const whole = withPxeImages(document, rule)
  compileRule(whole)
  return whole
}

const withWorking = (
  rules: DocumentRules,
  working: readonly string[],
  activate: boolean,
): DocumentRules => {
  const twice = working.find((name, index) => working.indexOf(name) !== index)
  if (twice !== undefined)
    throw new LabError('rules.listed-twice', `The rule "${twice}" is in the set already.`, {
      rule: twice,
    })
  for (const name of working) find(rules, name)
  return { ...rules, working: [...working], active: activate ? [...working] : rules.active }
}

const addRules = (rules: DocumentRules, { names, at, activate }: Edit<'addRules'>) => {
  for (const name of names) find(rules, name)
  return withWorking(
    rules,
    rules.working.toSpliced(at ?? rules.working.length, 0, ...names),
    activate,
  )
}

const removeRules = (rules: DocumentRules, edit: Edit<'removeRules'>): DocumentRules => {
  const { names, destroy, activate } = edit
  for (const name of names) find(rules, name)
  const working = rules.working.filter((name) => !names.includes(name))
  const left = withWorking(rules, working, activate)
  if (!destroy) return left
  const used = names.find((name) => left.active.includes(name))
  if (used !== undefined)
    throw new LabError('rules.in-a-set', `The rule "${used}" is still in the active set.`, {
      rule: used,
    })
  return { ...left, defined: left.defined.filter(({ name }) => !names.includes(name)) }
}

/** The name under which the original of a copy lives on: hidden names start with a dot. */
const hiddenName = ({ defined }: DocumentRules, name: string): string => {
  const taken = new Set(defined.map((rule) => rule.name.toLowerCase()))
  const base = name.startsWith('.') ? name : `.${name}`
  let free = base
  for (let n = 2; taken.has(free.toLowerCase()); n += 1) free = `${base}-${n}`
  return free
}

const renamed = (rules: DocumentRules, from: string, to: string): DocumentRules => {
  const name = (each: string): string => (each === from ? to : each)
  return {
    defined: rules.defined.map((rule) => ({ ...rule, name: name(rule.name) })),
    working: rules.working.map(name),
    active: rules.active.map(name),
  }
}

/** The original stays where it was and hides when the copy takes its name. */
const copyRule = (document: LabDocument, edit: Edit<'copyRule'>): DocumentRules => {
  const { rules } = document
  find(rules, edit.name)
  const to = checked(document, edit.to)
  const takesName = edit.swap && isNamed(to.name, edit.name)
  // Rules of before may differ in case only: what keeps its name takes none.
  if (!takesName || to.name !== edit.name)
    checkFree(rules, to.name, takesName ? edit.name : undefined)
  const original = takesName ? hiddenName(rules, edit.name) : edit.name
  const after = takesName ? renamed(rules, edit.name, original) : rules
  const at = after.defined.findIndex(({ name }) => name === original)
  const added = { ...after, defined: after.defined.toSpliced(at + 1, 0, to) }
  if (!edit.swap) return added
  const working = added.working.map((name) => (name === original ? to.name : name))
  return withWorking(added, working, edit.activate)
}

const changeRule = (document: LabDocument, { name, to }: Edit<'changeRule'>): DocumentRules => {
  const { rules } = document
  find(rules, name)
  checkInNoSet(rules, name)
  if (to.name !== name) checkFree(rules, to.name, name)
  const changed = checked(document, to)
  return { ...rules, defined: rules.defined.map((rule) => (rule.name === name ? changed : rule)) }
}

const defineRule = (document: LabDocument, rule: Rule): DocumentRules => {
  checkFree(document.rules, rule.name)
  return { ...document.rules, defined: [...document.rules.defined, checked(document, rule)] }
}

const recreatePxeImage = (document: LabDocument, name: string): DocumentRules => {
  const { rules } = document
  const rule = find(rules, name)
  if (!rule.items.some((item) => item.kind === 'cluster' && item.pxeImage !== undefined))
    throw new LabError(
      'rules.no-cluster-image',
      `The rule "${name}" names no cluster that is managed by an image.`,
      { rule: name },
    )
  if (rules.active.includes(name))
    throw new LabError('rules.in-a-set', `The rule "${name}" is in the active set.`, { rule: name })
  const again = checked(document, rule)
  return { ...rules, defined: rules.defined.map((each) => (each.name === name ? again : each)) }
}

const replaceRules = (rules: DocumentRules): DocumentRules => {
  for (const rule of rules.defined) compileRule(rule)
  return withWorking(withWorking(rules, rules.active, true), rules.working, false)
}

/** The rules after an edit of them; undefined for an edit of something else. */
export const editedRules = (document: LabDocument, edit: RuleEdit): DocumentRules | undefined => {
  const { rules } = document
  switch (edit.kind) {
    case 'defineRule':
      return defineRule(document, edit.rule)
    case 'changeRule':
      return changeRule(document, edit)
    case 'copyRule':
      return copyRule(document, edit)
    case 'addRules':
      return addRules(rules, edit)
    case 'removeRules':
      return removeRules(rules, edit)
    case 'setRuleSet':
      return withWorking(rules, edit.names, edit.activate)
    case 'activateRules':
      return withWorking(rules, rules.working, true)
    case 'recreatePxeImage':
      return recreatePxeImage(document, edit.name)
    case 'replaceRules':
      return replaceRules(edit.rules)
    default:
      return undefined
  }
}
