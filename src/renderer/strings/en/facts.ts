import type { Association, FactOf } from '../../../shared/facts/index.ts'
import { whatFaultDoes } from '../../../shared/faults/words.ts'
import type { FactTexts } from '../facts.ts'
import { holdId } from '../../../shared/faults/index.ts'
import { failure, pathOnly } from '../failure.ts'
import { plural } from './plural.ts'

const short = (digest: string): string => `${digest.slice(0, 8)}…`
const source = {
  network: 'network',
  cache: 'cached image',
  installed: 'installed image',
} as const
const list = (items: readonly string[]): string => items.join(', ')
const given = (association: Association): string =>
  list(Object.values(association).flatMap((value) => value ?? []))
const device = { network: 'network', disk: 'local disk' } as const

/** What a fault did to a message, by its effect. */
const met: Readonly<Record<string, string>> = {
  drop: 'dropped',
  delay: 'delayed',
  duplicate: 'doubled',
  rewrite: 'changed',
  corrupt: 'spoiled',
  refuse: 'refused',
  truncate: 'cut short',
  throttle: 'slowed down',
  httpStatus: 'answered with a status',
  hold: 'held',
}

const lostOf = { fact: 'a fact', lease: 'a lease', document: 'a version of the lab' } as const

const lessonEnds = {
  met: 'ended',
  missed: 'ended',
  stopped: 'stopped before its end',
  broken: 'broken off by an error',
} as const

const lab = {
  'lab.opened': (f) => `lab “${f.name}” opened, version ${f.version}`,
  'lab.closed': () => 'lab closed',
  'lab.moved': (f) =>
    `the folder of the lab is no longer at ${f.folder}: move it back, or stop the lab and open it where it is now`,
  'lab.slept': (f, { duration }) =>
    `the computer slept, or the program was halted, for ${duration(f.to - f.from)}`,
  'document.changed': (f) => `lab changed: ${f.summary}`,
  'journal.lost': (f) => `${lostOf[f.what]} (${f.name}) is lost: the disk has changed it`,
  'component.started': (f) => `listens on ${f.on}`,
  'component.stopped': () => 'listener closed',
  'component.failed': (f) => `broke down: ${f.reason.message}`,
  'plug.pulled': () => 'unplugged',
  'plug.restored': () => 'plugged in, proof under way',
  'plug.healed': (f, { duration }) => `proven to work in ${duration(f.took)}`,
  'plug.notHealed': (f) => `plugged in, but its proof failed: ${f.reason.message}`,
  'net.badInput': (f) => `not understood: ${f.reason.message}`,
  'net.crowded': (f, { duration }) =>
    `${f.still === undefined ? 'connection closed at once' : `connection closed for another, after nothing moved on it for ${duration(f.still)}`}: ${f.open} are open${f.held > 0 ? ` · ${f.held} more like it before` : ''}`,
  'net.serveStarted': (f) =>
    f.mode === 'observe'
      ? `listens to DHCP on ${f.interface}`
      : `serves ${f.interface}, ${f.address}`,
  'net.serveStopped': (f) => `is off ${f.interface} again`,
  'classroom.opened': (f) => `others may look on at ${f.on}`,
  'classroom.attended': (f) => plural(f.screens, 'screen looks on', 'screens look on'),
  'classroom.closed': () => 'nobody looks on any more',
  'syslog.began': (f) => `sends its log, by ${f.carrier.toUpperCase()} from ${f.address}`,
  'syslog.limited': (f) =>
    `its log is limited: more than ${f.perSecond} messages a second come from ${f.address}`,
  'syslog.deaf': (f) => `no logs are received at ${f.on}: ${f.reason.message}`,
  'image.added': (f, { bytes }) => `image ${f.imageProfile} added, ${bytes(f.size)}`,
  'image.removed': (f) => `image ${f.imageProfile} removed`,
  'lesson.started': (f) => `lesson “${f.title}” begins`,
  'lesson.stepStarted': (f) => f.text,
  'lesson.asked': (f) => f.question,
  'lesson.answered': (f) => `${f.right ? 'right' : 'not right'}: ${f.why}`,
  'lesson.checked': (f) => `${f.met ? 'met' : 'not met'}: ${f.expectation}`,
  'lesson.ended': (f) =>
    `lesson ${lessonEnds[f.outcome ?? 'met']}, ${f.met} met, ${f.missed} missed`,
  'fault.injected': (f) => `fault added: ${whatFaultDoes(f.fault)}`,
  'fault.removed': (f) =>
    f.fault === undefined ? 'fault removed' : `fault removed: ${whatFaultDoes(f.fault)}`,
  'fault.fired': (f) =>
    f.id === holdId(f.component)
      ? `${f.message} held until it is let go`
      : `${f.message} ${met[f.effect] ?? 'met'} by a fault`,
  'fault.released': (f) => `${f.message} let go on`,
} satisfies Partial<FactTexts>

