import { LabError } from '../../base/index.ts'
import { answersOf, questionsOf, settingsFrom } from '../../deploy/index.ts'
import type { Call, Cmdlet } from '../run/cmdlet.ts'
import { object, type Value } from '../run/values.ts'
import { hostProfileObject } from './objects.ts'
import { hostsAs, names, text, value, vmHost, vmHostProfile } from './parameters.ts'
import { attachedProfile, hostsFrom, matching, nameFrom, namedIn, notFound } from './resolve.ts'
import { change } from './rules.ts'

const module = 'VMware.VimAutomation.Core'

/** The name of the profile that an entity is held to: a host's by its association or its cluster, or a cluster's own. */
const attachedTo = (call: Call, given: Value): string | undefined => {
  const name = nameFrom(given, 'a host or a cluster', 'VMHost', 'Cluster')
  const host = call.lab.hosts().find(({ id }) => id.toLowerCase() === name.toLowerCase())
  if (host !== undefined) return attachedProfile(call, host)?.name
  return namedIn(call.lab.document().clusters, name, 'host or cluster').hostProfile
}

const get: Cmdlet = {
  name: 'Get-VMHostProfile',
  module,
  synopsis: 'Lists the host profiles of the lab, or those that hosts and clusters are held to.',
  parameters: [
    names('Names of host profiles, with wildcards.', 'hostProfile'),
    value('Entity', 'Only the profiles of these hosts and clusters.', {
      shown: 'InventoryItem',
      many: true,
      pipeline: true,
      naming: 'host',
    }),
  ],
  needs: 'vcenter',
  examples: [{ code: 'Get-VMHost esx-01 | Get-VMHostProfile', text: 'The profile of a host.' }],
  run: (call) => {
    const attached = new Set(call.values('Entity').map((given) => attachedTo(call, given)))
    const all = call.lab
      .document()
      .hostProfiles.filter(({ name }) => !call.has('Entity') || attached.has(name))
    return matching(
      call,
      call.texts('Name'),
      all,
      ({ name }) => name,
      notFound('host profile'),
    ).map(hostProfileObject)
  },
}

const make: Cmdlet = {
  name: 'New-VMHostProfile',
  module,
  synopsis: 'Makes a host profile that sets what a reference host is set to.',
  description:
    'The host has to be in vCenter and checked by it. What it has of its own, as its name or a fixed address, becomes a question to each host.',
  parameters: [
    text('Name', 'Name of the profile.', { required: true, position: 0 }),
    hostsAs('ReferenceHost', { position: 1 }),
  ],
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
    const hostProfile = {
      ...(attachedProfile(call, host) ?? { systemImageCache: 'none' as const }),
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
    vmHostProfile('The host profile, by name or as an object.', {
      required: true,
      position: 0,
      pipeline: true,
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
  parameters: [vmHost],
  needs: 'vcenter',
  run: (call) => {
    const document = call.lab.document()
    return hostsFrom(call, 'VMHost', 'vcenter').flatMap((host) => {
      const { id } = host
      const profile = attachedProfile(call, host)
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

export const hostProfileCmdlets: readonly Cmdlet[] = [get, make, remove, input]
