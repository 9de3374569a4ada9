import { z } from 'zod'
import { componentId, hostId, ipv4, mac, plugId, sha256 } from '../base/schemas.ts'

export { componentId, hostId, ipv4, mac, plugId, sha256 }

/** Milliseconds. */
export const ms = z.number().min(0)
export const bytes = z.int().min(0)
/** A coded error or refusal: the code from the error table or the protocol, and its text. */
export const reason = z.object({ code: z.string(), message: z.string() })

/** Rule attributes of one host, as it sent them. */
export const hostAttributes = z.object({
  mac,
  uuid: z.string(),
  vendor: z.string(),
  model: z.string(),
  serial: z.string(),
  asset: z.string(),
  oemstring: z.array(z.string()),
  hostname: z.string(),
  domain: z.string(),
  ipv4: z.string(),
  /** A machine that boots over IPv4 sends none. */
  ipv6: z.string().optional(),
})
export type HostAttributes = z.infer<typeof hostAttributes>

/** What Auto Deploy gives a host; what no rule names is absent. */
export const association = z.object({
  imageProfile: z.string().optional(),
  hostProfile: z.string().optional(),
  cluster: z.string().optional(),
  /** Locations other than a cluster: one of the three is set. */
  folder: z.string().optional(),
  datacenter: z.string().optional(),
  scriptBundle: z.string().optional(),
  /** The cluster is managed by an image: the host installs it to disk and leaves Auto Deploy. */
  install: z.literal('stateful').optional(),
})
export type Association = z.infer<typeof association>

/** What a host boots at its next network boot in place of the usual, once. */
export const nextBootChoice = z.discriminatedUnion('kind', [
  /** The network declines, and firmware goes on to the next device. */
  z.object({ kind: z.literal('disk') }),
  z.object({ kind: z.literal('image'), imageProfile: z.string().min(1) }),
])
export type NextBootChoice = z.infer<typeof nextBootChoice>