const dhcp = {
  'dhcp.discovered': (f) =>
    [
      'DISCOVER',
      f.userClass,
      f.arch === undefined ? undefined : `arch ${f.arch}`,
      f.uuid === undefined ? undefined : `UUID ${short(f.uuid)}`,
    ]
      .filter((part) => part !== undefined)
      .join(' · '),
  'dhcp.offered': (f) => `OFFER ${f.address}${f.bootFile === '' ? '' : ` · ${f.bootFile}`}`,
  'dhcp.requested': (f) => `REQUEST ${f.address}`,
  'dhcp.acknowledged': (f) => `ACK ${f.address}`,
  'dhcp.refused': (f) => `NAK ${f.address}: ${f.reason.message}`,
  'dhcp.released': (f) => `RELEASE ${f.address}`,
  'dhcp.declined': (f) => `DECLINE ${f.address}`,
  'dhcp.informed': (f) => `INFORM ${f.address}`,
  'dhcp.ignored': (f) => `${f.message} left unanswered: ${f.reason.message}`,
  'dhcp.proxyOffered': (f) => `proxy OFFER · ${f.bootFile}`,
  'dhcp.proxyAcknowledged': (f) => `proxy ACK · ${f.bootFile}`,
  'dhcp.addressedElsewhere': (f) => `REQUEST ${f.address} to another server, ${f.serverId}`,
  'dhcp.conflictFound': (f) => `${f.address} is used by somebody without a lease`,
  'dhcp.finding': (f) => `${f.finding.message} ${f.proposal}`,
  'dhcp.foreignOffer': (f) => `another DHCP server, ${f.serverId}, offered ${f.offered}`,
} satisfies Partial<FactTexts>

const tftp = {
  'tftp.requested': (f) => `RRQ ${f.file} · blksize ${f.blockSize}`,
  'tftp.underWay': (f, { bytes, duration }) =>
    `${f.file} · ${bytes(f.bytes)} of ${bytes(f.size)} so far · ${bytes(f.rate)}/s · ${duration(f.remaining)} left`,
  'tftp.sent': (f, { bytes, duration }) => `${f.file} · ${bytes(f.bytes)} in ${duration(f.took)}`,
  'tftp.probed': (f, { bytes }) => `asked only for the size: ${bytes(f.size)}`,
  'tftp.failed': (f, { bytes }) => `${f.file} broke off after ${bytes(f.bytes)}: ${f.message}`,
  'tftp.refused': (f) => `ERROR ${f.errorCode}: ${f.message}`,
} satisfies Partial<FactTexts>

const noImage = {
  noMatchingRule: 'no rule with an image matches',
  noImageAssociated: 'no image is associated with the host',
  imageMissing: 'the image is not in the store',
} as const

/** Where a file stands in its image; nothing for one beside it. */
const placeIn = ({
  position,
  of,
}: Pick<FactOf<'mboot.moduleReceived'>, 'position' | 'of'>): string =>
  position === undefined || of === undefined ? '' : ` · ${position} of ${of}`

