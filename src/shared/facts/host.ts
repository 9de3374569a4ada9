import { z } from 'zod'
import { bytes, hostId, ipv4, mac, ms, sha256 } from './common.ts'

const host = { host: hostId }
const device = z.enum(['network', 'disk'])

/** What a running system came from: the network, the cached copy, or an installed one (stateful). */
export const bootSource = z.enum(['network', 'cache', 'installed'])
export type BootSource = z.infer<typeof bootSource>

/** What can be unplugged at one host. */
export const hostPart = z.enum(['uplink', 'disk'])
export type HostPart = z.infer<typeof hostPart>

/** What can be done to the image on a host's disk. */
export const tampering = z.enum(['flippedByte', 'truncated', 'erased'])
export type Tampering = z.infer<typeof tampering>

/** Where a network boot can end; each is reported by the program that met it. */
export const networkStage = z.enum([
  'link',
  'dhcp',
  'loader',
  'ipxe',
  'tramp',
  'register',
  'bootConfig',
  'image',
])
export type NetworkStage = z.infer<typeof networkStage>

/**
 * What a host itself saw. Only a simulated host reports these: of a physical one the services see
 * the other side, and the chart infers the rest.
 */
export const hostFacts = [
  z.object({ type: z.literal('host.poweredOn'), ...host, by: z.enum(['operator', 'reboot']) }),
  z.object({
    type: z.literal('host.poweredOff'),
    ...host,
    by: z.enum(['operator', 'plug', 'stop']),
    /** Why, when nobody asked for it. */
    message: z.string().optional(),
  }),
  z.object({
    type: z.literal('host.rebooted'),
    ...host,
    by: z.enum(['operator', 'noImageScreen', 'auto', 'noCertificate']),
  }),

  /** Firmware passes control to a boot device. */
  z.object({
    type: z.literal('firmware.deviceTried'),
    ...host,
    device,
    position: z.int(),
    of: z.int(),
  }),
  /** A question of firmware or iPXE that nobody answered in time; it is asked again while tries are left. */
  z.object({
    type: z.literal('firmware.unanswered'),
    ...host,
    stage: networkStage,
    /** The message by its name: `DISCOVER`, `REQUEST`, or `TFTP` for a file. */
    message: z.enum(['DISCOVER', 'REQUEST', 'TFTP']),
    attempt: z.int(),
    of: z.int(),
    waited: ms,
  }),
  z.object({ type: z.literal('firmware.linkUp'), ...host, mac: mac.optional() }),
  /** One card's network boot failed and another card is left to try. */
  z.object({
    type: z.literal('firmware.cardFailed'),
    ...host,
    mac,
    stage: networkStage,
    code: z.string(),
    message: z.string(),
  }),
  /** Firmware holds an address and a boot file name. */
  z.object({
    type: z.literal('firmware.addressed'),
    ...host,
    address: ipv4,
    nextServer: z.string(),
    bootFile: z.string(),
  }),
  z.object({
    type: z.literal('firmware.loaderReceived'),
    ...host,
    file: z.string(),
    bytes,
    took: ms,
  }),
  z.object({ type: z.literal('ipxe.started'), ...host }),
  z.object({ type: z.literal('ipxe.addressed'), ...host, address: ipv4 }),
  /** The script of the waiter arrived: the HTTP path works. */
  z.object({ type: z.literal('ipxe.trampReceived'), ...host, url: z.string() }),
  /** The waiter's script says what to boot; its files come next. */
  z.object({ type: z.literal('ipxe.bootScriptReceived'), ...host, url: z.string() }),
  /** One try that failed while more are left. */
  z.object({
    type: z.literal('ipxe.tryFailed'),
    ...host,
    stage: networkStage,
    url: z.string(),
    attempt: z.int(),
    of: z.int(),
    message: z.string(),
  }),
  z.object({
    type: z.literal('mboot.configReceived'),
    ...host,
    imageProfile: z.string(),
    /** Files of the image: the kernel, which mboot counts as a module, and the modules. */
    modules: z.int(),
  }),
  z.object({
    type: z.literal('mboot.moduleReceived'),
    ...host,
    file: z.string(),
    bytes,
    /** Position in the image, from 1; absent for what Auto Deploy gives beside it. */
    position: z.int().optional(),
    of: z.int().optional(),
  }),
  z.object({
    type: z.literal('mboot.imageReceived'),
    ...host,
    imageProfile: z.string(),
    digest: sha256,
    bytes,
    took: ms,
  }),
  /** mboot met a fatal error and hangs: no fallback from here. */
  z.object({ type: z.literal('mboot.hung'), ...host, file: z.string(), message: z.string() }),
  /** A network boot is over without a kernel; firmware goes on to the next device. */
  z.object({
    type: z.literal('firmware.networkFailed'),
    ...host,
    stage: networkStage,
    /** The protocol's own error (`PXE-E18`, `ECONNREFUSED`, `503`). */
    code: z.string(),
    message: z.string(),
    tries: z.int(),
  }),
  /** The no-image screen is up; the host restarts by itself after the wait. */
  z.object({ type: z.literal('host.noImageScreen'), ...host, cause: z.string(), wait: ms }),

  z.object({
    type: z.literal('disk.imageVerified'),
    ...host,
    imageProfile: z.string(),
    digest: sha256,
    bytes,
    took: ms,
    writtenAt: z.number(),
  }),
  z.object({
    type: z.literal('disk.imageRejected'),
    ...host,
    cause: z.enum(['noDisk', 'empty', 'corrupt', 'unplugged']),
    message: z.string(),
    expected: z.string().optional(),
    found: z.string().optional(),
  }),
  z.object({
    type: z.literal('disk.cacheWritten'),
    ...host,
    imageProfile: z.string(),
    digest: sha256,
    bytes,
    took: ms,
    path: z.string(),
    /** The configuration that was cached with it, and the time the image says it was written. */
    hostProfile: z.string().optional(),
    writtenAt: z.number().optional(),
  }),
  /** A stateful install: from now on the host boots from this disk and leaves Auto Deploy. */
  z.object({
    type: z.literal('disk.imageInstalled'),
    ...host,
    imageProfile: z.string(),
    digest: sha256,
    bytes,
    took: ms,
    path: z.string(),
  }),
  z.object({ type: z.literal('disk.cacheNotWritten'), ...host, message: z.string() }),
  /** The boot order is used up. */
  z.object({ type: z.literal('firmware.noBootDevice'), ...host }),

  /** A kernel has control. */
  z.object({
    type: z.literal('kernel.started'),
    ...host,
    source: bootSource,
    imageProfile: z.string(),
  }),
  /** The hypervisor is up; its agent listens. */
  z.object({
    type: z.literal('esxi.up'),
    ...host,
    source: bootSource,
    address: z.string(),
    took: ms,
  }),
  /** The system got no certificate: it shuts down and starts again, until it gets one. */
  z.object({ type: z.literal('esxi.notCertified'), ...host, message: z.string(), tries: z.int() }),
  /** What the host profile in the boot image set, and how the host's answers stand to it. */
  z.object({
    type: z.literal('esxi.configured'),
    ...host,
    hostProfile: z.string(),
    status: z.enum(['valid', 'invalid', 'unknown']),
    problems: z.array(z.string()),
  }),
  /** The scripts of a bundle ran to their end; `lines` is what they wrote, the last 50. */
  z.object({
    type: z.literal('esxi.scriptsRun'),
    ...host,
    bundle: z.string(),
    commands: z.int(),
    lines: z.array(z.string()),
    took: ms,
  }),
  /** A script failed at `line`, from 1; the rest of the bundle did not run. */
  z.object({
    type: z.literal('esxi.scriptFailed'),
    ...host,
    bundle: z.string(),
    script: z.string(),
    line: z.int(),
    message: z.string(),
    lines: z.array(z.string()),
  }),
  /** A part of a simulated host: all its network cables, or its disks. */
  z.object({ type: z.literal('host.partUnplugged'), ...host, part: hostPart }),
  z.object({ type: z.literal('host.partPluggedIn'), ...host, part: hostPart }),
  /** Somebody did something to the image on a host's disk. */
  z.object({
    type: z.literal('host.diskTampered'),
    ...host,
    how: tampering,
    message: z.string(),
  }),

  /** The running system got its address only now: the DHCP server was away when it started. */
  z.object({ type: z.literal('esxi.addressed'), ...host, address: ipv4 }),
  /** The running system stopped using its address (RFC 2131 section 4.4.5): the lease ran out unrenewed, or the server refused it. */
  z.object({
    type: z.literal('esxi.addressLost'),
    ...host,
    address: ipv4,
    cause: z.enum(['expired', 'refused']),
  }),

  /** A magic packet for a card of a physical host left the served interface. */
  z.object({ type: z.literal('host.wakeSent'), ...host, mac, interface: z.string() }),
  /** DHCP heard a woken host's firmware, so long after the magic packet. */
  z.object({ type: z.literal('host.woke'), ...host, took: ms }),

  /**
   * A physical host was not seen for longer than its network boot can be silent. Nobody saw what it
   * did next: this is an inference, with the facts it rests on.
   */
  z.object({
    type: z.literal('host.fellSilent'),
    ...host,
    stage: networkStage,
    /** Its loader gives nothing back after an error: no other device is tried. */
    hangs: z.literal(true).optional(),
    confidence: z.enum(['low', 'medium', 'high']),
    message: z.string(),
    /** Sequence numbers. */
    evidence: z.array(z.int()),
  }),
] as const
