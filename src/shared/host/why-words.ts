import type { ComponentId } from '../base/index.ts'
import type { FactOf, HostPart, NetworkStage, NextBootChoice } from '../facts/index.ts'
import { formatAge, formatBytes, formatDuration, tries } from './text.ts'

type By = FactOf<'host.rebooted'>['by']
type ConnectedBy = FactOf<'vcenter.hostConnected'>['by']
type Source = FactOf<'esxi.up'>['source']
type LeaseEnd = FactOf<'esxi.addressLost'>['cause']
type Cause = FactOf<'disk.imageRejected'>['cause']
type Cut = FactOf<'waiter.fileCut'>['cause']
/** Whom a host that stands still waits for. */
export type Awaited = 'admin' | 'vcenter' | 'restart'
/** `script` is iPXE's first, by TFTP: it tells the way to the waiter. `declined`: the waiter's script sent it on. */
export type FailedStage = NetworkStage | 'script' | 'declined'
/** How a component that was needed had gone. */
export type Gone =
  { readonly how: 'unplugged' | 'stopped' } | { readonly how: 'failed'; readonly message: string }

/**
 * Every sentence of the chain that says why a host stands as it does; one such table for each language.
 * Times and ages in ms, sizes in bytes. Messages of programs stay as the programs wrote them.
 */
export type WhyWords = {
  readonly poweredOn: string
  readonly restarted: Readonly<Record<By, string>>
  readonly poweredOff: string
  readonly lostPower: (message: string) => string
  readonly partUnplugged: Readonly<Record<HostPart, string>>
  readonly partPluggedIn: Readonly<Record<HostPart, string>>
  readonly partWasOut: Readonly<Record<HostPart, string>>
  readonly triedNetwork: (position: number, of: number) => string
  readonly triedDisk: (position: number, of: number) => string
  readonly cardFailed: (mac: string, reason: string) => string
  readonly addressed: (address: string, bootFile: string) => string
  readonly fileSent: (file: string, bytes: number) => string
  readonly readFailed: (file: string, bytes: number, message: string) => string
  readonly readRefused: (file: string, message: string) => string
  /** UEFI HTTP Boot has its loader from the waiter. */
  readonly loaderServed: (file: string, bytes: number) => string
  readonly loaderRefused: (file: string, message: string) => string
  readonly fileCut: Readonly<Record<Cut, (file: string, bytes: number, of: number) => string>>
  readonly tryFailed: (url: string, message: string, attempt: number) => string
  readonly trampReceived: string
  readonly networkEnded: (stage: FailedStage, tries: number, reason: string) => string
  readonly imageReceived: (image: string, bytes: number, took: number) => string
  readonly hung: (file: string, message: string) => string
  readonly noImageScreen: (wait: number) => string
  /** `stale`: the image it would get now, when that is another one. */
  readonly verified: (image: string, age: number, stale: string | undefined) => string
  readonly rejected: Readonly<Record<Cause, (message: string) => string>>
  readonly cacheWritten: (bytes: number) => string
  readonly installed: (image: string) => string
  readonly tampered: (message: string) => string
  readonly notCached: (message: string) => string
  readonly noBootDevice: string
  readonly ruleGives: (rule: string | undefined, image: string | undefined) => string
  readonly keeps: (image: string | undefined) => string
  /** What was chosen for this boot alone, in place of the usual. */
  readonly once: (choice: NextBootChoice) => string
  readonly noMatch: (considered: number) => string
  readonly undecided: (message: string) => string
  readonly overloaded: (message: string) => string
  readonly imageMissing: string
  readonly silent: (message: string, confidence: string) => string
  readonly upWithoutAddress: string
  readonly up: (address: string, source: Source) => string
  readonly certificateMissing: string
  readonly certificateStored: string
  readonly notCertified: (tries: number) => string
  readonly addressedLater: (address: string) => string
  readonly addressLost: (address: string, cause: LeaseEnd) => string
  readonly connected: Readonly<Record<ConnectedBy, string>>
  readonly bootedFromCache: string
  readonly flagCleared: string
  readonly connectFailed: (message: string) => string
  readonly notResponding: string
  readonly compliant: string
  readonly notCompliant: (failures: readonly string[]) => string
  readonly complianceUnknown: (reasons: readonly string[]) => string
  readonly notRemediated: string
  readonly waitsFor: Readonly<Record<Awaited, string>>
  readonly gone: (component: ComponentId, gone: Gone) => string
  readonly fault: (id: string, message: string, component: ComponentId, effect: string) => string
}