const waiter = {
  'waiter.trampServed': (f, { bytes }) => `tramp · 200 · ${bytes(f.bytes)}`,
  'waiter.hostRegistered': (f) =>
    `registers as ${list([f.attributes.vendor, f.attributes.model].filter((part) => part !== ''))}`,
  'waiter.imageAssigned': (f, { bytes }) =>
    `boot ${f.imageProfile} · ${f.files} files, ${bytes(f.size)}`,
  'waiter.nextBootUsed': (f) =>
    f.choice.kind === 'disk'
      ? 'sends it on to its own disk, this once'
      : `gives it ${f.choice.imageProfile}, this once`,
  'waiter.noImage': (f) => `no image: ${noImage[f.cause]}`,
  'waiter.undecided': (f) => `cannot decide · 503: ${f.reason.message}`,
  'waiter.bootConfigServed': (f) =>
    `boot.cfg · ${f.modules} files${f.proxy === undefined ? '' : ` from ${f.proxy}`}`,
  'waiter.fileServed': (f, { bytes }) => `${f.file} · ${bytes(f.bytes)}${placeIn(f)}`,
  'waiter.fileUnderWay': (f, { bytes }) =>
    `${f.file} · ${bytes(f.bytes)} of ${bytes(f.size)} so far${placeIn(f)}`,
  'waiter.imageServed': (f, { bytes, duration }) =>
    `whole image sent · ${bytes(f.bytes)} in ${duration(f.took)}`,
  'waiter.fileCut': (f, { bytes }) =>
    `${f.file} cut after ${bytes(f.bytes)} of ${bytes(f.of)}: ${cut[f.cause]}`,
  'waiter.refused': (f) => `${f.method} ${f.path} · ${f.status}: ${f.reason.message}`,
  'waiter.turnedAway': (f) =>
    `connection closed at once: ${f.open} are open${f.held > 0 ? ` · ${f.held} more like it before` : ''}`,
  'waiter.fileCorrupt': (f) => `${f.file} no longer has its digest and is not served`,
  'waiter.certificateStored': () => 'Auto Deploy keeps its certificate',
  'waiter.certificateRemoved': () => 'its certificate was taken away',
  'waiter.certificateServed': (f) =>
    f.kept ? 'certificate handed over, kept from an earlier boot' : 'new certificate handed over',
  'waiter.certificateMissing': (f) => `no certificate: ${f.reason.message}`,
  'waiter.authorityReplaced': (f) =>
    `its certificate authority was not valid at this time: what trusted it needs the new one, ${f.file}`,
  'waiter.hostReported': (f) => `reports in · booted from ${source[f.bootSource]}`,
  'rules.decided': (f) =>
    `${f.from === 'rules' ? `by ${list([...new Set(Object.values(f.rules))])}` : 'as stored'}: ${given(f.association)}`,
  'rules.noMatch': (f) => `none of ${f.considered} rules matches`,
  'rules.setInForce': (f) => `${f.rules.length} rules in force`,
  'rules.associationStored': (f) =>
    f.changes.length === 0
      ? 'stored association kept'
      : `stored from now on: ${list(f.changes.map(({ expected }) => expected))}`,
  'rules.nextBootChosen': (f) =>
    `next boot only: ${f.choice.kind === 'disk' ? 'from its own disk' : f.choice.imageProfile}`,
  'rules.nextBootTakenBack': () => 'next boot: as usual again',
  'rules.hostsForgotten': (f) => `forgot ${list(f.hosts)}`,
  'rules.hostsRecalled': (f) => `knows ${list(f.hosts)} again`,
} satisfies Partial<FactTexts>

const cut = {
  clientGone: 'the host went away',
  unplugged: 'unplugged',
  timeout: 'no progress',
  readError: 'the file could not be read',
} as const

const rejected = {
  noDisk: 'no disk',
  empty: 'nothing is cached',
  corrupt: 'the cached image is damaged',
  unplugged: 'the disk is unplugged',
} as const

const leaseEnd = {
  expired: 'its lease ran out',
  refused: 'the DHCP server refused it',
} as const

