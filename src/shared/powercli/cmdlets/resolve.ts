import { LabError } from '../../base/index.ts'
import { profileOf } from '../../deploy/index.ts'
import type { HostProfile, LabDocument, Rule, RuleItem } from '../../document/schema.ts'
import { kindText } from '../../rules/index.ts'
import { itemNames } from '../../document/index.ts'
import type { ConsoleHost } from '../lab.ts'
import { described } from '../run/coerce.ts'
import type { Call } from '../run/cmdlet.ts'
import { isArray, isObject, propertyOf, toText, type Value } from '../run/values.ts'
import { hasWildcard, wildcard } from '../run/wildcard.ts'

/** From what was typed to what is meant: names and objects to things of the lab. */

const isText = (value: Value): value is string => typeof value === 'string'

/** The name a value stands for: a text, or an object of one of the types. */
export const nameFrom = (value: Value, what: string, ...types: string[]): string => {
  if (isText(value)) return value
  if (isObject(value) && types.includes(value.type)) return toText(propertyOf(value, 'Name') ?? '')
  throw new LabError('powercli.bad-argument', `${described(value)} is not ${what}.`)
}

/** Things whose names match; a name without wildcards that matches nothing is reported. */
export const matching = <T>(
  call: Call,
  typed: readonly string[],
  all: readonly T[],
  nameOf: (item: T) => string,
  missing: (name: string) => LabError,
): readonly T[] => {
  if (typed.length === 0) return all
  const byName = Map.groupBy(all, (item) => nameOf(item).toLowerCase())
  return typed.flatMap((pattern) => {
    const isPlain = !hasWildcard(pattern) && !pattern.includes('`')
    const matches = wildcard(pattern)
    const found = isPlain
      ? (byName.get(pattern.toLowerCase()) ?? [])
      : all.filter((item) => matches(nameOf(item)))
    if (found.length === 0 && !hasWildcard(pattern)) call.fail(missing(pattern))
    return found
  })
}

export const notFound =
  (what: string) =>
  (name: string): LabError =>
    new LabError('powercli.not-found', `There is no ${what} "${name}".`, { name })

export const notInVcenter = (name: string): LabError =>
  new LabError('powercli.not-found', `vCenter has no host "${name}".`, { name })

export const unknownRule = (name: string): LabError =>
  new LabError('rules.unknown-rule', `There is no rule "${name}".`, { rule: name })

/** The first of that name; case counts only between two that differ in nothing else, as everywhere in PowerShell. */
const called = <T extends Named>(list: readonly T[], typed: string): T | undefined =>
  list.find(({ name }) => name === typed) ??
  list.find(({ name }) => name.toLowerCase() === typed.toLowerCase())

type Named = { readonly name: string }

/** The thing of that name, which must be there. */
export const namedIn = <T extends Named>(list: readonly T[], typed: string, what: string): T => {
  const found = called(list, typed)
  if (found === undefined) throw notFound(what)(typed)
  return found
}

/** What a name or an object of a type stands for, with its article. */
const things = {
  Cluster: 'a cluster',
  Datacenter: 'a datacenter',
  EsxImageProfile: 'an image profile',
  ScriptBundle: 'a script bundle',
  VMHostProfile: 'a host profile',
} as const

/** The one of a list that a parameter names, by a text or an object of that type. */
export const oneFrom = <T extends Named>(
  call: Call,
  parameter: string,
  list: readonly T[],
  type: keyof typeof things,
): T => {
  const [given = null] = call.values(parameter)
  const what = things[type]
  return namedIn(list, nameFrom(given, what, type), what.replace(/^an? /, ''))
}

const expandSets = (values: readonly Value[]): readonly Value[] =>
  values.flatMap((value) => {
    const isSet = isObject(value) && value.type === 'DeployRuleSet'
    const list = isSet ? (propertyOf(value, 'RuleList') ?? null) : null
    return isArray(list) ? list : [value]
  })

/** The rules that names or objects stand for; a rule set stands for its rules. All must be there. */
export const rulesFrom = (call: Call, parameter: string): readonly Rule[] => {
  const { defined } = call.lab.document().rules
  return expandSets(call.values(parameter)).map((value) => {
    const name = nameFrom(value, 'a rule', 'DeployRule')
    const rule = called(defined, name)
    if (rule === undefined) throw unknownRule(name)
    return rule
  })
}

export const ruleFrom = (call: Call, parameter: string): Rule => {
  const [rule] = rulesFrom(call, parameter)
  if (rule === undefined) throw unknownRule('')
  return rule
}

/** The hosts that names or objects stand for; what is missing is reported and left out. */
export const hostsFrom = (
  call: Call,
  parameter: string,
  scope: 'vcenter' | 'lab',
): readonly ConsoleHost[] => {
  const all = call.lab.hosts().filter((host) => scope === 'lab' || host.stored !== undefined)
  const typed = call.values(parameter).map((value) => nameFrom(value, 'a host', 'VMHost'))
  return matching(
    call,
    typed,
    all,
    ({ id }) => id,
    scope === 'lab' ? notFound('host') : notInVcenter,
  )
}

/** The host profile a host is held to: its own, else its cluster's. */
export const attachedProfile = (
  call: Call,
  { stored, cluster }: ConsoleHost,
): HostProfile | undefined =>
  profileOf(call.lab.document(), { hostProfile: stored?.association.hostProfile, cluster })

const kinds: readonly RuleItem['kind'][] = [
  'imageProfile',
  'hostProfile',
  'cluster',
  'folder',
  'datacenter',
  'scriptBundle',
]

const kindOfType: Readonly<Record<string, RuleItem['kind']>> = {
  EsxImageProfile: 'imageProfile',
  VMHostProfile: 'hostProfile',
  Cluster: 'cluster',
  Folder: 'folder',
  Datacenter: 'datacenter',
  ScriptBundle: 'scriptBundle',
}

const itemNamed = (document: LabDocument, typed: string): RuleItem => {
  const found = kinds.flatMap((kind) => {
    const names = itemNames(document, kind)
    const name =
      names.find((each) => each === typed) ??
      names.find((each) => each.toLowerCase() === typed.toLowerCase())
    return name === undefined ? [] : [{ kind, name }]
  })
  const [only] = found
  if (only === undefined)
    throw new LabError(
      'rules.unknown-item',
      `There is no image profile, host profile, cluster, folder, datacenter or script bundle "${typed}".`,
      { name: typed },
    )
  if (found.length > 1)
    throw new LabError(
      'powercli.ambiguous-name',
      `"${typed}" is the name of a ${found.map(({ kind }) => kindText(kind)).join(' and of a ')}.`,
      { name: typed },
    )
  return only
}

/** What a rule is to give: objects by their type, names by what in the lab has that name. */
export const itemsFrom = (call: Call, parameter: string): readonly RuleItem[] =>
  call.values(parameter).map((value) => {
    if (isText(value)) return itemNamed(call.lab.document(), value)
    const kind = isObject(value) ? kindOfType[value.type] : undefined
    if (kind === undefined || !isObject(value))
      throw new LabError(
        'powercli.bad-argument',
        `A rule cannot give ${described(value)} to a host.`,
        { target: toText(value) },
      )
    return { kind, name: toText(propertyOf(value, 'Name') ?? '') }
  })
