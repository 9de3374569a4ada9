import { z } from 'zod'
import { hostId, ipv4, mac, sha256 } from '../base/schemas.ts'
import {
  customization,
  deployOptions,
  machineIdentity,
  proxyServer,
  scriptBundle,
} from './deploy-schema.ts'
import { network, tftpOption } from './network-schema.ts'

export * from './network-schema.ts'

const name = z.string().min(1).max(80)
/** What goes into a line of boot.cfg or of a boot script does not begin another one. */
const withoutBreak = /^[^\r\n\0]*$/
const oneLine = z.string().regex(withoutBreak)

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

/** What one machine's firmware needs to be treated differently. */
export const hostBoot = z.strictObject({
  /** Boot loader in place of the one for its architecture. */
  loader: z.string().min(1).max(127).optional(),
  /** ms to wait before each DHCP answer, for cards that are not listening yet. */
  replyDelay: z.int().min(0).max(5000).optional(),
  /** Answers only the first DISCOVER of an attempt (one xid). */
  singleOffer: z.boolean().optional(),
  /** TFTP answers without the block size option. */
  noBlockSize: z.boolean().optional(),
  /** TFTP options this firmware asks for and stumbles over: they are left out of the answers. */
  noTftpOptions: z.array(tftpOption).optional(),
})
export type HostBoot = z.infer<typeof hostBoot>

/** A disk of a simulated host, as an installer would see it. */
export const disk = z.strictObject({
  id: z.string().regex(/^[a-z0-9]{1,16}$/, 'lower-case letters and digits'),
  sizeMiB: z.int().min(1),
  kind: z.enum(['local', 'usb', 'remote']).default('local'),
  /** Model and driver names that a host profile's disk arguments can name. */
  model: z.string().default(''),
  driver: z.string().default(''),
  ssd: z.boolean().default(false),
  /** Holds a VMFS volume that nobody allowed to be overwritten. */
  vmfs: z.boolean().default(false),
  /** What other partitions take; overwriting VMFS frees all of it. */
  usedMiB: z.int().min(0).optional(),
})
export type Disk = z.infer<typeof disk>

/** A host the lab simulates, or a physical one it has been told of. */
export const host = z.strictObject({
  id: hostId,
  kind: z.enum(['simulated', 'physical']),
  mac,
  uuid: z.guid(),
  smbios: smbios.prefault({}),
  firmware: z.enum(['bios', 'uefi']),
  /** Devices in the order the firmware tries them; only what is listed is tried. */
  bootOrder: z.array(bootDevice).min(1).max(2),
  /** Local disk in MiB; 0 is a diskless host. */
  diskMiB: z.int().min(0).default(8192),
  /** A fixed address (DHCP reservation). */
  address: ipv4.optional(),
  /** Reserved for it on other networks: behind a relay agent, or where an interface is served. */
  otherAddresses: z.array(ipv4).max(16).optional(),
  boot: hostBoot.optional(),
  /** Whether the first card's cable is in; it is when nothing is said. */
  cabled: z.boolean().optional(),
  /** Cards beside the first; firmware tries all of them in this order. */
  moreCards: z
    .array(z.strictObject({ mac, cabled: z.boolean().default(true) }))
    .max(7)
    .optional(),
  /** ms at speed 1 from power to the first boot device; the firmware's usual time when not said. */
  selfTest: z.number().min(0).max(600_000).optional(),
  /** Disks in the order of the controller, in place of the one of `diskMiB`. */
  disks: z.array(disk).max(8).optional(),
})
export type Host = z.infer<typeof host>

/** A file of an image, by its digest. */
export const imageFile = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9._+-]+$/),
  sha256,
  /** Bytes. */
  size: z.int().min(0),
  options: oneLine.default(''),
})
export type ImageFile = z.infer<typeof imageFile>

/**
 * An image profile: a kernel and its modules in boot order, all held by digest in the image store.
 * `esxi` is started by mboot from a boot.cfg, `linux` by the boot loader itself (kernel + initrd).
 */