const part = { uplink: 'network cables', disk: 'disks' } as const
const tampered = {
  flippedByte: 'one byte of the cached image flipped',
  truncated: 'cached image cut short',
  erased: 'cached image erased',
} as const

const host = {
  'host.partUnplugged': (f) => `${part[f.part]} unplugged`,
  'host.partPluggedIn': (f) => `${part[f.part]} plugged in`,
  'host.diskTampered': (f) => tampered[f.how],
  'storm.began': (f) =>
    `a boot storm of ${f.waves.reduce((sum, wave) => sum + wave.hosts.length, 0)} hosts in ${f.waves.length} waves begins`,
  'storm.waveAdmitted': (f) =>
    `wave ${f.wave} of ${f.of} is switched on: ${f.hosts} hosts of ${f.clusters.join(', ')}`,
  'storm.waveSettled': (f) =>
    `wave ${f.wave} of ${f.of} has settled: ${f.network} from the network, ${f.cache} from the cache, ${f.failed} without a system`,
  'storm.ended': (f) =>
    `the boot storm ${f.stopped ? 'was stopped' : 'is over'}: ${f.network} from the network, ${f.cache} from the cache, ${f.failed} without a system`,
  'host.poweredOn': () => 'power on',
  'host.poweredOff': () => 'power off',
  'host.rebooted': () => 'reboot',
  'host.wakeSent': (f) => `magic packet to ${f.mac} on ${f.interface}`,
  'host.woke': (f, { duration }) => `woke: DHCP heard it ${duration(f.took)} later`,
  'host.noImageScreen': (f, { duration }) =>
    `no-image screen, reboots in ${duration(f.wait)}: ${f.cause}`,
  'host.fellSilent': (f) => `fell silent while at ${f.stage}${f.hangs ? ': probably hangs' : ''}`,
  'firmware.deviceTried': (f) => `boot device ${f.position} of ${f.of}: ${device[f.device]}`,
  'firmware.linkUp': () => 'link up',
  'firmware.addressed': (f) => `has ${f.address}, will load ${f.bootFile}`,
  'firmware.loaderReceived': (f, { bytes }) => `has ${f.file}, ${bytes(f.bytes)}`,
  'firmware.cardFailed': (f) => `card ${f.mac}: ${f.code} ${f.message}`,
  'firmware.unanswered': (f, { duration }) =>
    `${f.message} · try ${f.attempt} of ${f.of}: no answer in ${duration(f.waited)}`,
  'firmware.networkFailed': (f) =>
    `network boot ends: ${failure(f)}${f.tries > 1 ? ` (${f.tries} tries)` : ''}`,
  'firmware.noBootDevice': () => 'no bootable device',
  'ipxe.started': () => 'iPXE starts',
  'ipxe.addressed': (f) => `iPXE has ${f.address}`,
  'ipxe.trampReceived': (f) => `has the script ${f.url}`,
  'ipxe.bootScriptReceived': (f) => `has the boot script ${f.url}`,
  'ipxe.tryFailed': (f) => `${pathOnly(f.url)} · try ${f.attempt} of ${f.of}: ${f.message}`,
  'mboot.configReceived': (f) => `boot.cfg lists ${f.modules} files`,
  'mboot.moduleReceived': (f, { bytes }) => `has ${f.file}, ${bytes(f.bytes)}${placeIn(f)}`,
  'mboot.imageReceived': (f, { bytes }) => `whole image here and verified, ${bytes(f.bytes)}`,
  'mboot.hung': (f) => `mboot hangs at ${f.file}: ${f.message}`,
  'disk.imageVerified': (f, { bytes }) =>
    `${f.imageProfile} on the disk verified · ${bytes(f.bytes)} · sha256 ${short(f.digest)}`,
  'disk.imageRejected': (f) => `disk does not boot: ${rejected[f.cause]}`,
  'disk.cacheWritten': (f, { bytes }) => `image cached on disk · ${bytes(f.bytes)}`,
  'disk.imageInstalled': (f, { bytes }) => `image installed on disk · ${bytes(f.bytes)}`,
  'disk.cacheNotWritten': (f) => `image not cached: ${f.message}`,
  'kernel.started': (f) => `kernel of ${f.imageProfile} starts from ${source[f.source]}`,
  'esxi.notCertified': (f) => `no certificate after ${f.tries} tries: shuts down and reboots`,
  'esxi.up': (f) => `up · booted from ${source[f.source]}`,
  'esxi.configured': (f) =>
    f.status === 'valid'
      ? `host profile ${f.hostProfile} set at boot`
      : `host profile ${f.hostProfile} not set, customization ${f.status}: ${list(f.problems)}`,
  'esxi.scriptsRun': (f) => `script bundle ${f.bundle} ran · ${f.commands} commands`,
  'esxi.scriptFailed': (f) => `${f.script} of ${f.bundle} failed in line ${f.line}: ${f.message}`,
  'esxi.addressed': (f) => `ESXi has ${f.address}`,
  'esxi.addressLost': (f) => `ESXi gave up ${f.address}: ${leaseEnd[f.cause]}`,
} satisfies Partial<FactTexts>