const failedAt: Readonly<Record<FailedStage, string>> = {
  link: 'its card had no link',
  dhcp: 'no DHCP server gave it an address and a boot file',
  loader: 'the boot loader did not come by TFTP',
  ipxe: 'iPXE got no address of its own',
  script: 'iPXE did not get its first script by TFTP',
  tramp: 'iPXE did not reach the waiter',
  register: 'the waiter gave it no answer about its image',
  bootConfig: 'mboot did not get its boot.cfg',
  declined: 'the waiter sent it on to its next boot device',
  image: 'mboot could not load the image',
}

const components: Readonly<Record<ComponentId, string>> = {
  dhcp: 'The DHCP server',
  tftp: 'The TFTP server',
  rules: 'The rules engine',
  waiter: 'The waiter',
  vcenter: 'vCenter',
}

const sources = {
  network: 'the network',
  cache: 'the cache',
  installed: 'the image installed on its disk',
} as const

const went = (gone: Gone): string =>
  gone.how === 'failed' ? `had failed: ${gone.message}` : `was ${gone.how}`

const cutAt = (file: string, bytes: number, of: number): string =>
  `${file} broke off after ${formatBytes(bytes)} of ${formatBytes(of)}`

/** The sentences in English. */
export const whyWords: WhyWords = {
  poweredOn: 'Somebody powered it on.',
  restarted: {
    operator: 'Somebody rebooted it.',
    noImageScreen: 'The no-image screen had waited long enough and rebooted it.',
    auto: 'It rebooted by itself.',
    noCertificate: 'It had no certificate, shut down and rebooted.',
  },
  poweredOff: 'It was powered off.',
  lostPower: (message) => `It lost its power: ${message}`,
  partUnplugged: {
    uplink: 'Its network cables were unplugged.',
    disk: 'Its disks were unplugged.',
  },
  partPluggedIn: {
    uplink: 'Its network cables were plugged in again.',
    disk: 'Its disks were plugged in again.',
  },
  partWasOut: { uplink: 'Its network cables were out.', disk: 'Its disks were out.' },
  triedNetwork: (position, of) => `Its firmware tried the network (${position} of ${of}).`,
  triedDisk: (position, of) => `Its firmware tried the disk (${position} of ${of}).`,
  cardFailed: (mac, reason) => `Its card ${mac} brought nothing (${reason}).`,
  addressed: (address, bootFile) => `DHCP gave it ${address} and the boot file ${bootFile}.`,
  fileSent: (file, bytes) => `It read ${file} by TFTP, ${formatBytes(bytes)}.`,
  readFailed: (file, bytes, message) =>
    `Its read of ${file} by TFTP broke off after ${formatBytes(bytes)}: ${message}.`,
  readRefused: (file, message) => `TFTP refused it ${file}: ${message}.`,
  loaderServed: (file, bytes) => `It read ${file} by HTTP, ${formatBytes(bytes)}.`,
  loaderRefused: (file, message) => `The waiter refused it ${file}: ${message}.`,
  fileCut: {
    clientGone: (...part) => `${cutAt(...part)}: it closed the connection.`,
    timeout: (...part) =>
      `${cutAt(...part)}: it took nothing more. Its cable, a switch or its power may be out.`,
    unplugged: (...part) => `${cutAt(...part)}: the waiter was unplugged.`,
    readError: (...part) => `${cutAt(...part)}: the image store could not read it.`,
  },
  tryFailed: (url, message, attempt) => `iPXE tried ${url}: ${message} (${tries(attempt)}).`,
  trampReceived: 'The waiter answered.',
  networkEnded: (stage, count, reason) =>
    `Its network boot ended: ${failedAt[stage]} after ${tries(count)} (${reason}).`,
  imageReceived: (image, bytes, took) =>
    `It loaded ${image}, ${formatBytes(bytes)}, in ${formatDuration(took)}.`,
  hung: (file, message) =>
    `mboot met a fatal error at ${file} (${message}) and hangs: no fallback from there.`,
  noImageScreen: (wait) =>
    `It shows the no-image screen and reboots after ${formatDuration(wait)}.`,
  verified: (image, age, stale) =>
    `The disk holds ${image}, written ${formatAge(age)} before${stale === undefined ? '' : `, not the ${stale} it would get now`}; every byte was checked.`,
  rejected: {
    noDisk: () => 'It has no disk.',
    empty: () => 'Nothing was ever cached on its disk.',
    corrupt: (message) => `The cached image is damaged, so it was not started: ${message}`,
    unplugged: () => 'Its disk was unplugged.',
  },
  cacheWritten: (bytes) => `Its image was cached on its disk, ${formatBytes(bytes)}.`,
  installed: (image) => `${image} was installed on its disk: it leaves Auto Deploy.`,
  tampered: (message) => `Somebody touched its disk: ${message}`,
  notCached: (message) => `Its image was not cached: ${message}.`,
  noBootDevice: 'Nothing is left in its boot order.',
  ruleGives: (rule, image) => `The rule ${rule ?? 'of no name'} gives it ${image ?? 'no image'}.`,
  keeps: (image) => `vCenter keeps ${image ?? 'no image'} for it.`,
  once: (choice) =>
    choice.kind === 'disk'
      ? 'For this boot alone it was to start from its own disk, so the network declined.'
      : `For this boot alone it was to get ${choice.imageProfile}; what it is given for good stays as it is.`,
  noMatch: (considered) => `None of ${considered} rules gives it an image.`,
  undecided: (message) => `The waiter could not decide: ${message}`,
  overloaded: (message) => `The waiter turned it away: ${message}`,
  imageMissing: 'Files of its image are missing in the image store.',
  silent: (message, confidence) => `${message} (confidence: ${confidence})`,
  upWithoutAddress: 'It is up without an address: no DHCP server answered.',
  up: (address, source) => `It is up at ${address}, booted from ${sources[source]}.`,
  certificateMissing:
    'Auto Deploy keeps no certificate for it, and the certificate authority gave none.',
  certificateStored: 'Auto Deploy keeps its certificate from now on.',
  notCertified: (count) =>
    `It has no certificate after ${tries(count)}: it shuts down and reboots until the certificate authority answers.`,
  addressedLater: (address) => `It got the address ${address} later.`,
  addressLost: (address, cause) =>
    cause === 'expired'
      ? `Its lease of ${address} ran out and no DHCP server renewed it: it stopped using the address.`
      : `The DHCP server refused it ${address}: it stopped using the address.`,
  connected: {
    admin: 'An administrator reconnected it.',
    heartbeat: 'vCenter hears it again.',
    autoDeploy: 'Auto Deploy put it into vCenter.',
  },
  bootedFromCache:
    'vCenter flags it: booted from stateless cache. Only a network boot clears that.',
  flagCleared: 'The flag is gone: it booted over the network.',
  connectFailed: (message) => `vCenter could not connect it: ${message}`,
  notResponding: 'vCenter no longer hears the boot it was connected to.',
  compliant: 'It is compliant.',
  notCompliant: (failures) => `It is not compliant: ${failures.join(' ')}`,
  complianceUnknown: (reasons) => `Whether it is compliant is not known: ${reasons.join(' ')}`,
  notRemediated: 'Remediation did not make it compliant.',
  waitsFor: {
    admin:
      'A host that booted from its cache is not reconnected by itself: an administrator must do it.',
    vcenter:
      'It waits in maintenance mode until Auto Deploy has put it into vCenter; nobody has to reconnect it.',
    restart: 'Only a reboot brings it out of this.',
  },
  gone: (component, gone) => `${components[component]} ${went(gone)}.`,
  fault: (id, message, component, effect) =>
    `The fault ${id} met its ${message} at ${components[component].replace(/^The/, 'the')}: ${effect}.`,
}
