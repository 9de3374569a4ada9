import { assertNever, LabError } from '../../shared/base/index.ts'
import type { HostId, PlugId } from '../../shared/base/index.ts'
import type { DocumentEdit } from '../../shared/contract/index.ts'
import type { LabView } from '../../shared/lab/index.ts'
import { listed, playersOf, type Action, type Cast } from '../../shared/lessons/index.ts'

/** The commands a lesson gives, the same that a person gives. */
export type Commands = {
  readonly hosts: {
    readonly powerOn: (hosts: HostId[]) => Promise<unknown>
    readonly powerOff: (hosts: HostId[]) => Promise<unknown>
    readonly reboot: (hosts: HostId[]) => Promise<unknown>
  }
  readonly plugs: {
    readonly pull: (plug: PlugId) => Promise<unknown>
    readonly restore: (plug: PlugId) => Promise<unknown>
    readonly restoreAll: () => Promise<unknown>
  }
  readonly vcenter: {
    readonly reconnect: (host: HostId) => Promise<unknown>
    readonly remediate: (host: HostId) => Promise<unknown>
    readonly placeVm: (host: HostId) => Promise<unknown>
  }
  readonly documents: { readonly edit: (edit: DocumentEdit) => Promise<unknown> }
}

type Doing = Exclude<Action, { action: 'waitFor' }>

const plugNames: Readonly<Record<PlugId, string>> = {
  dhcp: 'the DHCP server',
  tftp: 'the TFTP server',
  rules: 'the rules engine',
  waiter: 'the waiter',
  vcenter: 'vCenter',
  autoDeploy: 'the Auto Deploy server (rules engine and waiter)',
}

/** An action in words, for the account. */
export const inWords = (action: Doing, cast: Cast): string => {
  const hosts = 'group' in action ? listed(playersOf(cast, action.group)) : ''
  switch (action.action) {
    case 'powerOn':
      return `power on ${hosts}`
    case 'powerOff':
      return `power off ${hosts}`
    case 'reboot':
      return `reboot ${hosts}`
    case 'pull':
      return `pull the plug of ${plugNames[action.plug]}`
    case 'restore':
      return `restore ${plugNames[action.plug]}`
    case 'restoreAll':
      return 'restore every plug'
    case 'reconnect':
      return `reconnect ${hosts} in vCenter`
    case 'remediate':
      return `remediate ${hosts} in vCenter`
    case 'placeVm':
      return `place a virtual machine on ${hosts}`
    case 'setBootOrder':
      return `set the boot order of ${hosts} to ${action.to.join(', then ')}`
    default:
      return assertNever(action)
  }
}

const each = async (
  hosts: readonly HostId[],
  command: (host: HostId) => Promise<unknown>,
): Promise<void> => {
  for (const host of hosts) await command(host)
}

const demandRefusal = async (code: string, work: () => Promise<unknown>): Promise<void> => {
  try {
    await work()
  } catch (error) {
    if (error instanceof LabError && error.code === code) return
    throw error
  }
  throw new LabError('lesson.not-refused', `The command went through; ${code} was expected.`, {
    code,
  })
}

/** Does one action. Hosts that are already on, or off, are left alone. */
export const act = async (
  action: Doing,
  cast: Cast,
  { hosts, plugs, vcenter, documents }: Commands,
  lab: LabView,
): Promise<unknown> => {
  const players = 'group' in action ? playersOf(cast, action.group) : []
  const isOff = (host: HostId): boolean => (lab.hosts.get(host)?.state ?? 'off') === 'off'
  const some = async (
    chosen: readonly HostId[],
    command: (hosts: HostId[]) => Promise<unknown>,
  ): Promise<void> => {
    if (chosen.length > 0) await command([...chosen])
  }
  const admin = (code: string | undefined, command: (host: HostId) => Promise<unknown>) =>
    each(players, (host) =>
      code === undefined ? command(host) : demandRefusal(code, () => command(host)),
    )

  switch (action.action) {
    case 'powerOn':
      return some(players.filter(isOff), (ids) => hosts.powerOn(ids))
    case 'powerOff': {
      const on = players.filter((host) => !isOff(host))
      return some(on, (ids) => hosts.powerOff(ids))
    }
    case 'reboot':
      return some(players, (ids) => hosts.reboot(ids))
    case 'pull':
      return plugs.pull(action.plug)
    case 'restore':
      return plugs.restore(action.plug)
    case 'restoreAll':
      return plugs.restoreAll()
    case 'reconnect':
      return admin(action.refusedWith, (host) => vcenter.reconnect(host))
    case 'remediate':
      return admin(action.refusedWith, (host) => vcenter.remediate(host))
    case 'placeVm':
      return admin(action.refusedWith, (host) => vcenter.placeVm(host))
    case 'setBootOrder':
      return each(players, (host) =>
        documents.edit({ kind: 'setBootOrder', host, bootOrder: [...action.to] }),
      )
    default:
      return assertNever(action)
  }
}
