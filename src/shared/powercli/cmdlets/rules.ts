import { LabError } from '../../base/index.ts'
import { applyDeployEdit, isDeployEdit, type DeployEdit } from '../../deploy/index.ts'
import type { RuleEdit } from '../../rules/index.ts'
import { applyRuleEdit, copyOf } from '../../rules/index.ts'
import type { Call, Cmdlet } from '../run/cmdlet.ts'
import type { Value } from '../run/values.ts'
import { bringIn } from './depots.ts'
import { ruleObject } from './objects.ts'
import { deployRule, flag, names, noActivate, text, value } from './parameters.ts'
import { itemsFrom, matching, ruleFrom, rulesFrom, unknownRule } from './resolve.ts'

const module = 'VMware.DeployAutomation'

const pattern = text('Pattern', 'attribute==value or attribute=value,value; all must match.', {
  many: true,
})
const allHosts = flag('AllHosts', 'Matches every machine.')
const item = value('Item', 'What the rule gives: one of each type, by name or as objects.', {
  shown: 'VIObject',
  many: true,
  naming: 'item',
})

/** Makes the edit; what would fail is said before `-WhatIf` says what would be done. */
export const change = async (
  call: Call,
  edit: RuleEdit | DeployEdit,
  target: string,
): Promise<boolean> => {
  const document = call.lab.document()
  if (isDeployEdit(edit)) applyDeployEdit(document, edit)
  else applyRuleEdit(document, edit)
  if (!call.proceeds(target)) return false
  await call.lab.edit(edit)
  return true
}

/** Makes the edit of a rule, and gives the rule as it is then, by its new name if it has one. */
export const changeRule = async (
  call: Call,
  edit: RuleEdit,
  target: string,
  name = target,
): Promise<readonly Value[]> => {
  if (!(await change(call, edit, target))) return []
  const document = call.lab.document()
  const rule = document.rules.defined.find((each) => each.name === name)
  return rule === undefined ? [] : [ruleObject(document, rule)]
}

const newDeployRule: Cmdlet = {
  name: 'New-DeployRule',
  module,
  synopsis: 'Creates a rule. It is in no rule set yet.',
  description:
    'A rule gives hosts an image profile, a host profile, a location (cluster, folder or datacenter) and a script bundle. It matches a machine when all its patterns do. Add it to the rule set with Add-DeployRule.',
  parameters: [
    text('Name', 'Name of the rule.', { required: true, position: 0 }),
    pattern,
    allHosts,
    { ...item, required: true },
    flag('NoHostSeeding', 'Accepted; a lab seeds no host.'),
  ],
  either: ['Pattern', 'AllHosts'],
  changes: true,
  needs: 'rules',
  examples: [
    {
      code: 'New-DeployRule -Name "testrule" -Item "ESXi-8.0", "Rack A" -Pattern "vendor==Dell Inc.", "ipv4=10.0.0.10-10.0.0.20"',
      text: 'A rule for Dell machines in a range of addresses.',
    },
    {
      code: 'New-DeployRule -Name "default" -Item "NewHosts" -AllHosts',
      text: 'A rule that puts every machine into the folder NewHosts.',
    },
  ],
  run: async (call) => {
    const name = call.text('Name') ?? ''
    if (!(await bringIn(call, 'Item'))) return []
    const rule = {
      name,
      patterns: [...call.texts('Pattern')],
      items: [...itemsFrom(call, 'Item')],
    }
    return changeRule(call, { kind: 'defineRule', rule }, name)
  },
}

const getDeployRule: Cmdlet = {
  name: 'Get-DeployRule',
  module,
  synopsis: 'Lists rules.',
  description:
    'Without a name all visible rules. Names that begin with a dot are hidden: the originals of copied rules. A pattern that begins with a dot shows them.',
  parameters: [names('Names of rules, with wildcards.', 'rule')],
  needs: 'rules',
  examples: [
    { code: 'Get-DeployRule', text: 'All visible rules.' },
    { code: "Get-DeployRule '.*'", text: 'The originals of copied rules.' },
  ],
  run: (call) => {
    const document = call.lab.document()
    const typed = call.texts('Name')
    const asksHidden = typed.some((name) => name.startsWith('.'))
    const visible = document.rules.defined.filter(({ name }) => asksHidden || !name.startsWith('.'))
    const found = matching(call, typed, visible, ({ name }) => name, unknownRule)
    return found.map((rule) => ruleObject(document, rule))
  },
}

const setDeployRule: Cmdlet = {
  name: 'Set-DeployRule',
  module,
  synopsis: 'Changes a rule that is in no rule set.',
  parameters: [deployRule(), text('Name', 'New name of the rule.'), pattern, allHosts, item],
  changes: true,
  needs: 'rules',
  examples: [
    {
      code: 'Set-DeployRule -DeployRule testrule -Pattern "vendor==Acme"',
      text: 'Replaces the patterns of the rule.',
    },
  ],
  run: async (call) => {
    refuseTogether(call, 'AllHosts', 'Pattern')
    const rule = ruleFrom(call, 'DeployRule')
    const to = {
      name: call.text('Name') ?? rule.name,
      patterns: call.flag('AllHosts') ? [] : [...patternsOr(call, rule.patterns)],
      items: call.has('Item') ? [...itemsFrom(call, 'Item')] : rule.items,
    }
    return changeRule(call, { kind: 'changeRule', name: rule.name, to }, rule.name, to.name)
  },
}

