import { LabError } from '../../base/index.ts'
import { answersOf, questions } from '../../deploy/index.ts'
import type { Answers } from '../../document/index.ts'
import type { ConsoleHost, HostPlace } from '../lab.ts'
import type { Call, Cmdlet } from '../run/cmdlet.ts'
import { isObject, object, type Value } from '../run/values.ts'
import { hostObject } from './objects.ts'
import { flag, hostsAs, text, value, vmHost, vmHostProfile } from './parameters.ts'
import { attachedProfile, hostsFrom, nameFrom, oneFrom } from './resolve.ts'

const module = 'VMware.VimAutomation.Core'

const now = (call: Call, hosts: readonly ConsoleHost[]): readonly Value[] => {
  const all = call.lab.hosts()
  return hosts.map((host) => hostObject(all.find(({ id }) => id === host.id) ?? host))
}

/** The name of the host profile that is to be attached; undefined when none is given. */
const profileFrom = (call: Call): string | undefined =>
  call.values('Profile').length === 0
    ? undefined
    : oneFrom(call, 'Profile', call.lab.document().hostProfiles, 'VMHostProfile').name

/** Brings a host into a state, as an admin does it in vCenter. */
const setState = async (call: Call, host: ConsoleHost, state: string): Promise<unknown> => {
  const { lab } = call
  if (state === 'Disconnected') return lab.disconnect(host.id)
  if (state === 'Maintenance') return lab.setMaintenance(host.id, true)
  if (host.connection !== 'connected') return lab.reconnect(host.id)
  return host.maintenance && lab.setMaintenance(host.id, false)
}

const setHost: Cmdlet = {
  name: 'Set-VMHost',
  module,
  synopsis: 'Connects or disconnects a host, puts it into maintenance mode, or attaches a profile.',
  description:
    'A host that booted from its cache is not reconnected by itself: -State Connected does it.',
  parameters: [
    vmHost,
    text('State', 'The state to bring the host to.', {
      values: ['Connected', 'Disconnected', 'Maintenance'],
    }),
    vmHostProfile('The host profile to hold the host to; Invoke-VMHostProfile applies it.'),
    flag('Evacuate', 'Accepted: a host is always emptied first.'),
  ],
  changes: true,
  needs: 'vcenter',
  examples: [
    {
      code: 'Get-VMHost -State NotResponding | Set-VMHost -State Connected',
      text: 'Reconnects the hosts that vCenter lost.',
    },
  ],
  run: async (call) => {
    const state = call.text('State')
    const hostProfile = profileFrom(call)
    if (state === undefined && hostProfile === undefined)
      throw new LabError('powercli.missing-parameter', 'One of -State, -Profile is missing.', {
        target: 'State',
      })
    const chosen = hostsFrom(call, 'VMHost', 'vcenter').filter(({ id }) => call.proceeds(id))
    for (const host of chosen) {
      if (hostProfile !== undefined) await call.lab.associate(host.id, { hostProfile })
      if (state !== undefined) await setState(call, host, state)
    }
    return now(call, chosen)
  },
}

const checkMaintenance = (call: Call, host: ConsoleHost): void => {
  if (call.flag('Force') || host.connection !== 'connected' || host.maintenance) return
  throw new LabError(
    'powercli.bad-argument',
    `The host "${host.id}" is not in maintenance mode; -Force does it all the same.`,
    { host: host.id },
  )
}

/** Power is the operator's: it works for hosts that vCenter has never seen, too. */
const power = (
  name: string,
  synopsis: string,
  act: (call: Call, hosts: readonly string[]) => Promise<unknown>,
  isGentle: boolean,
): Cmdlet => ({
  name,
  module,
  synopsis,
  parameters: [vmHost, flag('Force', 'Does not mind a host that is not in maintenance mode.')],
  changes: true,
  needs: 'vcenter',
  run: async (call) => {
    const hosts = hostsFrom(call, 'VMHost', 'lab')
    if (isGentle) for (const host of hosts) checkMaintenance(call, host)
    const chosen = hosts.filter(({ id }) => call.proceeds(id))
    if (chosen.length > 0)
      await act(
        call,
        chosen.map(({ id }) => id),
      )
    return now(call, chosen)
  },
})

const removeHost: Cmdlet = {
  name: 'Remove-VMHost',
  module,
  synopsis: "Takes hosts out of vCenter's inventory.",
  description:
    'vCenter forgets what was stored for the host: the active rules decide anew at its next boot.',
  parameters: [vmHost],
  changes: true,
  needs: 'vcenter',
  run: async (call) => {
    const chosen = hostsFrom(call, 'VMHost', 'vcenter').filter(({ id }) => call.proceeds(id))
    for (const { id } of chosen) await call.lab.remove(id)
    return []
  },
}

/** The cluster or folder that hosts are to be moved to. */
const destinationFrom = (call: Call): HostPlace => {
  const [given = null] = call.values('Destination')
  const name = nameFrom(given, 'a cluster or a folder', 'Cluster', 'Folder')
  const { clusters, folders } = call.lab.document()
  const found = (list: readonly { readonly name: string }[]): string | undefined =>
    list.find((each) => each.name.toLowerCase() === name.toLowerCase())?.name
  const isFolder = isObject(given) && given.type === 'Folder'
  const cluster = isFolder ? undefined : found(clusters)
  if (cluster !== undefined) return { cluster }
  const folder = found(folders)
  if (folder !== undefined) return { folder }
  throw new LabError('powercli.not-found', `There is no cluster or folder "${name}".`, { name })
}

