import { LabError } from '../../base/index.ts'
import { answersOf, questions, type Answers } from '../../deploy/index.ts'
import type { ConsoleHost } from '../lab.ts'
import type { Call, Cmdlet } from '../run/cmdlet.ts'
import { object, type Value } from '../run/values.ts'
import { hostObject } from './objects.ts'
import { flag, text, value, vmHost } from './parameters.ts'
import { hostsFrom } from './resolve.ts'

const module = 'VMware.VimAutomation.Core'

const now = (call: Call, hosts: readonly ConsoleHost[]): readonly Value[] => {
  const all = call.lab.hosts()
  return hosts.map((host) => hostObject(all.find(({ id }) => id === host.id) ?? host))
}

/** Brings a host into a state, as an admin does it in vCenter. */
const setState = async (call: Call, host: ConsoleHost, state: string): Promise<void> => {
  const { lab } = call
  if (state === 'Disconnected') return lab.disconnect(host.id)
  if (state === 'Maintenance') return lab.setMaintenance(host.id, true)
  if (host.connection !== 'connected') return lab.reconnect(host.id)
  if (host.maintenance) return lab.setMaintenance(host.id, false)
}

const setHost: Cmdlet = {
  name: 'Set-VMHost',
  module,
  synopsis: 'Connects or disconnects a host, or puts it into maintenance mode.',
  description:
    'A host that booted from its cache is not reconnected by itself: -State Connected does it.',
  parameters: [
    vmHost(),
    text('State', 'The state to bring the host to.', {
      required: true,
      values: ['Connected', 'Disconnected', 'Maintenance'],
    }),
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
    const state = call.text('State') ?? ''
    const chosen = hostsFrom(call, 'VMHost', 'vcenter').filter(({ id }) => call.proceeds(id))
    for (const host of chosen) await setState(call, host, state)
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
  act: (call: Call, hosts: readonly string[]) => Promise<void>,
  isGentle: boolean,
): Cmdlet => ({
  name,
  module,
  synopsis,
  parameters: [vmHost(), flag('Force', 'Does not mind a host that is not in maintenance mode.')],
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
  parameters: [vmHost()],
  changes: true,
  needs: 'vcenter',
  run: async (call) => {
    const chosen = hostsFrom(call, 'VMHost', 'vcenter').filter(({ id }) => call.proceeds(id))
    for (const { id } of chosen) await call.lab.remove(id)
    return []
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
  synopsis: 'Applies its host profile to a host again.',
  description:
    'It never clears "booted from stateless cache": only a network boot does. -Variable takes texts here: this console has no hash tables.',
  parameters: [
    value('Entity', 'The hosts, by name or as objects.', {
      shown: 'VMHost',
      many: true,
      required: true,
      position: 0,
      pipeline: true,
      naming: 'host',
    }),
    text('Variable', 'Answers to what the profile asks, each as name=value.', { many: true }),
  ],
  aliases: ['Apply-VMHostProfile'],
  changes: true,
  needs: 'vcenter',
  run: async (call) => {
    const given = answersFrom(call.texts('Variable'))
    const chosen = hostsFrom(call, 'Entity', 'vcenter').filter(({ id }) => call.proceeds(id))
    for (const { id } of chosen) {
      if (call.has('Variable')) await answer(call, id, given)
      await call.lab.remediate(id)
    }
    return now(call, chosen)
  },
}

/** The profile a host is held to: its own, else its cluster's. */
const profileOf = (call: Call, { stored, cluster }: ConsoleHost): string =>
  stored?.association.hostProfile ??
  call.lab.document().clusters.find(({ name }) => name === cluster)?.hostProfile ??
  ''

const testProfile: Cmdlet = {
  name: 'Test-VMHostProfileCompliance',
  module,
  synopsis: 'Shows in what hosts differ from their host profile. A compliant host shows nothing.',
  parameters: [vmHost()],
  needs: 'vcenter',
  run: (call) =>
    hostsFrom(call, 'VMHost', 'vcenter').flatMap((host) =>
      host.complianceFailures.map((failure) =>
        object('ComplianceFailure', {
          VMHost: host.id,
          HostProfile: profileOf(call, host),
          Failure: failure,
        }),
      ),
    ),
}

export const hostCmdlets: readonly Cmdlet[] = [
  setHost,
  removeHost,
  power('Start-VMHost', 'Powers hosts on.', ({ lab }, hosts) => lab.powerOn(hosts), false),
  power('Stop-VMHost', 'Powers hosts off.', ({ lab }, hosts) => lab.powerOff(hosts), true),
  power('Restart-VMHost', 'Restarts hosts.', ({ lab }, hosts) => lab.restart(hosts), true),
  applyProfile,
  testProfile,
]
