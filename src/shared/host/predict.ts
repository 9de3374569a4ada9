import { assertNever, type ComponentId } from '../base/index.ts'
import type { BootDevice, Host } from '../document/schema.ts'
import type { BootSource, NetworkStage, NextBootChoice } from '../facts/index.ts'
import { isStale, type CacheTruth } from './cache.ts'

/** What a boot depends on, for one host at one moment. */
export type Conditions = {
  readonly spec: Pick<Host, 'bootOrder'>
  /** Which components answer. */
  readonly answers: (component: ComponentId) => boolean
  /** Whether the cable is in. */
  readonly hasLink: boolean
  /** Whether its disks answer. */
  readonly hasDisk: boolean
  /** The image the host would be given; undefined when none. */
  readonly image: string | undefined
  /** Chosen for this boot alone. */
  readonly nextBoot?: NextBootChoice | undefined
  readonly cache: CacheTruth
  /** The image profile of a stateful install on its disk. */
  readonly installed: string | undefined
  /** Whether its management address is its own: it needs no lease to be reached. */
  readonly isStatic: boolean
  /** Whether Auto Deploy keeps a certificate of the host. */
  readonly certified: boolean
}

/** How the system comes to vCenter after the boot. */
export type Joining =
  | 'byItself'
  | 'onceVCenterIsBack'
  /** It restarts again and again until vCenter's certificate authority gives it a certificate. */
  | 'onceCertified'
  | 'byAnAdmin'
  | 'notAtAll'

/** How a boot would end. */
export type Prediction =
  | {
      readonly end: 'running'
      readonly source: BootSource
      readonly image: string
      /** Where the network boot would fail before the disk takes over. */
      readonly failsAt?: NetworkStage
      /** The cached image is not the one the host should have. */
      readonly isStale: boolean
      readonly joins: Joining
    }
  | { readonly end: 'noImage' }
  | {
      readonly end: 'noBootDevice'
      readonly failsAt?: NetworkStage
      readonly disk: 'bootable' | 'nothing' | 'unplugged'
    }

type Attempt =
  | { readonly kind: 'failed'; readonly stage: NetworkStage }
  | { readonly kind: 'declined' }
  | { readonly kind: 'noImage' }
  | { readonly kind: 'booted'; readonly image: string }

/** The network boot, stage by stage; the first that cannot be passed decides. */
const networkAttempt = ({ answers, hasLink, nextBoot, ...usual }: Conditions): Attempt => {
  if (!hasLink) return { kind: 'failed', stage: 'link' }
  if (!answers('dhcp')) return { kind: 'failed', stage: 'dhcp' }
  if (!answers('tftp')) return { kind: 'failed', stage: 'loader' }
  if (!answers('waiter')) return { kind: 'failed', stage: 'tramp' }
  if (!answers('rules')) return { kind: 'failed', stage: 'register' }
  if (nextBoot?.kind === 'disk') return { kind: 'declined' }
  const image = nextBoot?.imageProfile ?? usual.image
  return image === undefined ? { kind: 'noImage' } : { kind: 'booted', image }
}

/** What is on its disks: a system of its own, a copy, or nothing that starts. */
type OnDisk = {
  readonly source: 'cache' | 'installed'
  readonly image: string
  readonly isStale: boolean
}

const onDiskOf = ({ cache, installed }: Conditions): OnDisk | undefined => {
  if (installed !== undefined) return { source: 'installed', image: installed, isStale: false }
  if (cache.kind !== 'held') return undefined
  return { source: 'cache', image: cache.imageProfile, isStale: isStale(cache) }
}

/** A system from a disk needs an address of its own; vCenter knows an installed one, a cached one it does not. */
const joinsFromDisk = ({ answers, hasLink, isStatic }: Conditions, { source }: OnDisk): Joining => {
  if (!hasLink || !(isStatic || answers('dhcp'))) return 'notAtAll'
  if (source === 'installed') return answers('vcenter') ? 'byItself' : 'onceVCenterIsBack'
  return answers('vcenter') ? 'byAnAdmin' : 'notAtAll'
}

const fromDisk = (
  conditions: Conditions,
  failsAt: NetworkStage | undefined,
): Prediction | undefined => {
  const found = conditions.hasDisk ? onDiskOf(conditions) : undefined
  return (
    found && {
      end: 'running',
      ...found,
      joins: joinsFromDisk(conditions, found),
      ...(failsAt !== undefined && { failsAt }),
    }
  )
}

const diskOf = (conditions: Conditions): Extract<Prediction, { end: 'noBootDevice' }>['disk'] => {
  if (!conditions.hasDisk) return 'unplugged'
  return onDiskOf(conditions) === undefined ? 'nothing' : 'bootable'
}

const joinsFromNetwork = ({ answers, certified }: Conditions): Joining => {
  if (answers('vcenter')) return 'byItself'
  return certified ? 'onceVCenterIsBack' : 'onceCertified'
}

/** The firmware's way through its boot order: network failures go on to the next device, no image does not. */
export const predictBoot = (conditions: Conditions): Prediction => {
  let failsAt: NetworkStage | undefined
  const tried: readonly BootDevice[] = conditions.spec.bootOrder
  for (const device of tried) {
    if (device === 'disk') {
      const started = fromDisk(conditions, failsAt)
      if (started !== undefined) return started
      continue
    }
    const attempt = networkAttempt(conditions)
    switch (attempt.kind) {
      case 'noImage':
        return { end: 'noImage' }
      case 'booted': {
        const joins = joinsFromNetwork(conditions)
        return { end: 'running', source: 'network', image: attempt.image, isStale: false, joins }
      }
      case 'failed':
        failsAt = attempt.stage
        break
      case 'declined':
        break
      default:
        return assertNever(attempt)
    }
  }
  return {
    end: 'noBootDevice',
    disk: diskOf(conditions),
    ...(failsAt !== undefined && { failsAt }),
  }
}
