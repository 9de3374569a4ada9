import type { RuleItem } from '../../document/schema.ts'
import { LabError } from '../../base/index.ts'
import type { Call, Cmdlet } from '../run/cmdlet.ts'
import { deployRule, flag, text, value } from './parameters.ts'
import { itemsFrom, oneFrom, ruleFrom } from './resolve.ts'
import { changeRule } from './rules.ts'

const module = 'VMware.DeployAutomation'

const lcmCluster = value('LcmCluster', 'A cluster that is managed by an image.', {
  shown: 'Cluster',
  naming: 'cluster',
})
const noSignatureCheck = flag('NoSignatureCheck', 'Accepted; a lab checks no signatures.')
const pattern = text('Pattern', 'attribute==value or attribute=value,value.', { many: true })
const allHosts = flag('AllHosts', 'Matches every machine.')
const item = value('Item', 'A script bundle beside the cluster.', {
  shown: 'VIObject',
  many: true,
  naming: 'item',
})

const clusterItem = (call: Call): RuleItem => {
  const { name, image } = oneFrom(call, 'LcmCluster', call.lab.document().clusters, 'Cluster')
  if (image === undefined)
    throw new LabError(
      'rules.no-cluster-image',
      `The cluster "${name}" is not managed by an image.`,
      { cluster: name },
    )
  return { kind: 'cluster', name }
}

const create: Cmdlet = {
  name: 'New-LCMClusterRuleWithTransform',
  module,
  synopsis: 'Creates a rule for a cluster that is managed by an image.',
  description:
    'The hosts need ESXi 8.0 and a disk; they install the image and leave Auto Deploy. The rule holds no image profile and no host profile: the cluster gives both. The image is made when the rule is, and stays as it is until Reset-LCMClusterRuleWithTransform makes it again.',
  parameters: [
    text('Name', 'Name of the rule.', { required: true, position: 0 }),
    pattern,
    allHosts,
    { ...lcmCluster, required: true },
    item,
    noSignatureCheck,
  ],
  either: ['Pattern', 'AllHosts'],
  changes: true,
  needs: 'rules',
  run: async (call) => {
    const name = call.text('Name') ?? ''
    const items = [clusterItem(call), ...itemsFrom(call, 'Item')]
    const rule = { name, patterns: [...call.texts('Pattern')], items }
    return changeRule(call, { kind: 'defineRule', rule }, name)
  },
}

const set: Cmdlet = {
  name: 'Set-LCMClusterRuleWithTransform',
  module,
  synopsis: 'Changes such a rule while it is in no rule set.',
  parameters: [
    deployRule({ pipeline: false }),
    { ...lcmCluster, required: true },
    pattern,
    allHosts,
    item,
    flag('Force', 'Accepted.'),
    noSignatureCheck,
  ],
  changes: true,
  needs: 'rules',
  run: async (call) => {
    const rule = ruleFrom(call, 'DeployRule')
    const kept = rule.items.filter(({ kind }) => kind === 'scriptBundle')
    const patterns = call.has('Pattern') ? call.texts('Pattern') : rule.patterns
    const to = {
      name: rule.name,
      patterns: call.flag('AllHosts') ? [] : [...patterns],
      items: [clusterItem(call), ...(call.has('Item') ? itemsFrom(call, 'Item') : kept)],
    }
    return changeRule(call, { kind: 'changeRule', name: rule.name, to }, rule.name)
  },
}

const reset: Cmdlet = {
  name: 'Reset-LCMClusterRuleWithTransform',
  module,
  synopsis: 'Makes the image of such a rule again, from the image the cluster has now.',
  description: 'The rule must not be active: take it out of the rule set first.',
  parameters: [deployRule({ pipeline: false }), flag('Force', 'Accepted.'), noSignatureCheck],
  changes: true,
  needs: 'rules',
  run: async (call) => {
    const { name } = ruleFrom(call, 'DeployRule')
    return changeRule(call, { kind: 'recreatePxeImage', name }, name)
  },
}

export const managedClusterCmdlets: readonly Cmdlet[] = [create, set, reset]
