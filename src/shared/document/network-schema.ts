import { z } from 'zod'
import { ipv4 } from '../base/schemas.ts'

/** Options of TFTP that can be left unanswered. */
export const tftpOption = z.enum(['blksize', 'tsize', 'timeout', 'windowsize'])
export type TftpOptionName = z.infer<typeof tftpOption>

/** Seconds that option 51 holds at the most; RFC 2132 section 9.2 calls so many for ever. */
const longestLease = 0xffff_ffff

const addressRange = z.strictObject({ first: ipv4, last: ipv4 })

/**
 * How DHCP serves: `authoritative` leases addresses, `proxy` adds boot information beside another
 * server, `reservationOnly` answers known hosts alone, `observe` listens and says nothing.
 */
export const dhcpMode = z.enum(['authoritative', 'proxy', 'reservationOnly', 'observe'])
export type DhcpMode = z.infer<typeof dhcpMode>

/** Which boot loader a firmware gets. The first rule that fits wins; what a rule leaves out always fits. */
export const loaderRule = z.strictObject({
  /** Client system architecture, option 93. */
  arch: z.int().min(0).max(65535).optional(),
  /** Beginning of the MAC address. */
  mac: z
    .string()
    .regex(/^[0-9a-f]{2}(:[0-9a-f]{2}){0,5}$/)
    .optional(),
  /** Beginning of the vendor class, option 60. */
  vendorClass: z.string().optional(),
  /** Beginning of the user class, option 77. */
  userClass: z.string().optional(),
  /** A file name, or a URL for HTTP boot; empty: an address and no boot file. */
  loader: z.string().max(127),
})
export type LoaderRule = z.infer<typeof loaderRule>

/** A network behind a relay agent. */
export const relayedSubnet = z.strictObject({
  subnet: z.cidrv4(),
  router: ipv4.optional(),
  pool: addressRange,
  exclude: z.array(addressRange).optional(),
})
export type RelayedSubnet = z.infer<typeof relayedSubnet>

/** How DHCP serves, beyond the network itself. What is left out has the default named here. */
export const dhcpSettings = z.strictObject({
  /** `authoritative` */
  mode: dhcpMode.optional(),
  /** Addresses of the pool that are never leased. */
  exclude: z.array(addressRange).optional(),
  dns: z.array(ipv4).optional(),
  domain: z.string().optional(),
  ntp: z.array(ipv4).optional(),
  mtu: z.int().min(576).max(9216).optional(),
  routes: z.array(z.strictObject({ to: z.cidrv4(), via: ipv4 })).optional(),
  /** Options by code, as hex, for clients that ask for them. */
  options: z.array(z.strictObject({ code: z.int().min(1).max(254), hex: z.hex() })).optional(),
  relayed: z.array(relayedSubnet).optional(),
  loaders: z.array(loaderRule).optional(),
  /** Two packets in place of four for clients that ask for it (RFC 4039); off. */
  rapidCommit: z.boolean().optional(),
  /** `clientId`: option 61, then the MAC. `mac`: the MAC alone, whatever boots on it. */
  identity: z.enum(['clientId', 'mac']).optional(),
  /** Whether iPXE is spared its wait for an IPv6 router by an empty router advertisement; on. */
  routerAdvertisement: z.boolean().optional(),
  /** Whether free addresses are looked at before they are leased; on. */
  conflictCheck: z.boolean().optional(),
})
export type DhcpSettings = z.infer<typeof dhcpSettings>

/**
 * How TFTP serves. Each transfer has a port of its own (`own`, the default); `single` answers from
 * the server's port, for a firewall that knows no more; a range for one that opens just these.
 */
export const tftpSettings = z.strictObject({
  ports: z
    .union([
      z.enum(['own', 'single']),
      z.strictObject({ first: z.int().min(1).max(65535), last: z.int().min(1).max(65535) }),
    ])
    .optional(),
  /** Options nobody gets. */
  noOptions: z.array(tftpOption).optional(),
})
export type TftpSettings = z.infer<typeof tftpSettings>

/** How the waiter serves. */
export const waiterSettings = z.strictObject({
  /**
   * Hosts that may load an image at the same time; one more is turned away when it introduces itself,
   * and goes on to its next boot device. Without it all are served, as fast as may be.
   */
  boots: z.int().min(1).optional(),
})

/** The network the lab serves. Addresses of the loopback lab are loopback addresses. */
export const network = z.strictObject({
  subnet: z.cidrv4(),
  /** The services' address. */
  server: ipv4,
  router: ipv4.optional(),
  pool: z.strictObject({ first: ipv4, last: ipv4 }),
  /** Seconds. */
  leaseTime: z.int().min(60).max(longestLease).default(3600),
  ports: z.strictObject({
    dhcp: z.int().min(0).max(65535),
    dhcpClient: z.int().min(0).max(65535),
    tftp: z.int().min(0).max(65535),
    waiter: z.int().min(0).max(65535),
    /** A second port of the waiter that speaks TLS, with a certificate of the lab's own authority. */
    waiterTls: z.int().min(0).max(65535).optional(),
    rules: z.int().min(0).max(65535),
    vcenter: z.int().min(0).max(65535),
    /** Where logs are received by UDP; 10514 unless it is said. */
    syslog: z.int().min(0).max(65535).optional(),
    /** The same by TCP; 1514 unless it is said. */
    syslogTcp: z.int().min(0).max(65535).optional(),
  }),
  dhcp: dhcpSettings.optional(),
  tftp: tftpSettings.optional(),
  waiter: waiterSettings.optional(),
})
export type Network = z.infer<typeof network>

/** Where logs are received. The usual port of UDP, 514, needs a right that the loopback lab does without. */
export const syslogPorts = ({ ports }: Pick<Network, 'ports'>) => ({
  udp: ports.syslog ?? 10_514,
  tcp: ports.syslogTcp ?? 1514,
})

/** Where the waiter answers on this network. */
export const waiterUrl = ({ server, ports }: Pick<Network, 'server' | 'ports'>): string =>
  `http://${server}:${ports.waiter}`
