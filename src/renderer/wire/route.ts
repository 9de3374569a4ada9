import type { ComponentId } from '../../shared/base/index.ts'
import type { Fact, FactOf, NetworkStage } from '../../shared/facts/index.ts'
import type { Tone } from '../ui/tone.ts'

/** Who can speak or be spoken to: a host, or one of the components. */
export type Lane = 'host' | ComponentId
export const lanes = ['host', 'dhcp', 'tftp', 'waiter', 'rules', 'vcenter'] as const

/**
 * How a fact lies on the wire. `loop` stays where it is; `failed` never reached `to`, or was
 * answered with a refusal.
 */
export type Route = {
  readonly from: Lane
  readonly to: Lane
  readonly tone: Tone
  readonly failed: boolean
  /** Facts with the same key, one after another, are drawn as one: the files of an image. */
  readonly fold?: string
}

const sent = (from: Lane, to: Lane, tone: Tone = 'net'): Route => ({
  from,
  to,
  tone,
  failed: false,
})
const lost = (from: Lane, to: Lane): Route => ({ from, to, tone: 'fail', failed: true })
const stays = (at: Lane, tone: Tone = 'mute'): Route => sent(at, at, tone)

/** Whom a host was talking to when its network boot ended there. */
const peerOf: Readonly<Record<NetworkStage, Lane>> = {
  link: 'host',
  dhcp: 'dhcp',
  loader: 'tftp',
  ipxe: 'dhcp',
  tramp: 'waiter',
  register: 'waiter',
  bootConfig: 'waiter',
  image: 'waiter',
}

/** A component's own name of a fact: a stop of the ladder, not a message. */
const component = (id: ComponentId, tone: Tone): Route => stays(id, tone)

/** Messages that a component sends; all others are sent to it. */
const replies = new Set(['OFFER', 'ACK', 'OACK', 'DATA'])

/** A message that a fault kept from arriving ends in a cross; what a fault only changed is told in place. */
const faulted = ({ component: id, message, effect, host }: FactOf<'fault.fired'>): Route => {
  const lostOnTheWay = effect === 'drop' || effect === 'refuse'
  if (!lostOnTheWay || host === undefined) return component(id, 'fail')
  return replies.has(message) ? lost(id, 'host') : lost('host', id)
}

const ofLab = (fact: Fact): Route | undefined => {
  switch (fact.type) {
    case 'plug.pulled':
    case 'component.failed':
    case 'plug.notHealed':
      return component(fact.component, 'fail')
    case 'plug.restored':
      return component(fact.component, 'mute')
    case 'plug.healed':
      return component(fact.component, 'ok')
    case 'fault.fired':
      return faulted(fact)
    case 'net.badInput':
    case 'net.crowded':
      return { ...lost('host', fact.component) }
    default:
      return undefined
  }
}

const ofDhcp = (fact: Fact): Route | undefined => {
  switch (fact.type) {
    case 'dhcp.discovered':
    case 'dhcp.requested':
    case 'dhcp.released':
    case 'dhcp.informed':
    case 'dhcp.addressedElsewhere':
      return sent('host', 'dhcp')
    case 'dhcp.offered':
    case 'dhcp.acknowledged':
    case 'dhcp.proxyOffered':
    case 'dhcp.proxyAcknowledged':
      return sent('dhcp', 'host')
    case 'dhcp.conflictFound':
    case 'dhcp.finding':
    case 'dhcp.foreignOffer':
      return stays('dhcp', 'fail')
    case 'dhcp.refused':
      return lost('dhcp', 'host')
    case 'dhcp.declined':
    case 'dhcp.ignored':
      return lost('host', 'dhcp')
    default:
      return undefined
  }
}

const ofTftp = (fact: Fact): Route | undefined => {
  switch (fact.type) {
    case 'tftp.requested':
    case 'tftp.probed':
      return sent('host', 'tftp')
    case 'tftp.underWay':
    case 'tftp.sent':
      return sent('tftp', 'host')
    case 'tftp.failed':
    case 'tftp.refused':
      return lost('tftp', 'host')
    default:
      return undefined
  }
}

