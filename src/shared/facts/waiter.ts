import { z } from 'zod'
import { rule } from '../document/schema.ts'
import {
  association,
  bytes,
  hostAttributes,
  hostId,
  ms,
  nextBootChoice,
  reason,
  sha256,
} from './common.ts'

const request = { host: hostId.optional(), client: z.string() }

/** What the waiter, Auto Deploy's web server, was asked and gave. */
export const waiterFacts = [
  z.object({ type: z.literal('waiter.trampServed'), ...request, bytes }),
  z.object({
    type: z.literal('waiter.hostRegistered'),
    host: hostId,
    client: z.string(),
    attributes: hostAttributes,
  }),
  /** The host was told what to boot. */
  z.object({
    type: z.literal('waiter.imageAssigned'),
    host: hostId,
    imageProfile: z.string(),
    files: z.int(),
    size: bytes,
    /** Proxies it was told of, in the order in which it tries them before the server. */
    proxies: z.array(z.string()).optional(),
  }),
  /** The answer to this registration carries out what was chosen for one boot: from here on the usual holds again. */
  z.object({ type: z.literal('waiter.nextBootUsed'), host: hostId, choice: nextBootChoice }),
  /** No image for this host: it shows the error screen and tries again. Not an outage. */
  z.object({
    type: z.literal('waiter.noImage'),
    host: hostId,
    cause: z.enum(['noMatchingRule', 'noImageAssociated', 'imageMissing']),
  }),
  /** The rules engine did not answer: the waiter cannot decide and says so with 503. */
  z.object({ type: z.literal('waiter.undecided'), host: hostId, reason }),
  z.object({
    type: z.literal('waiter.bootConfigServed'),
    host: hostId,
    imageProfile: z.string(),
    /** Files of the image, as in `waiter.imageAssigned`: the kernel and the modules. */
    modules: z.int(),
    /** The proxy that its files are to come from; absent: the server. */
    proxy: z.string().optional(),
    /** So long after a fatal error mboot gives control back to firmware; absent: it hangs. */
    exitsAfter: ms.optional(),
  }),
  z.object({
    type: z.literal('waiter.fileServed'),
    ...request,
    file: z.string(),
    sha256,
    bytes,
    /** Offset of the first byte, when the client asked for a part of the file. */
    from: bytes.optional(),
    took: ms,
    /** Position in the image this host was given, from 1; absent outside of it. */
    position: z.int().optional(),
    of: z.int().optional(),
  }),
  /** So much of a slow file had left: told now and then until it is through. */
  z.object({
    type: z.literal('waiter.fileUnderWay'),
    ...request,
    file: z.string(),
    bytes,
    /** Bytes of the whole file. */
    size: bytes,
    position: z.int().optional(),
    of: z.int().optional(),
  }),
  /** The last file of the image left whole. */
  z.object({
    type: z.literal('waiter.imageServed'),
    host: hostId,
    imageProfile: z.string(),
    bytes,
    took: ms,
  }),
  /** The client went away or the plug was pulled in the middle of a file. */
  z.object({
    type: z.literal('waiter.fileCut'),
    ...request,
    file: z.string(),
    bytes,
    of: bytes,
    cause: z.enum(['clientGone', 'unplugged', 'timeout', 'readError']),
    /** The host has begun another boot since it asked for the file. */
    earlierBoot: z.literal(true).optional(),
  }),
  z.object({
    type: z.literal('waiter.refused'),
    ...request,
    method: z.string(),
    path: z.string(),
    status: z.int(),
    reason,
  }),
  /** So many connections were open that this one was closed at once; `held`: others before it that were not written down. */
  z.object({
    type: z.literal('waiter.turnedAway'),
    ...request,
    open: z.int(),
    held: z.int(),
  }),
  /** A stored file no longer has its digest: it is not served. */
  z.object({
    type: z.literal('waiter.fileCorrupt'),
    file: z.string(),
    expected: sha256,
    found: z.string(),
  }),
  /** Auto Deploy keeps a host's certificate and key: a stateless host has nowhere to keep them. */
  z.object({
    type: z.literal('waiter.certificateStored'),
    host: hostId,
    serial: z.string(),
    fingerprint: z.string(),
  }),
  /** Taken away by an administrator; the host's next boot asks the authority. */
  z.object({ type: z.literal('waiter.certificateRemoved'), host: hostId }),
  /** `kept`: it was stored at an earlier boot, and no authority was asked. */
  z.object({
    type: z.literal('waiter.certificateServed'),
    host: hostId,
    client: z.string(),
    serial: z.string(),
    kept: z.boolean(),
  }),
  /** None is kept for the host, and the certificate authority gave none. */
  z.object({ type: z.literal('waiter.certificateMissing'), host: hostId, reason }),
  /** The lab's authority for TLS was not valid at this time; `file` holds a new one, `replaced` the one before. */
  z.object({
    type: z.literal('waiter.authorityReplaced'),
    component: z.literal('waiter'),
    file: z.string(),
    replaced: z.string(),
  }),
  /** A booted host reported in and asked to be put into vCenter. */
  z.object({
    type: z.literal('waiter.hostReported'),
    host: hostId,
    client: z.string(),
    bootSource: z.enum(['network', 'cache']),
  }),
] as const

/** What the rules engine decided. */
export const rulesFacts = [
  z.object({
    type: z.literal('rules.decided'),
    host: hostId,
    /** From the active rules, or from what vCenter stored for this host earlier. */
    from: z.enum(['rules', 'association']),
    /** For each item type, the rule that gave it. */
    rules: z.record(z.string(), z.string()),
    association,
  }),
  z.object({
    type: z.literal('rules.noMatch'),
    host: hostId,
    considered: z.int(),
    attributes: hostAttributes,
  }),
  /** The active set by which decisions are made from here on, whole, so that the past can be explained. */
  z.object({ type: z.literal('rules.setInForce'), rules: z.array(rule) }),
  /** What vCenter keeps for a host it knows was changed; `changes` says in what. */
  z.object({
    type: z.literal('rules.associationStored'),
    host: hostId,
    by: z.enum(['repair', 'admin']),
    association,
    rules: z.record(z.string(), z.string()),
    changes: z.array(z.object({ itemType: z.string(), current: z.string(), expected: z.string() })),
  }),
  /** What the host boots next was chosen, for that boot alone. */
  z.object({ type: z.literal('rules.nextBootChosen'), host: hostId, choice: nextBootChoice }),
  /** The choice was taken back before a boot used it. */
  z.object({ type: z.literal('rules.nextBootTakenBack'), host: hostId }),
  /** Machines taken off the list of discovered hosts, until they ask again. */
  z.object({ type: z.literal('rules.hostsForgotten'), hosts: z.array(hostId) }),
  /** The undo of `rules.hostsForgotten`. */
  z.object({ type: z.literal('rules.hostsRecalled'), hosts: z.array(hostId) }),
] as const
