import type { HostId } from '../../shared/base/index.ts'
import type { FactOf } from '../../shared/facts/index.ts'
import {
  applyProfile,
  awaitInstalled,
  contactKnown,
  recheck,
  recordOf,
  setMaintenance,
  type Contact,
  type Ground,
} from './admission.ts'

const outcome = (flagged: boolean, compliant: boolean): string => {
  if (compliant) return 'The host is compliant.'
  return flagged
    ? 'Remediation does not clear "booted from stateless cache": the host must boot over the network.'
    : 'The host is not compliant after remediation.'
}

/**
 * Applies the host profile to a running host and checks again. The states are those of the API; what
 * comes out is what the host then says of itself.
 */
export const remediate = async (ground: Ground, host: HostId): Promise<void> => {
  const enter = (status: FactOf<'vcenter.remediationChanged'>['status']): Promise<void> =>
    ground.commit({ type: 'vcenter.remediationChanged', host, status })
  const precheck = async (): Promise<Contact> => {
    await enter('precheckRemediationRunning')
    try {
      const reached = await contactKnown(ground, host)
      await enter('precheckRemediationComplete')
      return reached
    } catch (error) {
      if (!ground.signal.aborted) await enter('precheckRemediationFailed')
      throw error
    }
  }
  const reached = await precheck()
  await enter('remediationRunning')
  const applied = await applyProfile(ground, reached, 'remediation')
  if (applied === 'restarts') {
    await awaitInstalled(ground, reached).catch(async (error: unknown) => {
      if (!ground.signal.aborted) await enter('remediationFailed')
      throw error
    })
  }
  // What vCenter kept in maintenance mode for want of a profile or answers is free now.
  const waits = recordOf(ground.inventory(), host).maintenance?.by === 'vcenter'
  if (applied !== 'failed' && waits) await setMaintenance(ground, reached, undefined)
  await recheck(ground, reached)
  const { compliance, bootedFromCache } = recordOf(ground.inventory(), host)
  const cleared = compliance === 'compliant'
  await enter(applied === 'failed' ? 'remediationFailed' : 'remediationReady')
  const text = outcome(bootedFromCache, cleared)
  await ground.commit({ type: 'vcenter.remediated', host, cleared, text })
}
