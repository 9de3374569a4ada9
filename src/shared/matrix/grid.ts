import { assertNever } from '../base/index.ts'
import type { NetworkStage } from '../facts/index.ts'
import type { BootState, HostView } from '../host/view.ts'

/** What an admin's command came to: `done`, or the code it was refused with. */
export type Attempt = 'done' | { readonly code: string; readonly message: string }

/**
 * What was seen of one host in one scenario, in order. While vCenter is away nobody knows how a host
 * stands there: its `connection` is `absent` then and its `compliance` `unknown`.
 */
export type Observation = {
  /** When everything had settled after the restart, the outage still on. */
  readonly settled: HostView
  /** The reconnect that was tried when vCenter had not connected the host by itself. */
  readonly reconnect?: Attempt
  /** Remediation and placement of a VM, tried when the host was connected. */
  readonly remediate?: Attempt
  readonly placeVm?: Attempt
  /** After the admin's work, the outage still on. */
  readonly worked: HostView
  /** Everything restored, nothing else done. */
  readonly restored: HostView
  /** The reconnect that was tried then, where it was still needed. */
  readonly reconnectLater?: Attempt
  readonly mended: HostView
  readonly rebooted: HostView
}

export type Cell = {
  readonly mode: string
  readonly image: 'streamed' | 'cached' | 'installed' | 'none'
  /** How the boot ended when it did not end in a running system. */
  readonly state: BootState
  /** Where the network boot ended, if it did not go through. */
  readonly failedAt?: NetworkStage
  /** How the host comes into vCenter: during the outage, or (`Later`) only after it. */
  readonly link: 'automatic' | 'manual' | 'automaticLater' | 'manualLater' | 'impossible' | 'none'
  readonly work: string
  /** `bootedFromStatelessCache`, once vCenter had seen the host. */
  readonly flag: boolean
  /** Then too. */
  readonly compliance: HostView['compliance']
  /** Whether the host takes virtual machines while the outage is on. */
  readonly takesVms: boolean
  /** Whether remediation cleared the flag; absent where there was none to clear. */
  readonly remediationClears?: boolean
  readonly clears: 'nothing to clear' | 'by itself' | 'next try' | 'reboot' | 'not cleared'
}

/** Up as it should be: nothing is left to do about the host. */
export const isClean = ({
  state,
  source,
  connection,
  compliance,
  bootedFromCache,
}: HostView): boolean =>
  state === 'running' &&
  source !== 'cache' &&
  connection === 'connected' &&
  compliance === 'compliant' &&
  !bootedFromCache

const images = { network: 'streamed', cache: 'cached', installed: 'installed' } as const

const imageOf = ({ state, source }: HostView): Cell['image'] => {
  if (state !== 'running' || source === undefined) return 'none'
  return images[source]
}

const linkOf = ({ settled, reconnect, restored, reconnectLater }: Observation): Cell['link'] => {
  if (settled.state !== 'running') return 'none'
  if (reconnect === undefined) return 'automatic'
  if (reconnect === 'done') return 'manual'
  if (restored.connection === 'connected') return 'automaticLater'
  return reconnectLater === 'done' ? 'manualLater' : 'impossible'
}

const runningWork = (observation: Observation): string => {
  const { reconnect } = observation
  const vcenterAway = typeof reconnect === 'object' && reconnect.code === 'vcenter.unreachable'
  const link = linkOf(observation)
  switch (link) {
    case 'none':
    case 'automatic':
      return 'Nothing'
    case 'manual':
      return 'Reconnect the host'
    case 'automaticLater':
      return 'Wait, or manage the host directly'
    case 'manualLater':
      return vcenterAway
        ? 'Manage the host directly; reconnect it when vCenter is back'
        : 'Mend the network, seen from the console; then reconnect the host'
    case 'impossible':
      return 'Go to the console'
    default:
      return assertNever(link)
  }
}

const workOf = (observation: Observation): string => {
  switch (observation.settled.state) {
    case 'running':
      return runningWork(observation)
    case 'noImage':
      return 'Add a rule, or associate an image'
    case 'hung':
    case 'noBootDevice':
      return 'Mend what is broken, then reboot the host'
    default:
      return 'Wait'
  }
}

const clearsOf = ({ settled, worked, mended, rebooted }: Observation): Cell['clears'] => {
  if (isClean(settled) && isClean(worked)) return 'nothing to clear'
  if (isClean(mended)) return settled.state === 'noImage' ? 'next try' : 'by itself'
  return isClean(rebooted) ? 'reboot' : 'not cleared'
}

const seenByVCenter = ({ settled, worked, mended }: Observation): HostView | undefined =>
  settled.state === 'running'
    ? [worked, mended].find(({ connection }) => connection === 'connected')
    : undefined

/** What the observations of one host come to. */
export const cellOf = (mode: string, observation: Observation): Cell => {
  const { settled, worked, placeVm, remediate } = observation
  const failedAt = settled.boots.at(-1)?.failedAt
  const seen = seenByVCenter(observation)
  const flag = seen?.bootedFromCache === true
  return {
    mode,
    image: imageOf(settled),
    state: settled.state,
    ...(failedAt === undefined ? {} : { failedAt }),
    link: linkOf(observation),
    work: workOf(observation),
    flag,
    compliance: seen?.compliance ?? 'unknown',
    takesVms: placeVm === 'done',
    ...(flag && remediate !== undefined ? { remediationClears: !worked.bootedFromCache } : {}),
    clears: clearsOf(observation),
  }
}

/** One row: a scenario, and what became of each mode; or why it was not run. */
export type Row = {
  readonly scenario: string
  readonly broken: string
  readonly cells: readonly Cell[]
  readonly notRun?: string
}

export type Grid = { readonly rows: readonly Row[]; readonly took: number }
