import { LabError, type HostId } from '../../shared/base/index.ts'
import type { Association } from '../../shared/facts/index.ts'
import type { HostCertificate } from '../../shared/protocol/index.ts'
import type { Endpoint } from '../net/network.ts'
import {
  applyProfile,
  awaitInstalled,
  connectHost,
  contact,
  contactKnown,
  recheck,
  recordOf,
  resumeConnection,
  setMaintenance,
  syncState,
  type Ground,
} from './admission.ts'
import { chooseVm, evacuation, nextMove } from './drs.ts'
import type { HostRecord } from './inventory.ts'
import { moveVm } from './move.ts'
import { remediate } from './remediation.ts'

/** What Auto Deploy and an admin can have vCenter do. Each works on the host itself, by its agent. */
export type Operations = {
  /** Auto Deploy says that a host has booted: it is added or reconnected and gets its profile. */
  admit(host: HostId, at: Endpoint, association: Association): Promise<void>
  /** The certificate authority signs a new certificate for a host. */
  certify(host: HostId): Promise<HostCertificate>
  /** A host that did not respond, or that was let in when vCenter stopped, is heard again. */
  resume(host: HostId): Promise<void>
  /** After a boot from the cache: nothing else brings such a host back. */
  reconnect(host: HostId): Promise<void>
  /** Heartbeats do not bring it back: an admin does, or its next boot through Auto Deploy. */
  disconnect(host: HostId): Promise<void>
  /** Takes a host without virtual machines, or one that left the lab, out of the inventory, as if it had never been there. */
  remove(host: HostId): Promise<void>
  /** Applies the host profile again. It never clears the stateless cache flag. */
  remediate(host: HostId): Promise<void>
  /** Compares the host with its profile again; changes nothing on it. Unknown while it is not connected. */
  checkCompliance(host: HostId): Promise<void>
  /** Empties the host first; `vcenter.placement-refused` when its VMs have nowhere to go. */
  enterMaintenance(host: HostId): Promise<void>
  exitMaintenance(host: HostId): Promise<void>
  /** Places one virtual machine of the host's cluster on it; `vcenter.placement-refused` says why not. */
  placeVm(host: HostId): Promise<void>
  /** Evens out a cluster with automatic DRS; leaves the others alone. */
  balance(cluster: string): Promise<void>
}

const failingProfile = { cause: 'The host profile was not applied.', by: 'vcenter' } as const
const awaitingProfile = {
  cause: 'The host booted and waits for its host profile.',
  by: 'vcenter',
} as const

/** Records why a connection was not made, unless vCenter itself went away. */
const recordingFailure = async (
  ground: Ground,
  host: HostId,
  by: 'autoDeploy' | 'admin',
  work: () => Promise<void>,
): Promise<void> => {
  const isKnown = ground.inventory().has(host)
  try {
    await work()
  } catch (error) {
    if (error instanceof LabError && !ground.signal.aborted) {
      const reason = { code: error.code, message: error.message }
      await ground.commit({ type: 'vcenter.connectFailed', host, by, isKnown, reason })
    }
    throw error
  }
}

/** Why a move that nobody asked for may not come about. */
const notNow = new Set([
  'vcenter.host-unreachable',
  'vcenter.certificate-refused',
  'vcenter.unknown-host',
])

const isNotNow = (error: unknown): boolean => error instanceof LabError && notNow.has(error.code)

const notConnected = (host: HostId): string => `vCenter is not connected to ${host}.`

const connected = (ground: Ground, host: HostId): HostRecord => {
  const record = recordOf(ground.inventory(), host)
  if (record.connection === 'connected') return record
  throw new LabError('vcenter.not-connected', notConnected(host), { host })
}