const by = {
  autoDeploy: 'Auto Deploy',
  admin: 'an administrator',
  heartbeat: 'its heartbeat',
} as const
const mover = { repair: 'repair', admin: 'an administrator' } as const
const status = {
  compliant: 'compliant',
  nonCompliant: 'not compliant',
  unknown: 'compliance unknown',
} as const

/** A host that no rule puts into a cluster stands in the datacenter itself. */
const inCluster = (cluster: string): string => (cluster === '' ? '' : ` in ${cluster}`)

const vcenter = {
  'vcenter.hostAdded': (f) => `added${inCluster(f.cluster)} by ${by[f.by]}`,
  'vcenter.hostConnected': (f) => `connected${inCluster(f.cluster)} by ${by[f.by]}`,
  'vcenter.hostMoved': (f) =>
    `moved to ${f.cluster === '' ? (f.folder ?? 'the datacenter') : f.cluster} by ${mover[f.by]}`,
  'vcenter.certificateIssued': (f) => `certificate ${f.serial.slice(0, 8)} signed`,
  'vcenter.hostRemoved': () => 'removed from the inventory',
  'vcenter.hostNotResponding': () => 'not responding',
  'vcenter.hostDisconnected': (f) => `disconnected by ${by[f.by]}`,
  'vcenter.connectFailed': (f) => `${by[f.by]} could not connect it: ${f.reason.message}`,
  'vcenter.bootedFromCache': (f) => `flag set: ${f.text}`,
  'vcenter.cacheFlagCleared': () => 'flag cleared: booted over the network',
  'vcenter.maintenanceEntered': (f) => `maintenance mode: ${f.cause}`,
  'vcenter.maintenanceExited': () => 'maintenance mode left',
  'vcenter.profileApplied': (f) => `host profile ${f.hostProfile} applied`,
  'vcenter.profileFailed': (f) => `host profile ${f.hostProfile} failed: ${f.reason.message}`,
  'vcenter.complianceChecked': (f) =>
    f.failures.length === 0 ? status[f.status] : `${status[f.status]}: ${list(f.failures)}`,
  'vcenter.remediationChanged': (f) => `remediation: ${f.status}`,
  'vcenter.remediated': (f) => `remediation ${f.cleared ? 'cleared it' : 'did not clear it'}`,
  'vcenter.vmPlaced': (f) => `VM ${f.vm} placed`,
  'vcenter.vmLeft': (f) => `VM ${f.vm} moved to ${f.to}`,
  'vcenter.vmNotPlaced': (f) => `VM ${f.vm} not placed: ${f.reason.message}`,
} satisfies Partial<FactTexts>

/** The path of a URL, or the text itself when it is none. */

export const facts: FactTexts = { ...lab, ...dhcp, ...tftp, ...waiter, ...host, ...vcenter }
