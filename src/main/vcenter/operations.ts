import { LabError, type HostId } from '../../shared/base/index.ts'
import type { Association } from '../../shared/facts/index.ts'
import {
  applyProfile,
  connectHost,
  contact,
  contactKnown,
  recheck,
  recordOf,
  setMaintenance,
  type Ground,
} from './admission.ts'
import { createHostAgent } from './agent.ts'
import { chooseVm } from './placement.ts'

/** What Auto Deploy and an admin can have vCenter do. Each works on the host itself, by its agent. */
export type Operations = {
  /** Auto Deploy says that a host has booted: it is added or reconnected and gets its profile. */
  admit(
    host: HostId,
    at: { address: string; port: number },
    association: Association,
  ): Promise<void>
  reconnect(host: HostId): Promise<void>
  remediate(host: HostId): Promise<void>
  placeVm(host: HostId): Promise<void>
}

const failingProfile = 'The host profile was not applied.'
const awaitingProfile = 'The host booted and waits for its host profile.'

const remediated = (flagged: boolean, compliant: boolean): string => {
  if (compliant) return 'The host is compliant.'
  return flagged
    ? 'Remediation does not clear "booted from stateless cache": the host must boot over the network.'
    : 'The host is not compliant after remediation.'
}

/** Records why a connection was not made, unless vCenter itself went away. */
const recordingFailure = async (
  ground: Ground,
  host: HostId,
  by: 'autoDeploy' | 'admin',
  work: () => Promise<void>,
): Promise<void> => {
  try {
    await work()
  } catch (error) {
    if (error instanceof LabError && !ground.signal.aborted) {
      const reason = { code: error.code, message: error.message }
      await ground.commit({ type: 'vcenter.connectFailed', host, by, reason })
    }
    throw error
  }
}

export const createOperations = (ground: Ground): Operations => ({
  admit: (host, at, association) =>
    recordingFailure(ground, host, 'autoDeploy', async () => {
      const reached = await contact(ground, host, at)
      await connectHost(ground, reached, 'autoDeploy', association)
      if (reached.state.maintenance) {
        await ground.commit({ type: 'vcenter.maintenanceEntered', host, cause: awaitingProfile })
      }
      const fit = await applyProfile(ground, reached, 'boot')
      await setMaintenance(ground, reached, fit ? undefined : failingProfile)
      await recheck(ground, reached)
    }),

  reconnect: (host) =>
    recordingFailure(ground, host, 'admin', async () => {
      const reached = await contactKnown(ground, host)
      await connectHost(ground, reached, 'admin')
      await setMaintenance(ground, reached, recordOf(ground.inventory(), host).maintenance)
      await recheck(ground, reached)
    }),

  remediate: async (host) => {
    if (recordOf(ground.inventory(), host).connection !== 'connected') {
      throw new LabError('vcenter.not-connected', `vCenter is not connected to ${host}.`, { host })
    }
    const reached = await contactKnown(ground, host)
    await applyProfile(ground, reached, 'remediation')
    await recheck(ground, reached)
    const { compliance, bootedFromCache } = recordOf(ground.inventory(), host)
    const cleared = compliance === 'compliant'
    const text = remediated(bootedFromCache, cleared)
    await ground.commit({ type: 'vcenter.remediated', host, cleared, text })
  },

  placeVm: async (host) => {
    const record = recordOf(ground.inventory(), host)
    const choice = chooseVm(ground.document(), ground.inventory(), record)
    if (choice.kind === 'refuse') {
      const { code, message } = choice
      await ground.commit({ type: 'vcenter.vmNotPlaced', vm: '', reason: { code, message } })
      throw new LabError('vcenter.placement-refused', message, { host, reason: code })
    }
    const { vm, from } = choice
    const { agent } = await contactKnown(ground, host)
    await agent.setVirtualMachines([...record.virtualMachines, vm])
    await ground.commit(
      ...(from === undefined
        ? []
        : [{ type: 'vcenter.vmLeft', host: from.id, vm, to: host } as const]),
      { type: 'vcenter.vmPlaced', host, vm },
    )
    if (from?.address !== undefined && from.agentPort !== undefined) {
      const origin = createHostAgent({ address: from.address, port: from.agentPort }, ground.signal)
      await origin.setVirtualMachines(from.virtualMachines.filter((name) => name !== vm))
    }
  },
})
