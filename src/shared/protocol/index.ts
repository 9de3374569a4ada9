import { z } from 'zod'
import { hostId, ipv4, sha256 } from '../base/schemas.ts'
import { answers } from '../document/index.ts'
import { hostProfile } from '../document/schema.ts'
import { association, hostAttributes, nextBootChoice } from '../facts/common.ts'

/**
 * What our own parts say to each other over HTTP. VMware's own conversation after boot is not
 * public; this one is ours (docs/protocol.md).
 */

/** Waiter to rules engine: `POST /vmw/rbd/decide`. */
export const decideRequest = z.object({
  host: hostId,
  attributes: hostAttributes,
  /** A question only: nothing is recorded. */
  dryRun: z.boolean().optional(),
})
/** `nextBoot`: what was chosen for this boot alone; it stands beside the decision, which it leaves as it is. */
export const decideReply = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('decided'),
    from: z.enum(['rules', 'association']),
    rules: z.record(z.string(), z.string()),
    association,
    nextBoot: nextBootChoice.optional(),
  }),
  z.object({
    kind: z.literal('noMatch'),
    considered: z.int(),
    nextBoot: nextBootChoice.optional(),
  }),
])
export type DecideRequest = z.infer<typeof decideRequest>
export type DecideReply = z.infer<typeof decideReply>

/** Booted host to waiter: `POST /vmw/rbd/host/<id>/report`. Repeated until `connected`. */
export const hostReport = z.object({
  bootSource: z.enum(['network', 'cache']),
  address: ipv4,
  agentPort: z.int(),
  imageProfile: z.string(),
  digest: sha256,
})
export const hostReportReply = z.object({ connected: z.boolean(), message: z.string() })
export type HostReport = z.infer<typeof hostReport>

/** Waiter to vCenter: `POST /api/autodeploy/hosts/<id>/connect`. */
export const connectRequest = z.object({ address: ipv4, agentPort: z.int(), association })
export const connectReply = z.object({ connected: z.boolean(), message: z.string() })

/**
 * What a host shows who it is with, PEM. Waiter to vCenter's authority: `POST
 * /api/autodeploy/hosts/<id>/certificate`. Host to waiter: `GET /vmw/rbd/host/<id>/certificate`.
 */
export const hostCertificate = z.object({ certificate: z.string(), key: z.string() })
export type HostCertificate = z.infer<typeof hostCertificate>

/** Where a host's agent listens, at the host's address. Fixed, so that vCenter finds a host that booted without Auto Deploy. */
export const agentPort = 9902

/** vCenter to a host's agent: `GET /agent/state`. */
export const agentState = z.object({
  host: hostId,
  /** Id of this boot of the host, new at every boot. */
  boot: z.string().optional(),
  bootedFromStatelessCache: z.boolean(),
  imageProfile: z.string(),
  digest: sha256,
  /** Name of the applied host profile, empty when none is. */
  hostProfile: z.string(),
  maintenance: z.boolean(),
  virtualMachines: z.array(z.string()),
  /** What it is set to, by option; a host of before there were any says nothing. */
  configuration: z.record(z.string(), z.string()).optional(),
  /** The certificate it has, PEM; a host of before there were any has none. */
  certificate: z.string().optional(),
})
export type AgentState = z.infer<typeof agentState>

/** vCenter to agent: `POST /agent/profile`. The cache is written here when the profile says so. */
export const applyProfileRequest = z.object({
  hostProfile: hostProfile.optional(),
  /** What the host answered to the profile's questions. */
  answers: answers.optional(),
  /** The cluster is managed by an image: it is installed, whatever the profile says. */
  install: z.literal('stateful').optional(),
})
export type ApplyProfileRequest = z.infer<typeof applyProfileRequest>
export const applyProfileReply = z.object({
  applied: z.boolean(),
  message: z.string(),
  cache: z.object({ digest: sha256, writtenAt: z.number() }).optional(),
  /** The image was installed: the host restarts by itself and comes back out of maintenance mode. */
  restarts: z.boolean().optional(),
})

/** vCenter to agent: `PUT /agent/maintenance`, `PUT /agent/virtual-machines` (the whole list; also `syncState`). */
export const maintenanceRequest = z.object({ maintenance: z.boolean() })
export const virtualMachinesRequest = z.object({ virtualMachines: z.array(z.string()) })

/**
 * Host to vCenter, a UDP datagram to vCenter's port: `{"host":"esx-01"}`. Every 10 s at speed 1; 6
 * missed mean not responding. `boot` is the agent's `boot`: a heartbeat of another boot than the one
 * vCenter connected to says that the host restarted, and brings nothing back.
 */
export const heartbeat = z.object({ host: hostId, boot: z.string().optional() })
export const heartbeatEvery = 10_000
export const heartbeatsMissed = 6
