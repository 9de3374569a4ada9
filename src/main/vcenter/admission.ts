import { LabError, type Clock, type HostId } from '../../shared/base/index.ts'
import { answersOf, customizationState } from '../../shared/deploy/index.ts'
import type { Answers } from '../../shared/document/index.ts'
import type { HostProfile, LabDocument } from '../../shared/document/schema.ts'
import type { Association, Fact } from '../../shared/facts/index.ts'
import type { AgentState } from '../../shared/protocol/index.ts'
import type { Endpoint } from '../net/network.ts'
import type { Authority } from './authority.ts'
import { createHostAgent, type HostAgent } from './agent.ts'
import { attachedProfile, checkCompliance } from './compliance.ts'
import type { HostRecord, Inventory } from './inventory.ts'

/** Text of the event `com.vmware.vc.host.HostBootedFromStatelessCacheEvent`. */
const bootedFromCacheText = 'Host booted from stateless cache.'

/** What the operations on hosts share. `commit` records facts and folds them into the inventory. */
export type Ground = {
  readonly document: () => LabDocument
  readonly inventory: () => Inventory
  readonly commit: (...facts: readonly Fact[]) => Promise<void>
  /** Runs what changes where virtual machines are, one after the other. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
  readonly authority: Authority
  /** At the lab's speed. */
  readonly labClock: Clock
  /** Ends with vCenter. */
  readonly signal: AbortSignal
}

/** A host at the other end of its agent. */
export type Contact = {
  readonly host: HostId
  readonly at: Endpoint
  readonly agent: HostAgent
  readonly state: AgentState
}

/** The record of a host vCenter has; `vcenter.unknown-host` otherwise. */
export const recordOf = (inventory: Inventory, host: HostId): HostRecord => {
  const record = inventory.get(host)
  if (record === undefined) {
    throw new LabError('vcenter.unknown-host', `vCenter has no host "${host}".`, { host })
  }
  return record
}

/**
 * Asks a host's agent who it is. An answer from another host is no answer, and one with a certificate
 * that this vCenter did not sign for it is refused.
 */
export const contact = async (ground: Ground, host: HostId, at: Endpoint): Promise<Contact> => {
  const agent = createHostAgent(at, ground.signal)
  const state = await agent.state()
  if (state.host !== host) {
    throw new LabError(
      'vcenter.host-unreachable',
      `${state.host} answered at ${at.address}:${at.port} in place of ${host}.`,
      { host, address: at.address, port: at.port },
    )
  }
  const { certificate } = state
  if (certificate !== undefined && !ground.authority.signed(certificate, host)) {
    throw new LabError(
      'vcenter.certificate-refused',
      `${host} shows a certificate that this vCenter did not sign for it.`,
      { host },
    )
  }
  return { host, at, agent, state }
}

/** Contacts a host where vCenter last met it. */
export const contactKnown = (ground: Ground, host: HostId): Promise<Contact> => {
  const { address, agentPort } = recordOf(ground.inventory(), host)
  if (address === undefined || agentPort === undefined) {
    throw new LabError('vcenter.host-unreachable', `vCenter has no address of ${host}.`, { host })
  }
  return contact(ground, host, { address, port: agentPort })
}

const clusterIn = (document: LabDocument, name: string | undefined): string | undefined =>
  document.clusters.find((cluster) => cluster.name === name)?.name

/**
 * Makes the connection: adds the host when it is new, sets or clears the flag by what the host says
 * of its boot, and hands it back its virtual machines (`syncState`).
 */
export const connectHost = async (
  ground: Ground,
  { host, at, agent, state }: Contact,
  by: 'autoDeploy' | 'admin',
  given?: Association,
): Promise<void> => {
  const known = ground.inventory().get(host)
  const association = given ?? known?.association ?? {}
  const cluster = clusterIn(ground.document(), association.cluster) ?? known?.cluster ?? ''
  const cached = state.bootedFromStatelessCache
  const facts: readonly Fact[] = [
    known === undefined ? [{ type: 'vcenter.hostAdded', host, cluster, by } as const] : [],
    {
      type: 'vcenter.hostConnected',
      host,
      cluster,
      by,
      bootedFromStatelessCache: cached,
      address: at.address,
      agentPort: at.port,
      ...(state.boot === undefined ? {} : { boot: state.boot }),
      association,
    } as const,
    cached ? [{ type: 'vcenter.bootedFromCache', host, text: bootedFromCacheText } as const] : [],
    !cached && known?.bootedFromCache === true
      ? [{ type: 'vcenter.cacheFlagCleared', host } as const]
      : [],
  ].flat()
  await ground.commit(...facts)
  await syncState(ground, { host, at, agent, state })
}

