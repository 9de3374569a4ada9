import { z } from 'zod'
import { hostId, ipv4, mac, sha256 } from '../base/index.ts'

const name = z.string().min(1).max(80)

/** SMBIOS strings of a host, as rules see them. */
export const smbios = z.strictObject({
  vendor: z.string().default(''),
  model: z.string().default(''),
  serial: z.string().default(''),
  asset: z.string().default(''),
  oemStrings: z.array(z.string()).default([]),
})

/** Where a network or a disk boot stands in a host's boot order. */
export const bootDevice = z.enum(['network', 'disk'])
export type BootDevice = z.infer<typeof bootDevice>

/** A host the lab simulates, or a physical one it has been told of. */
export const host = z.strictObject({
  id: hostId,
  kind: z.enum(['simulated', 'physical']),
  mac,
  uuid: z.uuid(),
  smbios: smbios.prefault({}),
  firmware: z.enum(['bios', 'uefi']),
  /** Devices in the order the firmware tries them; only what is listed is tried. */
  bootOrder: z.array(bootDevice).min(1).max(2),
  /** Local disk in MiB; 0 is a diskless host. */
  diskMiB: z.int().min(0).default(8192),
  /** A fixed address (DHCP reservation). */
  address: ipv4.optional(),
})
export type Host = z.infer<typeof host>

/** A file of an image, by its digest. */
export const imageFile = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9._+-]+$/),
  sha256,
  /** Bytes. */
  size: z.int().min(0),
  options: z.string().default(''),
})
export type ImageFile = z.infer<typeof imageFile>

/**
 * An image profile: a kernel and its modules in boot order, all held by digest in the image store.
 * `esxi` is started by mboot from a boot.cfg, `linux` by the boot loader itself (kernel + initrd).
 */
export const imageProfile = z.strictObject({
  name,
  kind: z.enum(['esxi', 'linux']),
  version: z.string().default(''),
  vendor: z.string().default(''),
  /** The program that reads boot.cfg (mboot); `linux` images need none. */
  loader: imageFile.optional(),
  kernel: imageFile,
  kernelOptions: z.string().default(''),
  modules: z.array(imageFile).max(512),
})
export type ImageProfile = z.infer<typeof imageProfile>

/** System Image Cache Configuration of a host profile. */
export const systemImageCache = z.enum([
  'none',
  'statelessCaching',
  'statelessCachingUsb',
  'statefulInstall',
  'statefulInstallUsb',
])

/** A host profile: settings vCenter applies to a host, and checks. */
export const hostProfile = z.strictObject({
  name,
  systemImageCache: systemImageCache.default('none'),
  settings: z
    .strictObject({
      ntp: z.array(z.string()).default([]),
      dns: z.array(z.string()).default([]),
      syslog: z.string().default(''),
    })
    .prefault({}),
})
export type HostProfile = z.infer<typeof hostProfile>

/** What a rule gives a host. One of each type is used. */
export const ruleItem = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('imageProfile'), name }),
  z.strictObject({ kind: z.literal('hostProfile'), name }),
  z.strictObject({ kind: z.literal('cluster'), name }),
])
export type RuleItem = z.infer<typeof ruleItem>

/** A rule: name, items, and patterns in the documented text form (`vendor==Dell Inc.`); none matches all hosts. */
export const rule = z.strictObject({
  name,
  patterns: z.array(z.string()).default([]),
  items: z.array(ruleItem).min(1),
})
export type Rule = z.infer<typeof rule>

/** The network the lab serves. Addresses of the loopback lab are loopback addresses. */
export const network = z.strictObject({
  subnet: z.cidrv4(),
  /** The services' address. */
  server: ipv4,
  router: ipv4.optional(),
  pool: z.strictObject({ first: ipv4, last: ipv4 }),
  /** Seconds. */
  leaseTime: z.int().min(60).default(3600),
  ports: z.strictObject({
    dhcp: z.int().min(0).max(65535),
    dhcpClient: z.int().min(0).max(65535),
    tftp: z.int().min(0).max(65535),
    waiter: z.int().min(0).max(65535),
    rules: z.int().min(0).max(65535),
    vcenter: z.int().min(0).max(65535),
  }),
})
export type Network = z.infer<typeof network>

/** The lab as it is meant to be: one immutable value, each edit makes a new one. */
export const labDocument = z.strictObject({
  headwaiter: z.literal(1),
  name,
  /** How much faster than life simulated hosts run. Never applied to real ones. */
  speed: z.number().min(0.1).max(50).default(1),
  network,
  datacenter: name.default('Datacenter'),
  clusters: z.array(z.strictObject({ name, hostProfile: name.optional() })),
  imageProfiles: z.array(imageProfile).default([]),
  hostProfiles: z.array(hostProfile).default([]),
  rules: z.strictObject({
    /** Every rule by name, in a set or not. */
    defined: z.array(rule).default([]),
    /** Names, in order: the set being edited. */
    working: z.array(name).default([]),
    /** Names, in order: the set in force. */
    active: z.array(name).default([]),
  }),
  racks: z.array(z.strictObject({ name, hosts: z.array(hostId) })),
  hosts: z.array(host),
  /** VMs as tokens that the cluster places. */
  virtualMachines: z.array(z.strictObject({ name, cluster: name })).default([]),
})
export type LabDocument = z.infer<typeof labDocument>
