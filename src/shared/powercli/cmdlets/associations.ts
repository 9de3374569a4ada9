import { LabError } from '../../base/index.ts'
import { compileRuleSet, testCompliance, type CompiledRuleSet } from '../../rules/index.ts'
import type { ConsoleHost } from '../lab.ts'
import { described } from '../run/coerce.ts'
import type { Cmdlet } from '../run/cmdlet.ts'
import { isArray, isObject, object, propertyOf, toText, type Value } from '../run/values.ts'
import { imageNow } from './image-objects.ts'
import { attributesObject } from './objects.ts'
import { hostsAs, value, vmHost } from './parameters.ts'
import { hostsFrom, oneFrom } from './resolve.ts'

const module = 'VMware.DeployAutomation'

const testHost = (set: CompiledRuleSet, host: ConsoleHost): readonly Value[] => {
  const { stored } = host
  if (stored === undefined) return []
  const { items } = testCompliance(set, { ...host, stored })
  return [
    object('TestResult', {
      VMHost: host.id,
      ItemList: items.map(({ current, expected }) =>
        object('ComplianceItem', { CurrentItem: current, ExpectedItem: expected }),
      ),
    }),
  ]
}

const test: Cmdlet = {
  name: 'Test-DeployRuleSetCompliance',
  module,
  synopsis: 'Compares what is stored for a host with what the active rules would give it.',
  description:
    'A host that vCenter knows keeps what it was given when it was added. The result lists what the rules would give it now; it is empty for a compliant host. Repair-DeployRuleSetCompliance stores it.',
  parameters: [vmHost],
  needs: 'rules',
  examples: [
    {
      code: '$tr = Test-DeployRuleSetCompliance esx-01; $tr.ItemList',
      text: 'What differs, as CurrentItem and ExpectedItem.',
    },
  ],
  run: (call) => {
    const set = compileRuleSet(call.lab.document().rules)
    return hostsFrom(call, 'VMHost', 'vcenter').flatMap((host) => testHost(set, host))
  },
}

const hostOfResult = (result: Value): { host: string; isCompliant: boolean } => {
  if (!isObject(result) || result.type !== 'TestResult')
    throw new LabError(
      'powercli.bad-argument',
      `${described(result)} is not a result of Test-DeployRuleSetCompliance.`,
      { target: toText(result) },
    )
  const items = propertyOf(result, 'ItemList') ?? null
  return {
    host: toText(propertyOf(result, 'VMHost') ?? ''),
    isCompliant: isArray(items) && items.length === 0,
  }
}

const repair: Cmdlet = {
  name: 'Repair-DeployRuleSetCompliance',
  module,
  synopsis: 'Stores for a host what the active rules give it.',
  description:
    'A new location takes effect at once. Everything else takes effect at the next boot of the host.',
  parameters: [
    value('TestResult', 'A result of Test-DeployRuleSetCompliance.', {
      shown: 'TestResult',
      required: true,
      position: 0,
      pipeline: true,
    }),
  ],
  changes: true,
  needs: 'rules',
  examples: [
    {
      code: 'Test-DeployRuleSetCompliance esx-01 | Repair-DeployRuleSetCompliance',
      text: 'Tests a host and repairs it.',
    },
  ],
  run: async (call) => {
    for (const result of call.values('TestResult')) {
      const { host, isCompliant } = hostOfResult(result)
      if (!isCompliant && call.proceeds(host)) await call.lab.repair(host)
    }
    return []
  },
}

const getAttributes: Cmdlet = {
  name: 'Get-VMHostAttributes',
  module,
  synopsis: 'Shows the attributes of a machine that patterns are matched with.',
  parameters: [vmHost],
  needs: 'rules',
  run: (call) => hostsFrom(call, 'VMHost', 'lab').map(attributesObject),
}

const getImage: Cmdlet = {
  name: 'Get-VMHostImageProfile',
  module,
  synopsis: 'Shows the image profile that is stored for a host.',
  parameters: [hostsAs('Entity')],
  needs: 'rules',
  run: async (call) => {
    const images: Value[] = []
    for (const { stored } of hostsFrom(call, 'Entity', 'vcenter')) {
      const name = stored?.association.imageProfile
      if (name === undefined) continue
      const [now = object('EsxImageProfile', { Name: name })] = await imageNow(call, name)
      images.push(now)
    }
    return images
  },
}

const setImage: Cmdlet = {
  name: 'Set-ESXImageProfileAssociation',
  module,
  synopsis: 'Stores an image profile for a host, whatever the rules say. Installs nothing.',
  parameters: [
    hostsAs('Entity'),
    value('ImageProfile', 'The image profile, by name or as an object.', {
      shown: 'ImageProfile',
      required: true,
      position: 1,
      naming: 'image',
    }),
  ],
  aliases: ['Apply-ESXImageProfile'],
  changes: true,
  needs: 'rules',
  run: async (call) => {
    const all = call.lab.document().imageProfiles
    const { name: imageProfile } = oneFrom(call, 'ImageProfile', all, 'EsxImageProfile')
    for (const { id } of hostsFrom(call, 'Entity', 'vcenter'))
      if (call.proceeds(id)) await call.lab.associate(id, { imageProfile })
    return []
  },
}

const setBundle: Cmdlet = {
  name: 'Set-ScriptBundleAssociation',
  module,
  synopsis: 'Stores a script bundle for a host, whatever the rules say.',
  parameters: [
    hostsAs('Entities'),
    value('Bundle', 'The script bundle, by name or as an object.', {
      shown: 'ScriptBundle',
      required: true,
      position: 1,
      naming: 'scriptBundle',
    }),
  ],
  changes: true,
  needs: 'rules',
  run: async (call) => {
    const all = call.lab.document().scriptBundles
    const { name: scriptBundle } = oneFrom(call, 'Bundle', all, 'ScriptBundle')
    for (const { id } of hostsFrom(call, 'Entities', 'vcenter'))
      if (call.proceeds(id)) await call.lab.associate(id, { scriptBundle })
    return []
  },
}

export const associationCmdlets: readonly Cmdlet[] = [
  test,
  repair,
  getAttributes,
  getImage,
  setImage,
  setBundle,
]