/** Registers on the host the virtual machines that vCenter has for it (`syncState`). */
export const syncState = (ground: Ground, { host, agent, state }: Contact): Promise<void> =>
  ground.inTurn(async () => {
    const { virtualMachines } = recordOf(ground.inventory(), host)
    if (virtualMachines.join() === state.virtualMachines.join()) return
    await agent.setVirtualMachines(virtualMachines)
  })

/** Puts a host into maintenance mode or takes it out, on the host first. */
export const setMaintenance = async (
  ground: Ground,
  { host, agent }: Contact,
  wanted: HostRecord['maintenance'],
): Promise<void> => {
  const { maintenance } = recordOf(ground.inventory(), host)
  await agent.setMaintenance(wanted !== undefined)
  if (wanted !== undefined) {
    if (wanted.cause === maintenance?.cause) return
    await ground.commit({ type: 'vcenter.maintenanceEntered', host, ...wanted })
  } else if (maintenance !== undefined) {
    await ground.commit({ type: 'vcenter.maintenanceExited', host })
  }
}

/** What came of a host profile. `restarts`: the host installs itself to its disk and boots from there. */
export type Applied = 'applied' | 'restarts' | 'failed'

/** Why a profile is not applied before its questions are answered; undefined when they are. */
const unanswered = (
  profile: HostProfile | undefined,
  answers: Answers | undefined,
): string | undefined => {
  if (profile === undefined) return undefined
  const { status, problems } = customizationState(profile, answers)
  if (status === 'valid') return undefined
  return `Its customization is ${status}: ${problems.join(' ')}`
}

/**
 * Applies the attached host profile with the host's answers; a host that has none is done, unless it is
 * to install itself.
 */
export const applyProfile = async (
  ground: Ground,
  { host, agent }: Contact,
  by: 'boot' | 'remediation',
): Promise<Applied> => {
  const record = recordOf(ground.inventory(), host)
  const profile = attachedProfile(ground.document(), record)
  const { install } = record.association
  if (profile === undefined && install === undefined) return 'applied'
  const hostProfile = profile?.name ?? ''
  const answers = answersOf(ground.document(), host)
  const refused = unanswered(profile, answers)
  const { applied, message, restarts } =
    refused === undefined
      ? await agent.applyProfile({ hostProfile: profile, answers, install })
      : { applied: false, message: refused, restarts: false }
  if (applied && profile === undefined) return restarts === true ? 'restarts' : 'applied'
  await ground.commit(
    applied
      ? { type: 'vcenter.profileApplied', host, hostProfile, by }
      : {
          type: 'vcenter.profileFailed',
          host,
          hostProfile,
          reason: { code: 'profile-not-applied', message },
          by,
        },
  )
  if (!applied) return 'failed'
  return restarts === true ? 'restarts' : 'applied'
}

/** ms of lab time: how often a restarting host is looked for, and for how long. */
const lookEvery = 5_000
const lookFor = 1_800_000

/**
 * Waits for a host that restarts into its installed system, which comes up out of maintenance mode, and
 * says who the host was before. One that tries the network first comes up from there as somebody new, who
 * is let in when Auto Deploy says so: `LabError` `vcenter.host-unreachable`.
 */
export const awaitInstalled = async (ground: Ground, { host, agent }: Contact): Promise<void> => {
  const { boot } = recordOf(ground.inventory(), host)
  await ground.commit({ type: 'vcenter.hostNotResponding', host })
  for (let waited = 0; waited < lookFor; waited += lookEvery) {
    await ground.labClock.sleep(lookEvery, ground.signal)
    const state = await agent.state().catch(() => undefined)
    if (state?.boot !== undefined && state.boot !== boot) {
      const message = `${host} came up over the network, not from what was installed.`
      throw new LabError('vcenter.host-unreachable', message, { host })
    }
    if (state === undefined || state.maintenance) continue
    await resumeConnection(ground, host)
    return
  }
  throw new LabError('vcenter.host-unreachable', `${host} did not come back.`, { host })
}

/** The same connection as before, found again. */
export const resumeConnection = (ground: Ground, host: HostId): Promise<void> => {
  const { cluster, bootedFromCache: bootedFromStatelessCache } = recordOf(ground.inventory(), host)
  const type = 'vcenter.hostConnected'
  return ground.commit({ type, host, cluster, by: 'heartbeat', bootedFromStatelessCache })
}

/** Asks the host again and records how it stands against what it is held to. */
export const recheck = async (ground: Ground, { host, agent }: Contact): Promise<void> => {
  const record = recordOf(ground.inventory(), host)
  const verdict = checkCompliance(ground.document(), record, await agent.state())
  await ground.commit({ type: 'vcenter.complianceChecked', host, ...verdict })
}