export const imageProfile = z.strictObject({
  name: name.regex(withoutBreak),
  kind: z.enum(['esxi', 'linux']),
  version: z.string().default(''),
  vendor: z.string().default(''),
  /** The program that reads boot.cfg (mboot); `linux` images need none. */
  loader: imageFile.optional(),
  /** The same for hosts with UEFI (`mboot.efi`); they get `loader` when there is none. */
  uefiLoader: imageFile.optional(),
  /** Digest of the list of packages it was made of, for images from a depot. */
  software: sha256.optional(),
  kernel: imageFile,
  kernelOptions: oneLine.default(''),
  modules: z.array(imageFile).max(512),
  /**
   * The lines of the medium's boot.cfg in their order, for images whose boot.cfg has keys that are not
   * ours to set; the values of ours are empty here.
   */
  bootConfig: z
    .array(z.strictObject({ key: z.string().max(64), value: z.string().max(4096) }))
    .max(128)
    .optional(),
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
  /** Arguments for first disk: a search order of `localesx`, `local`, `remote`, model or driver names. */
  firstDisk: z.string().optional(),
  overwriteVmfs: z.boolean().optional(),
  ignoreSsd: z.boolean().optional(),
  settings: z
    .strictObject({
      ntp: z.array(z.string()).default([]),
      dns: z.array(z.string()).default([]),
      syslog: z.string().default(''),
      /** Where the name comes from; from DHCP when nothing is said. `perHost`: the host's answers. */
      hostName: z.enum(['dhcp', 'perHost']).optional(),
      /** The address of the management network, likewise. */
      managementAddress: z.enum(['dhcp', 'perHost']).optional(),
      /** `address:port` (UDP) that takes core dumps. */
      dumpCollector: z.string().optional(),
      users: z
        .array(
          z.strictObject({
            name: z.string().regex(/^[a-z_][a-z0-9_-]{0,31}$/),
            /** SHA-512 crypt, as `openssl passwd -6` makes it. */
            passwordHash: z
              .string()
              .regex(
                /^\$6\$(rounds=\d{4,9}\$)?[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{86}$/,
                'a SHA-512 hash like $6$salt$...',
              ),
          }),
        )
        .max(32)
        .optional(),
    })
    .prefault({}),
})
export type HostProfile = z.infer<typeof hostProfile>

/** What a rule gives a host. One of each type is used. */
export const ruleItem = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('imageProfile'), name }),
  z.strictObject({ kind: z.literal('hostProfile'), name }),
  z.strictObject({
    kind: z.literal('cluster'),
    name,
    /**
     * For a cluster managed by an image: the image profile made from the cluster's image when the
     * rule was made. It does not follow the cluster's image by itself.
     */
    pxeImage: name.optional(),
  }),
  z.strictObject({ kind: z.literal('folder'), name }),
  z.strictObject({ kind: z.literal('datacenter'), name }),
  z.strictObject({ kind: z.literal('scriptBundle'), name }),
])
export type RuleItem = z.infer<typeof ruleItem>

/** A rule: name, items, and patterns in the documented text form (`vendor==Dell Inc.`); none matches all hosts. */
export const rule = z.strictObject({
  name,
  patterns: z.array(z.string()).default([]),
  items: z.array(ruleItem).min(1),
})
export type Rule = z.infer<typeof rule>

/** The lab as it is meant to be: one immutable value, each edit makes a new one. */
export const labDocument = z.strictObject({
  headwaiter: z.literal(1),
  name,
  /** How much faster than life simulated hosts run. Never applied to real ones. */
  speed: z.number().min(0.1).max(50).default(1),
  network,
  /** The first datacenter: where everything stands of which nothing else is said. */
  datacenter: name.default('Datacenter'),
  moreDatacenters: z.array(z.strictObject({ name })).optional(),
  clusters: z.array(
    z.strictObject({
      name,
      hostProfile: name.optional(),
      /** `automatic` places and moves VMs by itself; `manual`, the default, when an admin asks. */
      drs: z.enum(['manual', 'automatic']).optional(),
      /** The image profile all hosts of the cluster run (vSphere Lifecycle Manager). */
      image: name.optional(),
      datacenter: name.optional(),
    }),
  ),
  /** Host folders of a datacenter. */
  folders: z.array(z.strictObject({ name, datacenter: name.optional() })).default([]),
  /** Scripts that a host runs after its boot, by the bundle's name. */
  scriptBundles: z.array(scriptBundle).default([]),
  /** Caching proxies, in the order in which hosts are told of them. */
  proxies: z.array(proxyServer).max(16).optional(),
  /** Host customizations (answer files), one for a host at most. */
  customizations: z.array(customization).optional(),
  /** Machines that are known by other marks than the document's hosts show. */
  machineIdentities: z.array(machineIdentity).optional(),
  deployOptions: deployOptions.optional(),
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
