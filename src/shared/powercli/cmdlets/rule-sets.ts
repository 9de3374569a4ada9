import { LabError } from '../../base/index.ts'
import { compileRules, compileRuleSet, type CompiledRuleSet } from '../../rules/index.ts'
import type { Call, Cmdlet } from '../run/cmdlet.ts'
import { ruleObject, ruleSetObject } from './objects.ts'
import { count, deployRule, flag, noActivate, value, vmHost } from './parameters.ts'
import { hostsFrom, rulesFrom } from './resolve.ts'
import { change } from './rules.ts'

const module = 'VMware.DeployAutomation'

const addDeployRule: Cmdlet = {
  name: 'Add-DeployRule',
  module,
  synopsis: 'Adds rules to the working rule set and activates it.',
  parameters: [
    deployRule({ many: true }),
    count('At', 'Place in the set, from 0; without it at the end.', { position: 1 }),
    noActivate,
  ],
  changes: true,
  needs: 'rules',
  examples: [
    {
      code: 'Add-DeployRule -DeployRule testrule',
      text: 'Adds the rule at the end and activates.',
    },
    {
      code: 'Get-DeployRule test* | Add-DeployRule -At 0 -NoActivate',
      text: 'Puts rules at the front of the working set alone.',
    },
  ],
  run: async (call) => {
    const names = rulesFrom(call, 'DeployRule').map(({ name }) => name)
    const at = call.count('At')
    const { working } = call.lab.document().rules
    if (at !== undefined && at > working.length)
      throw new LabError(
        'powercli.bad-argument',
        `The working rule set has ${working.length} rules; ${at} is past its end.`,
        { target: 'At' },
      )
    const activate = !call.flag('NoActivate')
    const edit = { kind: 'addRules', names, activate, ...(at === undefined ? {} : { at }) } as const
    const done = await change(call, edit, names.join(', '))
    return done ? [ruleSetObject(call.lab.document(), 'working')] : []
  },
}

const getDeployRuleSet: Cmdlet = {
  name: 'Get-DeployRuleSet',
  module,
  synopsis: 'Shows the working rule set, or the active one.',
  parameters: [
    flag('Active', 'The set that hosts are decided by.'),
    flag('Working', 'The set that is being edited; this is the default.'),
  ],
  needs: 'rules',
  examples: [{ code: 'Get-DeployRuleSet -Active', text: 'The rules in force, in their order.' }],
  run: (call) => {
    const both = call.flag('Active') && call.flag('Working')
    const sets = both
      ? (['active', 'working'] as const)
      : ([call.flag('Active') ? 'active' : 'working'] as const)
    return sets.map((set) => ruleSetObject(call.lab.document(), set))
  },
}

const setDeployRuleSet: Cmdlet = {
  name: 'Set-DeployRuleSet',
  module,
  synopsis: 'Sets the rules of the working rule set and activates it.',
  parameters: [deployRule({ many: true, canBeEmpty: true }), noActivate],
  changes: true,
  needs: 'rules',
  examples: [
    { code: 'Set-DeployRuleSet -DeployRule second, first', text: 'These rules, in this order.' },
    { code: 'Set-DeployRuleSet -DeployRule @()', text: 'No rules at all.' },
  ],
  run: async (call) => {
    const names = rulesFrom(call, 'DeployRule').map(({ name }) => name)
    const edit = { kind: 'setRuleSet', names, activate: !call.flag('NoActivate') } as const
    const done = await change(call, edit, 'the working rule set')
    return done ? [ruleSetObject(call.lab.document(), 'working')] : []
  },
}

const switchActive: Cmdlet = {
  name: 'Switch-ActiveDeployRuleSet',
  module,
  synopsis: 'Activates the working rule set, or the one given.',
  parameters: [
    value('DeployRuleSet', 'A rule set, as Get-DeployRuleSet returns it.', {
      shown: 'DeployRuleSet',
      position: 0,
      pipeline: true,
    }),
  ],
  changes: true,
  needs: 'rules',
  run: async (call) => {
    const edit = call.has('DeployRuleSet')
      ? ({
          kind: 'setRuleSet',
          names: rulesFrom(call, 'DeployRuleSet').map(({ name }) => name),
          activate: true,
        } as const)
      : ({ kind: 'activateRules' } as const)
    await change(call, edit, 'the active rule set')
    return []
  },
}

/** The set to ask: the rules that were given, else the active set. */
const setToAsk = (call: Call): CompiledRuleSet =>
  call.has('DeployRuleSet')
    ? compileRules(rulesFrom(call, 'DeployRuleSet'))
    : compileRuleSet(call.lab.document().rules)

const matchingRules: Cmdlet = {
  name: 'Get-VMHostMatchingRules',
  module,
  synopsis: 'Shows which rules match a host, to find out why it gets what it gets.',
  parameters: [
    vmHost,
    value('DeployRuleSet', 'The rules to ask; without it the active rule set.', {
      shown: 'DeployRuleSet',
      position: 1,
    }),
  ],
  needs: 'rules',
  examples: [
    {
      code: 'Get-VMHostMatchingRules -VMHost esx-01 -DeployRuleSet (Get-DeployRuleSet -Working)',
      text: 'What would match under the working rule set.',
    },
  ],
  run: (call) => {
    const set = setToAsk(call)
    const document = call.lab.document()
    return hostsFrom(call, 'VMHost', 'lab').flatMap(({ attributes }) =>
      set.matching(attributes).flatMap((index) => {
        const { name } = set.rules[index] ?? { name: '' }
        const rule = document.rules.defined.find((each) => each.name === name)
        return rule === undefined ? [] : [ruleObject(document, rule)]
      }),
    )
  },
}

export const ruleSetCmdlets: readonly Cmdlet[] = [
  addDeployRule,
  getDeployRuleSet,
  setDeployRuleSet,
  switchActive,
  matchingRules,
]
