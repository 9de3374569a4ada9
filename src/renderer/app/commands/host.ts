import { isConnected, type HostView } from '../../../shared/host/index.ts'
import type { Actions } from '../../client/actions.tsx'
import { choiceText, onceChoices } from '../../host/next-boot.ts'
import { isOn } from '../../host/status.ts'
import type { Strings } from '../../strings/index.tsx'
import { goTo } from '../../place/route.ts'
import type { Command } from './command.ts'
import type { Standing } from './standing.ts'

type Named = (name: string, text: string, run: () => void) => Command

const commandsOf =
  (id: string): Named =>
  (name, text, run) => ({ id: `host-${name}`, group: 'host', label: `${id}: ${text}`, run })

/** What the power of a simulated host offers now. */
const powerCommands = ({ inspector }: Strings, actions: Actions, host: HostView): Command[] => {
  const { id } = host
  const command = commandsOf(id)
  const on = isOn(host)
  return [
    on
      ? command('power-off', inspector.powerOff, () => actions.powerOff([id]))
      : command('power-on', inspector.powerOn, () => actions.powerOn([id])),
    ...(on ? [command('reboot', inspector.reboot, () => actions.reboot([id]))] : []),
  ]
}

const wakeCommand = ({ inspector }: Strings, { wake }: Actions, { id }: HostView): Command =>
  commandsOf(id)('wake', inspector.wake, () => wake([id]))

/** What the host may boot the next time only. */
const nextBootCommands = (
  { nextBoot: texts }: Strings,
  { chooseNextBoot, takeBackNextBoot }: Actions,
  { id, nextBoot }: HostView,
  images: readonly string[],
): Command[] => {
  const command = commandsOf(id)
  return [
    ...onceChoices(images).map((choice) => {
      const name = choiceText(choice, texts)
      return command(`next-${name}`, texts.badge(texts.once(name)), () =>
        chooseNextBoot([id], choice),
      )
    }),
    ...(nextBoot === undefined
      ? []
      : [command('next-usual', texts.badge(texts.usual), () => takeBackNextBoot([id]))]),
  ]
}

/** What vCenter offers for the host now. */
const vcenterCommands = (
  { inspector }: Strings,
  actions: Actions,
  host: HostView,
): readonly Command[] => {
  const { id } = host
  const command = commandsOf(id)
  if (isConnected(host))
    return [
      command('remediate', inspector.remediate, () => actions.remediate(id)),
      command('check-compliance', inspector.checkCompliance, () => actions.checkCompliance(id)),
      command('place-vm', inspector.placeVm, () => actions.placeVm(id)),
    ]
  return isOn(host) ? [command('reconnect', inspector.reconnect, () => actions.reconnect(id))] : []
}

/** What is pulled from a simulated host, and done to its cache. */
const partCommands = (
  { inspector }: Strings,
  { plugPart, tamper }: Actions,
  { id, link, disk, cache }: HostView,
): Command[] => {
  const command = commandsOf(id)
  const [cableIn, disksIn] = [link !== 'down', disk !== 'out']
  return [
    command('cable', cableIn ? inspector.cableOut : inspector.cableIn, () =>
      plugPart(id, 'uplink', !cableIn),
    ),
    command('disks', disksIn ? inspector.disksOut : inspector.disksIn, () =>
      plugPart(id, 'disk', !disksIn),
    ),
    ...(cache === undefined
      ? []
      : [command('spoil', inspector.spoilCache, () => tamper(id, 'flippedByte'))]),
  ]
}

/** What makes a host of the lab another one, which only simulated ones can be, or none. */
const listCommands = (
  { hosts }: Strings,
  { edit }: Actions,
  { id }: HostView,
  own: boolean,
): readonly Command[] => {
  const command = commandsOf(id)
  const change = () => goTo({ page: 'hosts', host: id, form: 'change' })
  return [
    ...(own ? [command('change', hosts.change.command, change)] : []),
    command('remove', hosts.remove.command, () => edit({ kind: 'removeHosts', hosts: [id] })),
  ]
}

/** What an administrator does to a host that vCenter reaches. */
const managedCommands = (
  { inspector }: Strings,
  { maintain, disconnect }: Actions,
  { id, maintenance }: HostView,
): Command[] => {
  const command = commandsOf(id)
  return [
    command(
      'maintenance',
      maintenance ? inspector.leaveMaintenance : inspector.enterMaintenance,
      () => maintain(id, !maintenance),
    ),
    command('disconnect', inspector.disconnect, () => disconnect(id)),
  ]
}

/** What can be done to the chosen host; nothing when none is chosen. */
export const hostCommands = (
  s: Strings,
  actions: Actions,
  { host, simulated, named, images }: Pick<Standing, 'host' | 'simulated' | 'named' | 'images'>,
): readonly Command[] => {
  if (host === undefined) return []
  const own = simulated.includes(host.id)
  return [
    ...(own ? powerCommands(s, actions, host) : [wakeCommand(s, actions, host)]),
    ...nextBootCommands(s, actions, host, images),
    ...vcenterCommands(s, actions, host),
    ...(own ? partCommands(s, actions, host) : []),
    ...(named.includes(host.id) ? listCommands(s, actions, host, own) : []),
    ...(isConnected(host) ? managedCommands(s, actions, host) : []),
  ]
}
