import type { Fact } from '../facts/index.ts'

/** An event as vCenter shows it. */
export type VCenterEvent = {
  readonly id: string
  readonly text: string
  /** Where the text comes from: public event lists, or us, where those give only the id. */
  readonly wording: 'documented' | 'ours'
}

const documented = (id: string, text: string): VCenterEvent => ({ id, text, wording: 'documented' })
const ours = (id: string, text: string): VCenterEvent => ({ id, text, wording: 'ours' })

const hostEvent = (fact: Fact): VCenterEvent | undefined => {
  switch (fact.type) {
    case 'vcenter.hostAdded':
      return documented('vim.event.HostAddedEvent', 'Host Added')
    case 'vcenter.hostConnected':
      return ours('vim.event.HostConnectedEvent', `Connected to ${fact.host}`)
    case 'vcenter.hostRemoved':
      return ours('vim.event.HostRemovedEvent', `Removed ${fact.host}`)
    case 'vcenter.hostNotResponding':
      return documented('vim.event.HostConnectionLostEvent', 'Host connection lost')
    case 'vcenter.hostDisconnected':
      return ours('vim.event.HostDisconnectedEvent', `Disconnected from ${fact.host}`)
    case 'vcenter.connectFailed':
      return fact.by === 'admin' || fact.isKnown === true
        ? documented('vim.event.HostReconnectionFailedEvent', 'Cannot reconnect host')
        : documented('vim.event.HostAddFailedEvent', 'Cannot add host')
    case 'vcenter.maintenanceEntered':
      return ours('vim.event.EnteredMaintenanceModeEvent', 'Host entered maintenance mode')
    case 'vcenter.maintenanceExited':
      return ours('vim.event.ExitMaintenanceModeEvent', 'Host left maintenance mode')
    default:
      return undefined
  }
}

const failedProfile =
  'Host profile apply failed during stateless boot. Host is in Maintenance Mode.'

const profileEvent = (fact: Fact): VCenterEvent | undefined => {
  switch (fact.type) {
    case 'vcenter.bootedFromCache':
      return documented('com.vmware.vc.host.HostBootedFromStatelessCacheEvent', fact.text)
    case 'vcenter.profileApplied':
      return ours('vim.event.HostProfileAppliedEvent', `${fact.hostProfile} applied`)
    case 'vcenter.profileFailed':
      // No event is documented for a remediation that fails: the host shows as non-compliant.
      if (fact.by === 'remediation') return undefined
      return documented(
        'com.vmware.vc.host.StatelessHPApplyPostBootFailed',
        `${failedProfile} ${fact.reason.message}`,
      )
    case 'vcenter.complianceChecked':
      if (fact.status === 'unknown') return undefined
      return fact.status === 'compliant'
        ? ours('vim.event.HostCompliantEvent', 'Host compliant with profile')
        : documented('vim.event.HostNonCompliantEvent', 'Host non-compliant with profile')
    default:
      return undefined
  }
}

const autoDeployEvent = (fact: Fact): VCenterEvent | undefined => {
  switch (fact.type) {
    case 'waiter.noImage':
      return ours(
        'com.vmware.rbd.pxeBootNoImageRule',
        `No rule with an image profile matches ${fact.host}`,
      )
    case 'waiter.certificateMissing':
      return ours(
        'com.vmware.rbd.vmcaCertGenerationFailureEvent',
        `No certificate could be made for ${fact.host}`,
      )
    case 'esxi.scriptFailed':
      return ours(
        'com.vmware.rbd.hostScriptFailure',
        `A script of ${fact.bundle} failed on ${fact.host}: ${fact.message}`,
      )
    case 'rules.setInForce':
      return ours('com.vmware.rbd.activateRuleSet', 'A rule set was activated')
    case 'rules.associationStored':
      return ours('com.vmware.rbd.pxeProfileAssoc', `The association of ${fact.host} was changed`)
    default:
      return undefined
  }
}

/** The vCenter event behind a fact, with its id; undefined for what vCenter has no event for. */
export const eventOf = (fact: Fact): VCenterEvent | undefined =>
  hostEvent(fact) ?? profileEvent(fact) ?? autoDeployEvent(fact)
