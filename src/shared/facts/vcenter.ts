import { z } from 'zod'
import { association, hostId, ipv4, reason } from './common.ts'

const host = { host: hostId }

/** What vCenter did and found. */
export const vcenterFacts = [
  z.object({
    type: z.literal('vcenter.hostAdded'),
    ...host,
    cluster: z.string(),
    by: z.enum(['autoDeploy', 'admin']),
  }),
  z.object({
    type: z.literal('vcenter.hostConnected'),
    ...host,
    cluster: z.string(),
    by: z.enum(['autoDeploy', 'admin', 'heartbeat']),
    bootedFromStatelessCache: z.boolean(),
    /** Where the host's agent answered. */
    address: ipv4.optional(),
    agentPort: z.int().optional(),
    /** Which boot of the host this connection is to. */
    boot: z.string().optional(),
    /** What Auto Deploy said belongs to this host; vCenter keeps it. */
    association: association.optional(),
  }),
  /** A known host was given another place; an empty `cluster` is none. */
  z.object({
    type: z.literal('vcenter.hostMoved'),
    ...host,
    cluster: z.string(),
    folder: z.string().optional(),
    by: z.enum(['repair', 'admin']),
  }),
  /** Taken out of the inventory: what vCenter kept for it is gone, and the rules are read for it again. */
  z.object({ type: z.literal('vcenter.hostRemoved'), ...host }),
  z.object({ type: z.literal('vcenter.hostNotResponding'), ...host }),
  z.object({ type: z.literal('vcenter.hostDisconnected'), ...host, by: z.enum(['admin']) }),
  z.object({
    type: z.literal('vcenter.connectFailed'),
    ...host,
    by: z.enum(['autoDeploy', 'admin']),
    /** Whether vCenter had the host before. Journals of before do not say. */
    isKnown: z.boolean().optional(),
    reason,
  }),
  /** vCenter's certificate authority signed a certificate for a host. `expires` in ms since the epoch. */
  z.object({
    type: z.literal('vcenter.certificateIssued'),
    ...host,
    serial: z.string(),
    fingerprint: z.string(),
    expires: z.number(),
  }),
  /** Event `HostBootedFromStatelessCacheEvent`: the flag is set. */
  z.object({ type: z.literal('vcenter.bootedFromCache'), ...host, text: z.string() }),
  /** The flag is gone: the host booted over the network. */
  z.object({ type: z.literal('vcenter.cacheFlagCleared'), ...host }),
  /** `by` an admin it lasts until an admin ends it, reboots included. */
  z.object({
    type: z.literal('vcenter.maintenanceEntered'),
    ...host,
    cause: z.string(),
    by: z.enum(['vcenter', 'admin']).optional(),
  }),
  z.object({ type: z.literal('vcenter.maintenanceExited'), ...host }),
  z.object({
    type: z.literal('vcenter.profileApplied'),
    ...host,
    hostProfile: z.string(),
    by: z.enum(['boot', 'remediation']),
  }),
  z.object({
    type: z.literal('vcenter.profileFailed'),
    ...host,
    hostProfile: z.string(),
    reason,
    /** Journals of before have none, and do not say which it was. */
    by: z.enum(['boot', 'remediation']).optional(),
  }),
  z.object({
    type: z.literal('vcenter.complianceChecked'),
    ...host,
    status: z.enum(['compliant', 'nonCompliant', 'unknown']),
    /** One sentence for each thing that is not as it should be. */
    failures: z.array(z.string()),
    /** What the host says it is set to, by option. */
    configuration: z.record(z.string(), z.string()).optional(),
  }),
  /** Where a remediation stands, in the words of the vSphere API. */
  z.object({
    type: z.literal('vcenter.remediationChanged'),
    ...host,
    status: z.enum([
      'precheckRemediationRunning',
      'precheckRemediationComplete',
      'precheckRemediationFailed',
      'remediationRunning',
      'remediationFailed',
      'remediationReady',
    ]),
  }),
  /** An admin asked to remediate; `cleared` says whether the host is compliant now. */
  z.object({
    type: z.literal('vcenter.remediated'),
    ...host,
    cleared: z.boolean(),
    text: z.string(),
  }),
  z.object({ type: z.literal('vcenter.vmPlaced'), ...host, vm: z.string() }),
  /** The cluster moved a VM away, to the host `to`. */
  z.object({ type: z.literal('vcenter.vmLeft'), ...host, vm: z.string(), to: hostId }),
  /** `vm` is empty when none was there to place. */
  z.object({
    type: z.literal('vcenter.vmNotPlaced'),
    vm: z.string(),
    reason,
    host: hostId.optional(),
  }),
] as const
