import { assertNever, LabError, type HostId } from '../../shared/base/index.ts'
import { parseDocument } from '../../shared/document/index.ts'
import {
  changesOf,
  inWords,
  playersIn,
  withValue,
  type Cast,
  type Doing,
  type Editing,
} from '../../shared/lessons/index.ts'
import type { Commands, Lab } from './lab.ts'
import { putBack } from './put-back.ts'

/** Does the work, or lets it be refused with the code that the lesson expects. */
const orRefused = async (code: string | undefined, work: () => Promise<unknown>): Promise<void> => {
  try {
    await work()
  } catch (error) {
    if (error instanceof LabError && error.code === code) return
    throw error
  }
  if (code === undefined) return
  throw new LabError('lesson.not-refused', `The command went through; ${code} was expected.`, {
    code,
  })
}

type Admin = Extract<
  Doing,
  {
    action:
      'reconnect' | 'disconnect' | 'remediate' | 'placeVm' | 'enterMaintenance' | 'exitMaintenance'
  }
>

/** An admin's work in vCenter, host by host. */
const administer = async (
  { action, refusedWith }: Admin,
  players: readonly HostId[],
  { vcenter }: Commands,
): Promise<void> => {
  for (const host of players) {
    const work = () => vcenter[action](host)
    await orRefused(refusedWith, work)
  }
}

/** Hosts that are already on, or off, are left alone. */
const switchPower = async (
  action: 'powerOn' | 'powerOff' | 'reboot',
  players: readonly HostId[],
  { hosts }: Commands,
  { view }: Lab,
): Promise<void> => {
  const isOff = (host: HostId): boolean => (view.hosts.get(host)?.state ?? 'off') === 'off'
  const chosen = players.filter(
    (host) => action === 'reboot' || isOff(host) === (action === 'powerOn'),
  )
  if (chosen.length > 0) await hosts[action](chosen)
}

const edit = async (
  action: Editing,
  cast: Cast,
  players: readonly HostId[],
  { documents }: Commands,
  { document }: Lab,
): Promise<void> => {
  const changed = changesOf(action, players, document()).reduce<unknown>(
    (now, { path, to }) => withValue(now, path, to),
    document(),
  )
  const summary = inWords(action, cast)
  await documents.edit({ kind: 'replace', document: parseDocument(changed), summary })
}

const demand = <T>(part: T | undefined, name: string): T => {
  if (part !== undefined) return part
  throw new LabError('lesson.not-here', `This lab has no ${name}.`, { part: name })
}

/** Does one action. */
export const act = async (
  action: Doing,
  cast: Cast,
  commands: Commands,
  lab: Lab,
): Promise<unknown> => {
  const { plugs } = commands
  const players = playersIn(action, cast)
  switch (action.action) {
    case 'powerOn':
    case 'powerOff':
    case 'reboot':
      return switchPower(action.action, players, commands, lab)
    case 'unplug':
    case 'plugIn':
      return commands.hosts[action.action]([...players], action.part)
    case 'tamper':
      return commands.hosts.tamper([...players], action.how)
    case 'pull':
      return plugs.pull(action.plug)
    case 'restore':
      return plugs.restore(action.plug)
    case 'restoreAll':
      return plugs.restoreAll()
    case 'inject':
      return demand(commands.faults, 'faults').inject(
        players.length === 0 ? action.fault : { ...action.fault, hosts: [...players] },
      )
    case 'removeFault':
      return demand(commands.faults, 'faults').remove(action.id)
    case 'repair':
      return orRefused(action.refusedWith, () =>
        demand(commands.rules, 'rules').repair({ hosts: players }),
      )
    case 'edit':
      return commands.documents.edit(action.edit)
    case 'putBack':
      return putBack({ commands, ...lab }, 'Put the lab back')
    case 'reconnect':
    case 'disconnect':
    case 'enterMaintenance':
    case 'exitMaintenance':
    case 'remediate':
    case 'placeVm':
      return administer(action, players, commands)
    case 'set':
    case 'setHosts':
    case 'setBootOrder':
    case 'copyImage':
      return edit(action, cast, players, commands, lab)
    default:
      return assertNever(action)
  }
}
