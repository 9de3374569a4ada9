import { z } from 'zod'
import { hostId } from '../base/schemas.ts'

const name = z.string().min(1).max(80)

/** A caching proxy in front of the waiter. Hosts are told its address; it is no part of the lab. */
export const proxyServer = z.strictObject({
  /** Kept when the order changes; never used twice at the same time. */
  id: z.int().min(1),
  address: z
    .string()
    .max(120)
    .regex(/^https?:\/\/[A-Za-z0-9.-]+(:\d{1,5})?$/, 'an address like http://10.0.0.9:5100'),
})
export type ProxyServer = z.infer<typeof proxyServer>

/** A script of a bundle, in the commands of docs/script-bundles.md. */
export const bundledScript = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, 'letters, digits, dot, hyphen, underscore'),
  text: z.string().max(16_384),
})
export type BundledScript = z.infer<typeof bundledScript>

/** Scripts that a host runs after its boot, in this order. */
export const scriptBundle = z.strictObject({
  name,
  scripts: z.array(bundledScript).max(32).optional(),
})
export type ScriptBundle = z.infer<typeof scriptBundle>

/** What a host profile asks of each host, as it was typed: an answer may be wrong. */
export const answers = z.strictObject({
  hostName: z.string().max(255).optional(),
  address: z.string().max(255).optional(),
  netmask: z.string().max(255).optional(),
  gateway: z.string().max(255).optional(),
})
export type Answers = z.infer<typeof answers>

/** Host customization (answer file) of one host. */
export const customization = z.strictObject({ host: hostId, answers })
export type Customization = z.infer<typeof customization>

/**
 * By what a machine is known as this host: the value that vCenter keeps as `AutoDeploy.MachineIdentity`.
 */
export const machineIdentity = z.strictObject({
  host: hostId,
  identifier: z
    .string()
    .regex(
      /^(uuid=[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mac=[0-9a-f]{2}(:[0-9a-f]{2}){5})$/,
      'uuid=<lower-case hex> or mac=aa:bb:cc:dd:ee:ff',
    ),
})

/** Options of the Auto Deploy server; the keys are ours. */
export const deployOptions = z.strictObject({
  /** Seconds that the screen of a host without an image stays; 300 when not said. */
  noImageWait: z.int().min(60).max(3600).optional(),
})