const patternsOr = (call: Call, patterns: readonly string[]): readonly string[] =>
  call.has('Pattern') ? call.texts('Pattern') : patterns

/** A rule for every machine has no patterns. */
const refuseTogether = (call: Call, all: string, ...patterns: readonly string[]): void => {
  const given = patterns.find((name) => call.flag(all) && call.has(name))
  if (given !== undefined)
    throw new LabError('powercli.bad-argument', `-${given} and -${all} cannot be given together.`, {
      target: given,
    })
}

const copyDeployRule: Cmdlet = {
  name: 'Copy-DeployRule',
  module,
  synopsis: 'Copies a rule with changes and puts the copy in its place.',
  description:
    'A rule in a rule set cannot be changed. A copy takes its name and its place; the original is hidden behind a dot.',
  parameters: [
    deployRule(),
    text('Name', 'Name of the copy; without it the copy takes the name of the rule.'),
    allHosts,
    value('ReplaceItem', 'Items that take the place of those of their type.', {
      shown: 'VIObject',
      many: true,
      naming: 'item',
    }),
    text('ReplacePattern', 'All patterns of the copy.', { many: true }),
    text(
      'AddOrReplacePattern',
      'Patterns that take the place of those on their attribute, or are added.',
      { many: true },
    ),
    flag('ClearPatterns', 'The copy has no patterns: it matches every machine.'),
    flag('NoUpdateRuleSet', 'Leaves the rule set as it is.'),
    noActivate,
  ],
  changes: true,
  needs: 'rules',
  examples: [
    {
      code: 'Copy-DeployRule -DeployRule testrule -ReplaceItem MyNewProfile',
      text: 'Gives the hosts of the rule another image, host profile or location.',
    },
  ],
  run: async (call) => {
    refuseTogether(call, 'AllHosts', 'ReplacePattern', 'AddOrReplacePattern')
    refuseTogether(call, 'ClearPatterns', 'ReplacePattern')
    const rule = ruleFrom(call, 'DeployRule')
    if (!(await bringIn(call, 'ReplaceItem'))) return []
    const to = copyOf(rule, {
      name: call.text('Name'),
      replaceItems: call.has('ReplaceItem') ? itemsFrom(call, 'ReplaceItem') : undefined,
      replacePatterns: call.has('ReplacePattern') ? call.texts('ReplacePattern') : undefined,
      addOrReplacePatterns: call.texts('AddOrReplacePattern'),
      clearPatterns: call.flag('ClearPatterns') || call.flag('AllHosts'),
    })
    const swap = !call.flag('NoUpdateRuleSet')
    const activate = !call.flag('NoActivate')
    const edit = { kind: 'copyRule', name: rule.name, to, swap, activate } as const
    return changeRule(call, edit, rule.name, to.name)
  },
}

const removeDeployRule: Cmdlet = {
  name: 'Remove-DeployRule',
  module,
  synopsis: 'Takes rules out of the rule sets; with -Delete they are gone.',
  parameters: [
    deployRule({ required: false, many: true }),
    { name: 'At', type: 'UInt32', many: true, help: 'Places in the working rule set, from 0.' },
    flag('Delete', 'Deletes the rules for good.'),
    noActivate,
  ],
  either: ['DeployRule', 'At'],
  changes: true,
  needs: 'rules',
  examples: [
    { code: 'Remove-DeployRule -DeployRule testrule -Delete', text: 'Deletes a rule.' },
    { code: 'Remove-DeployRule -At 0', text: 'Takes the first rule out of the set.' },
  ],
  run: async (call) => {
    const rules = call.has('At')
      ? rulesAt(call)
      : rulesFrom(call, 'DeployRule').map(({ name }) => name)
    const destroy = call.flag('Delete')
    const activate = !call.flag('NoActivate')
    const edit: RuleEdit = { kind: 'removeRules', names: [...rules], destroy, activate }
    if (rules.length > 0) await change(call, edit, rules.join(', '))
    return []
  },
}

const rulesAt = (call: Call): readonly string[] => {
  const { working } = call.lab.document().rules
  return call.counts('At').map((place) => {
    const name = working[place]
    if (name !== undefined) return name
    throw new LabError(
      'powercli.bad-argument',
      `The working rule set has ${working.length} rules; there is none at ${place}.`,
      { target: String(place) },
    )
  })
}

export const ruleCmdlets: readonly Cmdlet[] = [
  newDeployRule,
  getDeployRule,
  setDeployRule,
  copyDeployRule,
  removeDeployRule,
]
