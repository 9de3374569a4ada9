import { assertNever, LabError, type PlugId } from '../base/index.ts'
import type { LabDocument } from '../document/index.ts'
import { summarize } from '../edits/index.ts'
import type { Fault } from '../faults/index.ts'
import { listed, playersOf, type Cast } from './cast.ts'
import type { Action } from './schema.ts'

/** An action that is one command; the others are made of these, or wait. */
export type Doing = Exclude<Action, { action: 'waitFor' | 'mystery' }>

const plugNames: Readonly<Record<PlugId, string>> = {
  dhcp: 'the DHCP server',
  tftp: 'the TFTP server',
  rules: 'the rules engine',
  waiter: 'the waiter',
  vcenter: 'vCenter',
  autoDeploy: 'the Auto Deploy server (rules engine and waiter)',
}

const partNames = { uplink: 'network cable', disk: 'disks' } as const
const tamperings = {
  flippedByte: 'flip a byte on the disk',
  truncated: 'cut short the image on the disk',
  erased: 'erase the disk',
} as const

const settings = (to: object): string =>
  Object.entries(to)
    .map(([field, value]) => `${field} to ${JSON.stringify(value)}`)
    .join(', ')

/** `DHCP OFFER: drop`. */
const faultInWords = ({ component, message, file, effect }: Fault): string => {
  const what = [message, file].filter((part) => part !== undefined).join(' ')
  return `inject a fault at ${plugNames[component]}: ${what === '' ? 'everything' : what}, ${effect.kind}`
}

/** The hosts an action is about; none when it is about the lab. */
export const playersIn = (action: Doing, cast: Cast): readonly string[] =>
  'group' in action && action.group !== undefined ? playersOf(cast, action.group) : []

/** An action in words, for the account. */
export const inWords = (action: Doing, cast: Cast): string => {
  const hosts = listed(playersIn(action, cast))
  switch (action.action) {
    case 'powerOn':
      return `power on ${hosts}`
    case 'powerOff':
      return `power off ${hosts}`
    case 'reboot':
      return `reboot ${hosts}`
    case 'unplug':
      return `pull the ${partNames[action.part]} of ${hosts}`
    case 'plugIn':
      return `put the ${partNames[action.part]} of ${hosts} back`
    case 'tamper':
      return `${tamperings[action.how]} of ${hosts}`
    case 'pull':
      return `pull the plug of ${plugNames[action.plug]}`
    case 'restore':
      return `restore ${plugNames[action.plug]}`
    case 'restoreAll':
      return 'restore every plug'
    case 'inject':
      return `${faultInWords(action.fault)}${hosts === '' ? '' : `, for ${hosts}`}`
    case 'removeFault':
      return `take the fault ${action.id} out`
    case 'repair':
      return `store what the rules give ${hosts} now`
    case 'edit':
      return summarize(action.edit)
    case 'putBack':
      return 'put plugs and settings back as they were'
    case 'reconnect':
      return `reconnect ${hosts} in vCenter`
    case 'disconnect':
      return `disconnect ${hosts} in vCenter`
    case 'enterMaintenance':
      return `put ${hosts} into maintenance mode`
    case 'exitMaintenance':
      return `take ${hosts} out of maintenance mode`
    case 'remediate':
      return `remediate ${hosts} in vCenter`
    case 'placeVm':
      return `place a virtual machine on ${hosts}`
    case 'setBootOrder':
      return `set the boot order of ${hosts} to ${action.to.join(', then ')}`
    case 'set':
      return `set ${action.path.join(' / ')} to ${JSON.stringify(action.to)}`
    case 'copyImage':
      return `make the image profile ${action.name} of ${action.like}`
    case 'setHosts':
      return `set on ${hosts}: ${settings(action.to)}`
    default:
      return assertNever(action)
  }
}

/** A value to set in the lab document. */
export type Change = { readonly path: readonly string[]; readonly to: unknown }

/** An edit of the document, as an action. */
export type Editing = Extract<Doing, { action: 'set' | 'setHosts' | 'setBootOrder' | 'copyImage' }>

/** A copy of an image profile, under another name and without some modules. */
const copyOf = (
  { like, name, version, without }: Extract<Editing, { action: 'copyImage' }>,
  { imageProfiles }: LabDocument,
): Change => {
  const model = imageProfiles.find((image) => image.name === like)
  if (model === undefined) {
    throw new LabError('lab.not-found', `The lab has no image profile ${like}.`, { image: like })
  }
  const modules = model.modules.filter((module) => !without.includes(module.name))
  return { path: ['imageProfiles'], to: [...imageProfiles, { ...model, name, version, modules }] }
}

/** What an action sets in the document. */
export const changesOf = (
  action: Editing,
  players: readonly string[],
  document: LabDocument,
): readonly Change[] => {
  switch (action.action) {
    case 'set':
      return [{ path: action.path, to: action.to }]
    case 'copyImage':
      return [copyOf(action, document)]
    case 'setBootOrder':
      return players.map((host) => ({ path: ['hosts', host, 'bootOrder'], to: action.to }))
    case 'setHosts':
      return players.flatMap((host) =>
        Object.entries(action.to).map(([field, to]) => ({ path: ['hosts', host, field], to })),
      )
    default:
      return assertNever(action)
  }
}
