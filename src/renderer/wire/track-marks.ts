import type { Fact } from '../../shared/facts/index.ts'

/** What an operator did to the lab, and what was done to it: each has a mark on the track of time. */
export type MarkKind =
  | 'pulled'
  | 'restored'
  | 'power'
  | 'powerOff'
  | 'reboot'
  | 'part'
  | 'fault'
  | 'faultOver'
  | 'admin'
  | 'change'
  | 'lesson'

/** Turns an operator asked for; what the lab did by itself has no mark. */
const byHand = (fact: Fact): MarkKind | undefined => {
  switch (fact.type) {
    case 'host.poweredOn':
      return fact.by === 'operator' ? 'power' : undefined
    case 'host.poweredOff':
      return fact.by === 'operator' ? 'powerOff' : undefined
    case 'host.rebooted':
      return fact.by === 'operator' ? 'reboot' : undefined
    case 'vcenter.hostConnected':
    case 'vcenter.hostDisconnected':
    case 'vcenter.hostMoved':
    case 'vcenter.maintenanceEntered':
      return fact.by === 'admin' ? 'admin' : undefined
    default:
      return undefined
  }
}

/** The mark a fact leaves on the track, if any. */
export const markOf = (fact: Fact): MarkKind | undefined => {
  switch (fact.type) {
    case 'plug.pulled':
      return 'pulled'
    case 'plug.restored':
      return 'restored'
    case 'fault.injected':
      return 'fault'
    case 'fault.removed':
      return 'faultOver'
    case 'host.partUnplugged':
    case 'host.partPluggedIn':
    case 'host.diskTampered':
      return 'part'
    case 'vcenter.remediated':
    case 'vcenter.vmPlaced':
      return 'admin'
    case 'document.changed':
      return 'change'
    case 'lesson.started':
      return 'lesson'
    default:
      return byHand(fact)
  }
}
