import { LabError } from '../../base/index.ts'
import { answersOf, profileOf, questionsOf, settingsFrom } from '../../deploy/index.ts'
import type { Cmdlet } from '../run/cmdlet.ts'
import { object } from '../run/values.ts'
import { hostProfileObject } from './objects.ts'
import { text, value, vmHost } from './parameters.ts'
import { hostsFrom, nameFrom } from './resolve.ts'
import { change } from './rules.ts'

const module = 'VMware.VimAutomation.Core'

const make: Cmdlet = {
  name: 'New-VMHostProfile',
  module,
  synopsis: 'Makes a host profile that sets what a reference host is set to.',
  description:
    'The host has to be in vCenter and checked by it. What it has of its own, as its name or a fixed address, becomes a question to each host.',
  parameters: [
    text('Name', 'Name of the profile.', { required: true, position: 0 }),
    vmHost({ position: 1 }),
  ].map((parameter) =>
    parameter.name === 'VMHost' ? { ...parameter, name: 'ReferenceHost' } : parameter,
  ),
  changes: true,
  needs: 'vcenter',
  examples: [
    {
      code: 'New-VMHostProfile -Name gold -ReferenceHost esx-01',
      text: 'Takes the settings of esx-01.',
    },
  ],
  run: async (call) => {
    const name = call.text('Name') ?? ''
    const document = call.lab.document()
    if (document.hostProfiles.some((each) => each.name === name))
      throw new LabError('document.name-taken', `There is a host profile "${name}" already.`, {
        name,
      })
    const [host] = hostsFrom(call, 'ReferenceHost', 'vcenter')
    if (host === undefined) return []
    if (host.configuration === undefined)
      throw new LabError('powercli.not-found', `vCenter has not checked ${host.id} yet.`, {
        host: host.id,
      })
    const given = { hostProfile: host.stored?.association.hostProfile, cluster: host.cluster }
    const hostProfile = {
      ...(profileOf(document, given) ?? { systemImageCache: 'none' as const }),
      name,
      settings: settingsFrom(host.configuration),
    }
    if (!(await change(call, { kind: 'setHostProfile', hostProfile }, name))) return []
    return [hostProfileObject(hostProfile)]
  },
}

const remove: Cmdlet = {
  name: 'Remove-VMHostProfile',
  module,
  synopsis: 'Removes a host profile that no rule and no cluster gives.',
  parameters: [
    value('Profile', 'The host profile, by name or as an object.', {
      shown: 'VMHostProfile',
      required: true,
      position: 0,
      pipeline: true,
      naming: 'hostProfile',
    }),
  ],
  changes: true,
  needs: 'vcenter',
  run: async (call) => {
    const [given = null] = call.values('Profile')
    const name = nameFrom(given, 'a host profile', 'VMHostProfile')
    await change(call, { kind: 'removeHostProfile', name }, name)
    return []
  },
}

const input: Cmdlet = {
  name: 'Get-VMHostProfileRequiredInput',
  module,
  synopsis: 'Lists what the host profile asks of hosts, and what they answered.',
  parameters: [vmHost()],
  needs: 'vcenter',
  run: (call) => {
    const document = call.lab.document()
    return hostsFrom(call, 'VMHost', 'vcenter').flatMap(({ id, stored, cluster }) => {
      const profile = profileOf(document, {
        hostProfile: stored?.association.hostProfile,
        cluster,
      })
      const answers = answersOf(document, id) ?? {}
      return (profile === undefined ? [] : questionsOf(profile)).map((question) =>
        object('RequiredInput', {
          VMHost: id,
          HostProfile: profile?.name ?? '',
          Name: question,
          Value: answers[question] ?? '',
        }),
      )
    })
  },
}

export const hostProfileCmdlets: readonly Cmdlet[] = [make, remove, input]
