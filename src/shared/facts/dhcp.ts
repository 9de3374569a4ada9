import { z } from 'zod'
import { hostId, ipv4, mac, reason } from './common.ts'

const client = { host: hostId, mac, xid: z.string(), port: z.int().optional() }

/** What the DHCP server heard and said. One fact for each packet, written before a reply leaves. */
export const dhcpFacts = [
  z.object({
    type: z.literal('dhcp.discovered'),
    ...client,
    /** Client system architecture (option 93), when sent. */
    arch: z.int().optional(),
    uuid: z.string().optional(),
    vendorClass: z.string().optional(),
    userClass: z.string().optional(),
  }),
  z.object({
    type: z.literal('dhcp.offered'),
    ...client,
    address: ipv4,
    bootFile: z.string(),
    nextServer: z.string(),
    sentTo: z.string(),
  }),
  z.object({
    type: z.literal('dhcp.requested'),
    ...client,
    address: z.string(),
    userClass: z.string().optional(),
  }),
  z.object({
    type: z.literal('dhcp.acknowledged'),
    ...client,
    address: ipv4,
    bootFile: z.string(),
    nextServer: z.string(),
    /** Seconds. */
    leaseTime: z.int(),
    sentTo: z.string(),
  }),
  z.object({ type: z.literal('dhcp.refused'), ...client, address: z.string(), reason }),
  z.object({ type: z.literal('dhcp.released'), ...client, address: ipv4 }),
  z.object({ type: z.literal('dhcp.declined'), ...client, address: ipv4 }),
  z.object({ type: z.literal('dhcp.informed'), ...client, address: ipv4 }),
  /** Understood, and left unanswered on purpose. */
  z.object({ type: z.literal('dhcp.ignored'), ...client, message: z.string(), reason }),
  /** Proxy mode: boot information beside another server's offer; no address of ours. */
  z.object({
    type: z.literal('dhcp.proxyOffered'),
    ...client,
    bootFile: z.string(),
    nextServer: z.string(),
    sentTo: z.string(),
  }),
  /** Proxy mode: a client asked the boot server (port 4011 on a real network) and was told what to boot. */
  z.object({
    type: z.literal('dhcp.proxyAcknowledged'),
    ...client,
    /** The address it has from the other server. */
    address: z.string(),
    bootFile: z.string(),
    nextServer: z.string(),
    sentTo: z.string(),
  }),
  /** A client took the offer of another server, as its broadcast REQUEST says. */
  z.object({
    type: z.literal('dhcp.addressedElsewhere'),
    ...client,
    address: z.string(),
    serverId: z.string(),
  }),
  /** A free address of the pool answered: somebody uses it without a lease. It is set aside. */
  z.object({ type: z.literal('dhcp.conflictFound'), address: ipv4, mac: mac.optional() }),
  /** Something a person should know and can act on. */
  z.object({
    type: z.literal('dhcp.finding'),
    host: hostId.optional(),
    mac: mac.optional(),
    finding: reason,
    /** What to do, in one sentence. */
    proposal: z.string(),
  }),
  /** Another DHCP server answered on an interface we serve. */
  z.object({
    type: z.literal('dhcp.foreignOffer'),
    serverId: z.string(),
    from: z.string(),
    mac: mac.optional(),
    offered: z.string(),
    interface: z.string(),
  }),
] as const
