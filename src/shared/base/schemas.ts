/**
 * Values as they come from outside. Apart from what else this room has: a page that parses nothing loads no
 * parser.
 */
import { z } from 'zod'
import { macForm } from './address.ts'
import { componentIds } from './ids.ts'

/** An IPv4 address in dotted form. */
export const ipv4 = z.ipv4()
/** An IPv6 address in any of its forms. */
export const ipv6 = z.ipv6()
/** A MAC address, lower case with colons: `52:54:00:aa:bb:02`. */
export const mac = z.string().regex(macForm, 'a MAC address in lower case with colons')
/** A SHA-256 digest in lower-case hex. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 digest in lower-case hex')

/** One machine, whatever it calls itself on the wire: `esx-02`, or `host-525400aabb02` for one that just turned up. */
export const hostId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{0,62}$/, 'a host id: lower-case letters, digits, dots and hyphens')

export const componentId = z.enum(componentIds)
export const plugId = z.enum([...componentIds, 'autoDeploy'])