export const createOperations = (ground: Ground): Operations => ({
  admit: (host, at, association) =>
    recordingFailure(ground, host, 'autoDeploy', async () => {
      const reached = await contact(ground, host, at)
      await connectHost(ground, reached, 'autoDeploy', association)
      const asked = recordOf(ground.inventory(), host).maintenance
      const byAdmin = asked?.by === 'admin' ? asked : undefined
      if (reached.state.maintenance && byAdmin === undefined) {
        await ground.commit({ type: 'vcenter.maintenanceEntered', host, ...awaitingProfile })
      }
      const applied = await applyProfile(ground, reached, 'boot')
      if (applied === 'restarts') await awaitInstalled(ground, reached)
      await setMaintenance(ground, reached, applied === 'failed' ? failingProfile : byAdmin)
      await recheck(ground, reached)
    }),

  certify: async (host) => {
    const { certificate, key, ...named } = ground.authority.issue(host)
    await ground.commit({ type: 'vcenter.certificateIssued', host, ...named })
    return { certificate, key }
  },

  resume: async (host) => {
    const { connection, maintenance: kept } = recordOf(ground.inventory(), host)
    if (connection === 'notResponding') await resumeConnection(ground, host)
    else if (connection !== 'connected' || kept?.by !== 'vcenter') return
    const reached = await contactKnown(ground, host)
    await syncState(ground, reached)
    const { maintenance } = recordOf(ground.inventory(), host)
    const over = maintenance?.by === 'vcenter' && !reached.state.maintenance
    await setMaintenance(ground, reached, over ? undefined : maintenance)
    await recheck(ground, reached)
  },

  reconnect: (host) =>
    recordingFailure(ground, host, 'admin', async () => {
      const reached = await contactKnown(ground, host)
      await connectHost(ground, reached, 'admin')
      const { maintenance } = recordOf(ground.inventory(), host)
      // It came over the network and Auto Deploy had no word with vCenter since: nobody applied its profile.
      if (reached.state.maintenance && maintenance === undefined)
        await ground.commit({ type: 'vcenter.maintenanceEntered', host, ...awaitingProfile })
      else await setMaintenance(ground, reached, maintenance)
      await recheck(ground, reached)
    }),

  disconnect: async (host) => {
    recordOf(ground.inventory(), host)
    await ground.commit({ type: 'vcenter.hostDisconnected', host, by: 'admin' })
  },

  remove: async (host) => {
    const { virtualMachines, left } = recordOf(ground.inventory(), host)
    if (virtualMachines.length > 0 && !left) {
      throw new LabError('vcenter.placement-refused', `${host} still has virtual machines.`, {
        host,
      })
    }
    await ground.commit({ type: 'vcenter.hostRemoved', host })
  },

  remediate: async (host) => {
    connected(ground, host)
    await remediate(ground, host)
  },

  checkCompliance: async (host) => {
    const { connection } = recordOf(ground.inventory(), host)
    if (connection === 'connected') await recheck(ground, await contactKnown(ground, host))
    else
      await ground.commit({
        type: 'vcenter.complianceChecked',
        host,
        status: 'unknown',
        failures: [notConnected(host)],
      })
  },

  enterMaintenance: async (host) => {
    await ground.inTurn(async () => {
      for (const move of evacuation(ground.inventory(), connected(ground, host))) {
        await moveVm(ground, move)
      }
    })
    const stuck = recordOf(ground.inventory(), host).virtualMachines.length
    if (stuck > 0) {
      throw new LabError(
        'vcenter.placement-refused',
        `${stuck} virtual machines of ${host} have no other host to go to.`,
        { host, stuck },
      )
    }
    const cause = { cause: 'An administrator asked for it.', by: 'admin' } as const
    await setMaintenance(ground, await contactKnown(ground, host), cause)
  },

  exitMaintenance: async (host) => {
    connected(ground, host)
    await setMaintenance(ground, await contactKnown(ground, host), undefined)
  },

  placeVm: (host) =>
    ground.inTurn(async () => {
      const record = recordOf(ground.inventory(), host)
      const choice = chooseVm(ground.document(), ground.inventory(), record)
      if (choice.kind === 'place') {
        await moveVm(ground, choice.move)
        return
      }
      const { code, message } = choice
      await ground.commit({ type: 'vcenter.vmNotPlaced', vm: '', host, reason: { code, message } })
      throw new LabError('vcenter.placement-refused', message, { host, reason: code })
    }),

  balance: (cluster) =>
    ground.inTurn(async () => {
      const drs = ground.document().clusters.find(({ name }) => name === cluster)?.drs
      if (drs !== 'automatic') return
      for (;;) {
        const move = nextMove(ground.document(), ground.inventory(), cluster)
        if (move === undefined) return
        try {
          await moveVm(ground, move)
        } catch (error) {
          // It is none of those who began this: heartbeats and their own work tell of the two hosts.
          if (isNotNow(error)) return
          throw error
        }
      }
    }),
})