const ofWaiter = (fact: Fact): Route | undefined => {
  switch (fact.type) {
    case 'waiter.hostRegistered':
    case 'waiter.hostReported':
      return sent('host', 'waiter')
    case 'waiter.trampServed':
    case 'waiter.imageAssigned':
    case 'waiter.bootConfigServed':
      return sent('waiter', 'host')
    case 'waiter.fileServed':
    case 'waiter.fileUnderWay':
      return { ...sent('waiter', 'host'), fold: 'files' }
    case 'waiter.imageServed':
      return stays('waiter', 'net')
    case 'waiter.nextBootUsed':
      return sent('waiter', 'host', 'rule')
    case 'rules.nextBootChosen':
    case 'rules.nextBootTakenBack':
      return stays('rules', 'rule')
    case 'waiter.certificateServed':
      return sent('waiter', 'host')
    case 'waiter.certificateStored':
    case 'waiter.certificateRemoved':
    case 'waiter.authorityReplaced':
      return stays('waiter', 'ok')
    case 'waiter.certificateMissing':
      return lost('waiter', 'vcenter')
    case 'waiter.noImage':
    case 'waiter.fileCut':
    case 'waiter.refused':
    case 'waiter.turnedAway':
      return lost('waiter', 'host')
    case 'waiter.undecided':
      return lost('waiter', 'rules')
    case 'waiter.fileCorrupt':
      return stays('waiter', 'fail')
    case 'rules.decided':
      return sent('rules', 'waiter', 'rule')
    case 'rules.noMatch':
      return sent('rules', 'waiter', 'fail')
    case 'rules.setInForce':
    case 'rules.associationStored':
      return stays('rules', 'rule')
    default:
      return undefined
  }
}

/** What only the host knows. What the services tell as well is left to them, drawn once. */
const ofHost = (fact: Fact): Route | undefined => {
  switch (fact.type) {
    case 'host.poweredOn':
    case 'host.poweredOff':
    case 'host.rebooted':
    case 'host.wakeSent':
      return stays('host')
    case 'host.woke':
      return stays('host', 'net')
    case 'firmware.deviceTried':
      return fact.position > 1 && fact.device === 'disk' ? stays('host', 'cache') : undefined
    case 'ipxe.tryFailed':
    case 'firmware.unanswered':
    case 'firmware.cardFailed':
    case 'firmware.networkFailed':
      return lost('host', peerOf[fact.stage])
    case 'mboot.hung':
    case 'firmware.noBootDevice':
    case 'disk.imageRejected':
    case 'disk.cacheNotWritten':
    case 'host.noImageScreen':
    case 'esxi.notCertified':
    case 'host.partUnplugged':
    case 'host.diskTampered':
      return stays('host', 'fail')
    case 'host.fellSilent':
      return stays('host', fact.hangs ? 'fail' : 'cache')
    case 'disk.imageVerified':
      return stays('host', 'cache')
    case 'disk.cacheWritten':
    case 'disk.imageInstalled':
    case 'host.partPluggedIn':
      return stays('host', 'ok')
    case 'kernel.started':
    case 'esxi.up':
      return stays('host', fact.source === 'cache' ? 'cache' : 'net')
    default:
      return undefined
  }
}

const ofVCenter = (fact: Fact): Route | undefined => {
  switch (fact.type) {
    case 'vcenter.hostConnected':
      return sent('vcenter', 'host', fact.bootedFromStatelessCache ? 'cache' : 'ok')
    case 'vcenter.connectFailed':
      return fact.by === 'autoDeploy' ? lost('waiter', 'vcenter') : lost('vcenter', 'host')
    case 'vcenter.profileApplied':
      return sent('vcenter', 'host', 'ok')
    case 'vcenter.profileFailed':
      return lost('vcenter', 'host')
    case 'vcenter.vmPlaced':
      return sent('vcenter', 'host', 'ok')
    case 'vcenter.bootedFromCache':
      return stays('vcenter', 'cache')
    case 'vcenter.hostNotResponding':
    case 'vcenter.hostDisconnected':
    case 'vcenter.vmNotPlaced':
      return stays('vcenter', 'fail')
    case 'vcenter.complianceChecked':
      return stays('vcenter', fact.status === 'compliant' ? 'ok' : 'cache')
    case 'vcenter.remediated':
      return stays('vcenter', fact.cleared ? 'ok' : 'cache')
    case 'vcenter.certificateIssued':
      return sent('vcenter', 'waiter', 'ok')
    case 'vcenter.hostAdded':
    case 'vcenter.hostMoved':
    case 'vcenter.cacheFlagCleared':
      return stays('vcenter', 'ok')
    case 'vcenter.maintenanceEntered':
    case 'vcenter.maintenanceExited':
    case 'vcenter.vmLeft':
    case 'vcenter.hostRemoved':
      return stays('vcenter')
    default:
      return undefined
  }
}

const byRoom: Readonly<Record<string, (fact: Fact) => Route | undefined>> = {
  plug: ofLab,
  fault: ofLab,
  component: ofLab,
  net: ofLab,
  dhcp: ofDhcp,
  tftp: ofTftp,
  waiter: ofWaiter,
  rules: ofWaiter,
  host: ofHost,
  firmware: ofHost,
  ipxe: ofHost,
  mboot: ofHost,
  disk: ofHost,
  kernel: ofHost,
  esxi: ofHost,
  vcenter: ofVCenter,
}

/** How a fact lies on the wire; nothing for what is no message. */
export const routeOf = (fact: Fact): Route | undefined =>
  byRoom[fact.type.slice(0, fact.type.indexOf('.'))]?.(fact)