/** vCenter takes a host that it is connected to out of a cluster only when nothing runs on it. */
const checkMovable = (host: ConsoleHost, to: HostPlace): void => {
  const stays = host.cluster === '' || ('cluster' in to && host.cluster === to.cluster)
  if (stays || host.maintenance || host.connection !== 'connected') return
  throw new LabError(
    'powercli.bad-argument',
    `The host "${host.id}" is not in maintenance mode: put it into it before it leaves its cluster.`,
    { host: host.id },
  )
}

const moveHost: Cmdlet = {
  name: 'Move-VMHost',
  module,
  synopsis: 'Moves hosts to another cluster or folder.',
  description:
    'It takes effect at once, and vCenter keeps the location for the next boots. A connected host leaves a cluster in maintenance mode alone. A rule that gives another location wins at the next repair.',
  parameters: [
    vmHost,
    value('Destination', 'The cluster or folder.', {
      shown: 'VIContainer',
      required: true,
      position: 1,
      naming: 'cluster',
    }),
  ],
  changes: true,
  needs: 'vcenter',
  examples: [
    {
      code: 'Set-VMHost esx-01 -State Maintenance | Move-VMHost -Destination (Get-Cluster "Rack B")',
      text: 'Moves a host.',
    },
  ],
  run: async (call) => {
    const to = destinationFrom(call)
    const hosts = hostsFrom(call, 'VMHost', 'vcenter')
    for (const host of hosts) checkMovable(host, to)
    const chosen = hosts.filter(({ id }) => call.proceeds(id))
    for (const { id } of chosen) await call.lab.move(id, to)
    return now(call, chosen)
  },
}

/** Answers typed as `name=value`; names in any case of letters. */
const answersFrom = (typed: readonly string[]): Answers =>
  Object.fromEntries(
    typed.map((each) => {
      const [, asked = '', value = ''] = /^([^=]*)=(.*)$/s.exec(each) ?? []
      const question = questions.find((one) => one.toLowerCase() === asked.trim().toLowerCase())
      if (question !== undefined) return [question, value.trim()]
      throw new LabError(
        'powercli.bad-argument',
        `"${each}" is no answer like ${questions.map((one) => `${one}=...`).join(', ')}.`,
        { target: each },
      )
    }),
  )

const answer = async (call: Call, host: string, given: Answers): Promise<void> => {
  const answers = { ...answersOf(call.lab.document(), host), ...given }
  await call.lab.edit({ kind: 'setCustomization', host, answers })
}

const applyProfile: Cmdlet = {
  name: 'Invoke-VMHostProfile',
  module,
  synopsis: 'Applies to a host its host profile, or the one given.',
  description:
    'It never clears "booted from stateless cache": only a network boot does. -Variable takes texts here, not a hash table.',
  parameters: [
    hostsAs('Entity'),
    vmHostProfile('The host profile to attach first.', { position: 1 }),
    flag('AssociateOnly', 'Attaches the profile and applies nothing.'),
    text('Variable', 'Answers to what the profile asks, each as name=value.', { many: true }),
  ],
  aliases: ['Apply-VMHostProfile'],
  changes: true,
  needs: 'vcenter',
  run: async (call) => {
    const given = answersFrom(call.texts('Variable'))
    const hostProfile = profileFrom(call)
    const chosen = hostsFrom(call, 'Entity', 'vcenter').filter(({ id }) => call.proceeds(id))
    for (const { id } of chosen) {
      if (hostProfile !== undefined) await call.lab.associate(id, { hostProfile })
      if (call.has('Variable')) await answer(call, id, given)
      if (!call.flag('AssociateOnly')) await call.lab.remediate(id)
    }
    return now(call, chosen)
  },
}

/** Checks a host again; one that cannot be checked is reported and left out. */
const checked = async (call: Call, host: ConsoleHost): Promise<readonly ConsoleHost[]> => {
  if (!call.flag('UseCache')) {
    try {
      await call.lab.checkCompliance(host.id)
    } catch (error) {
      if (!(error instanceof LabError)) throw error
      call.fail(error)
      return []
    }
  }
  return call.lab.hosts().filter(({ id }) => id === host.id)
}

const testProfile: Cmdlet = {
  name: 'Test-VMHostProfileCompliance',
  module,
  synopsis: 'Checks in what hosts differ from their host profile. A compliant host shows nothing.',
  parameters: [vmHost, flag('UseCache', 'Shows what vCenter found last, and checks nothing.')],
  needs: 'vcenter',
  run: async (call) => {
    const hosts: ConsoleHost[] = []
    for (const host of hostsFrom(call, 'VMHost', 'vcenter'))
      hosts.push(...(await checked(call, host)))
    return hosts.flatMap((host) =>
      host.complianceFailures.map((failure) =>
        object('ComplianceFailure', {
          VMHost: host.id,
          HostProfile: attachedProfile(call, host)?.name ?? '',
          Failure: failure,
        }),
      ),
    )
  },
}

export const hostCmdlets: readonly Cmdlet[] = [
  setHost,
  removeHost,
  moveHost,
  power('Start-VMHost', 'Powers hosts on.', ({ lab }, hosts) => lab.powerOn(hosts), false),
  power('Stop-VMHost', 'Powers hosts off.', ({ lab }, hosts) => lab.powerOff(hosts), true),
  power('Restart-VMHost', 'Restarts hosts.', ({ lab }, hosts) => lab.restart(hosts), true),
  applyProfile,
  testProfile,
]
