import type { HostId } from '../../shared/base/index.ts'
import type { FactOf } from '../../shared/facts/index.ts'
import {
  applyProfile,
  awaitInstalled,
  contactKnown,
  recheck,
  recordOf,
  setMaintenance,
  type Ground,
} from './admission.ts'

const verdict = (flagged: boolean, compliant: boolean): string => {
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
  type Status = FactOf<'vcenter.remediationChanged'>['status']
  const enter = (status: Status): Promise<void> =>
    ground.commit({ type: 'vcenter.remediationChanged', host, status })
  /** What is cut off failed, also by the end of vCenter: nothing goes on without it. */
  const orElse = async <T>(failed: Status, work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      await enter(failed)
      throw error
    }
  }
  await enter('precheckRemediationRunning')
  const reached = await orElse('precheckRemediationFailed', async () => contactKnown(ground, host))
  await enter('precheckRemediationComplete')
  await enter('remediationRunning')
  const applied = await orElse('remediationFailed', async () => {
    const outcome = await applyProfile(ground, reached, 'remediation')
    if (outcome === 'restarts') await awaitInstalled(ground, reached)
    // What vCenter kept in maintenance mode for want of a profile or answers is free now.
    const waits = recordOf(ground.inventory(), host).maintenance?.by === 'vcenter'
    if (outcome !== 'failed' && waits) await setMaintenance(ground, reached, undefined)
    await recheck(ground, reached)
    return outcome
  })
  const { compliance, bootedFromCache } = recordOf(ground.inventory(), host)
  const cleared = compliance === 'compliant'
  await enter(applied === 'failed' ? 'remediationFailed' : 'remediationReady')
  const text = verdict(bootedFromCache, cleared)
  await ground.commit({ type: 'vcenter.remediated', host, cleared, text })
}
