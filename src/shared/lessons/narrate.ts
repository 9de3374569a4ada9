import { plugNames } from '../base/index.ts'
import { type Fact } from '../facts/index.ts'
import { formatBytes, formatDuration, tries } from '../host/text.ts'

/** The line a fact has in the account of a lesson; undefined for the many that only fill it in. */
export const narrate = (fact: Fact): string | undefined => {
  switch (fact.type) {
    case 'plug.pulled':
      return `${plugNames[fact.component]}: plug pulled, its sockets are closed`
    case 'plug.healed':
      return `${plugNames[fact.component]}: back, and proven: ${fact.steps.join('; ')}`
    case 'plug.notHealed':
      return `${plugNames[fact.component]}: not healed: ${fact.reason.message}`
    case 'host.poweredOn':
      return `${fact.host}: power on`
    case 'host.noImageScreen':
      return `${fact.host}: shows the no-image screen and reboots in ${formatDuration(fact.wait)}`
    case 'firmware.networkFailed':
      return `${fact.host}: network boot failed at ${fact.stage} after ${tries(fact.tries)}: ${fact.code}, ${fact.message}`
    case 'firmware.deviceTried':
      return fact.position === 1
        ? undefined
        : `${fact.host}: firmware goes on to the ${fact.device}`
    case 'firmware.noBootDevice':
      return `${fact.host}: no bootable device; it stops here`
    case 'mboot.imageReceived':
      return `${fact.host}: received ${fact.imageProfile}, ${formatBytes(fact.bytes)} in ${formatDuration(fact.took)}`
    case 'mboot.hung':
      return `${fact.host}: mboot hangs at ${fact.file}: ${fact.message}`
    case 'disk.imageVerified':
      return `${fact.host}: image on its disk verified, SHA-256 ${fact.digest.slice(0, 12)}…`
    case 'disk.imageRejected':
      return `${fact.host}: nothing to boot on the disk: ${fact.message}`
    case 'disk.cacheWritten':
      return `${fact.host}: image cached on its disk, ${formatBytes(fact.bytes)}`
    case 'disk.cacheNotWritten':
      return `${fact.host}: the image is not cached: ${fact.message}`
    case 'kernel.started':
      return `${fact.host}: kernel started from ${fact.source === 'network' ? 'the network' : 'its own disk'}`
    case 'waiter.undecided':
      return `waiter: cannot decide for ${fact.host}: ${fact.reason.message}`
    case 'vcenter.hostConnected':
      return `vCenter: ${fact.host} connected by ${byWhom[fact.by]}${fact.cluster === '' ? '' : ` in ${fact.cluster}`}`
    case 'vcenter.hostNotResponding':
      return `vCenter: ${fact.host} is not responding`
    case 'vcenter.connectFailed':
      return `vCenter: cannot connect ${fact.host}: ${fact.reason.message}`
    case 'vcenter.bootedFromCache':
      return `vCenter: ${fact.host}: ${fact.text}`
    case 'vcenter.cacheFlagCleared':
      return `vCenter: ${fact.host}: the stateless cache flag is gone`
    case 'vcenter.complianceChecked':
      return `vCenter: ${fact.host} is ${statuses[fact.status]}${fact.failures.length === 0 ? '' : `: ${fact.failures.join(' ')}`}`
    case 'vcenter.remediated':
      return `vCenter: ${fact.host} remediated: ${fact.text}`
    case 'vcenter.vmPlaced':
      return `vCenter: ${fact.vm} runs on ${fact.host}`
    case 'vcenter.vmNotPlaced':
      return `vCenter: no virtual machine placed: ${fact.reason.message}`
    default:
      return undefined
  }
}

const byWhom = {
  autoDeploy: 'Auto Deploy',
  admin: 'an administrator',
  heartbeat: 'its heartbeats',
} as const

const statuses = {
  compliant: 'compliant',
  nonCompliant: 'non-compliant',
  unknown: 'of unknown compliance',
} as const
