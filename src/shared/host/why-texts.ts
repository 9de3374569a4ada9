import type { Fact, FactOf, NetworkStage, Recorded } from '../facts/index.ts'
import { formatAge, formatBytes, formatDuration, tries } from './text.ts'
import type { HostView } from './view.ts'

/** A link's words. Links of one group that follow each other become one; the last words stand. */
export type Told = {
  readonly text: string
  readonly tone: 'plain' | 'good' | 'warn' | 'bad'
  readonly group?: string
}

const plain = (text: string, group?: string): Told =>
  group === undefined ? { text, tone: 'plain' } : { text, tone: 'plain', group }
const good = (text: string, group?: string): Told => ({ ...plain(text, group), tone: 'good' })
const warn = (text: string, group?: string): Told => ({ ...plain(text, group), tone: 'warn' })
const bad = (text: string, group?: string): Told => ({ ...plain(text, group), tone: 'bad' })

const restarts = {
  operator: 'An operator restarted it.',
  noImageScreen: 'The no-image screen had waited long enough and restarted it.',
  auto: 'It restarted by itself.',
  noCertificate: 'It had no certificate, shut down and started again.',
} as const

const parts = { uplink: 'network cables were', disk: 'disks were' } as const

const failedAt: Readonly<Record<NetworkStage, string>> = {
  link: 'its card had no link',
  dhcp: 'no DHCP server gave it an address and a boot file',
  loader: 'the boot loader did not come by TFTP',
  ipxe: 'iPXE got no address of its own',
  tramp: 'iPXE did not reach the waiter',
  register: 'the waiter gave it no answer about its image',
  bootConfig: 'mboot did not get its boot.cfg',
  image: 'mboot could not load the image',
}

/** The code of a socket error says no more than its words; one of firmware or HTTP can be looked up. */
const reasonOf = (code: string, message: string): string =>
  /^E[A-Z]+$/.test(code) ? message : `${code}: ${message}`

const networkFailed = ({ stage, code, message, tries: count }: FactOf<'firmware.networkFailed'>) =>
  bad(
    `Its network boot ended: ${failedAt[stage]} after ${tries(count)} (${reasonOf(code, message)}).`,
  )

const refusals: Readonly<Record<FactOf<'disk.imageRejected'>['cause'], string>> = {
  noDisk: 'It has no disk.',
  empty: 'Nothing was ever cached on its disk.',
  corrupt: 'The cached image is damaged, so it was not started',
  unplugged: 'Its disk was unplugged.',
}

const rejected = ({ cause, message }: FactOf<'disk.imageRejected'>): Told =>
  bad(cause === 'corrupt' ? `${refusals.corrupt}: ${message}` : refusals[cause])

/** The boot itself, as the host tells it. */
const ofBoot = (fact: Fact): Told | undefined => {
  switch (fact.type) {
    case 'host.poweredOn':
      return plain('An operator switched it on.')
    case 'host.rebooted':
      return plain(restarts[fact.by])
    case 'host.poweredOff':
      return plain(
        fact.message === undefined ? 'It was switched off.' : `It lost its power: ${fact.message}`,
      )
    case 'host.partUnplugged':
      return bad(`Its ${parts[fact.part]} unplugged.`)
    case 'host.partPluggedIn':
      return good(`Its ${parts[fact.part]} plugged in again.`)
    case 'firmware.deviceTried':
      return fact.device === 'network'
        ? plain(`Its firmware tried the network (${String(fact.position)} of ${String(fact.of)}).`)
        : warn(`Its firmware tried the disk (${String(fact.position)} of ${String(fact.of)}).`)
    case 'firmware.cardFailed':
      return warn(`Its card ${fact.mac} brought nothing (${fact.code}: ${fact.message}).`)
    case 'firmware.addressed':
      return good(`DHCP gave it ${fact.address} and the boot file ${fact.bootFile}.`)
    case 'ipxe.tryFailed':
      return warn(`iPXE tried ${fact.url}: ${fact.message} (${tries(fact.attempt)}).`, fact.stage)
    case 'ipxe.trampReceived':
      return good('The waiter answered.')
    case 'firmware.networkFailed':
      return networkFailed(fact)
    case 'mboot.imageReceived':
      return good(
        `It loaded ${fact.imageProfile}, ${formatBytes(fact.bytes)}, in ${formatDuration(fact.took)}.`,
      )
    case 'mboot.hung':
      return bad(
        `mboot met a fatal error at ${fact.file} (${fact.message}) and hangs: no fallback from there.`,
      )
    case 'host.noImageScreen':
      return warn(`It shows the no-image screen and restarts after ${formatDuration(fact.wait)}.`)
    default:
      return undefined
  }
}

const verified = (
  { imageProfile, writtenAt }: FactOf<'disk.imageVerified'>,
  at: number,
  expected: string | undefined,
): Told => {
  const stale =
    expected === undefined || expected === imageProfile
      ? ''
      : `, not the ${expected} it would get now`
  return good(
    `The disk holds ${imageProfile}, cached ${formatAge(at - writtenAt)} before${stale}; every byte was checked.`,
  )
}

const ofDisk = ({ fact, at }: Recorded, expected: string | undefined): Told | undefined => {
  switch (fact.type) {
    case 'disk.imageVerified':
      return verified(fact, at, expected)
    case 'disk.imageRejected':
      return rejected(fact)
    case 'disk.cacheWritten':
      return good(`Its image was cached on its disk, ${formatBytes(fact.bytes)}.`)
    case 'disk.imageInstalled':
      return good(`${fact.imageProfile} was installed on its disk: it leaves Auto Deploy.`)
    case 'host.diskTampered':
      return bad(`Somebody touched its disk: ${fact.message}`)
    case 'disk.cacheNotWritten':
      return warn(`Its image was not cached: ${fact.message}.`)
    case 'firmware.noBootDevice':
      return bad('Nothing is left in its boot order.')
    default:
      return undefined
  }
}

/** What Auto Deploy decided. */
const ofDecision = (fact: Fact): Told | undefined => {
  switch (fact.type) {
    case 'rules.decided': {
      const image = fact.association.imageProfile ?? 'no image'
      const rule = fact.rules['imageProfile']
      return fact.from === 'rules'
        ? plain(`The rule ${rule ?? 'of no name'} gives it ${image}.`)
        : plain(`vCenter keeps ${image} for it.`)
    }
    case 'rules.noMatch':
      return warn(`None of ${String(fact.considered)} rules gives it an image.`)
    case 'waiter.undecided':
      return bad(`The waiter could not decide: ${fact.reason.message}`, 'undecided')
    case 'waiter.noImage':
      return fact.cause === 'imageMissing'
        ? bad('Files of its image are missing in the image store.')
        : undefined
    case 'host.fellSilent':
      return warn(`${fact.message} (confidence: ${fact.confidence})`)
    default:
      return undefined
  }
}

/** What came after the kernel. */
const afterwards = (fact: Fact): Told | undefined => {
  switch (fact.type) {
    case 'esxi.up':
      return fact.address === ''
        ? bad('It is up without an address: no DHCP server answered.')
        : good(`It is up at ${fact.address}, booted from the ${fact.source}.`)
    case 'waiter.certificateMissing':
      return bad(
        'Auto Deploy keeps no certificate for it, and the certificate authority gave none.',
        'certificate',
      )
    case 'waiter.certificateStored':
      return good('Auto Deploy keeps its certificate from now on.')
    case 'esxi.notCertified':
      return bad(
        `It has no certificate after ${tries(fact.tries)}: it shuts down and starts again, until the certificate authority answers.`,
      )
    case 'esxi.addressed':
      return good(`It got the address ${fact.address} later.`)
    case 'vcenter.hostConnected':
      return good(
        fact.by === 'admin'
          ? 'An admin reconnected it.'
          : fact.by === 'heartbeat'
            ? 'vCenter hears it again.'
            : 'Auto Deploy put it into vCenter.',
      )
    case 'vcenter.bootedFromCache':
      return warn('vCenter flags it: booted from stateless cache. Only a network boot clears that.')
    case 'vcenter.cacheFlagCleared':
      return good('The flag is gone: it booted over the network.')
    case 'vcenter.connectFailed':
      return bad(`vCenter could not connect it: ${fact.reason.message}`, 'connectFailed')
    case 'vcenter.hostNotResponding':
      return warn('vCenter no longer hears the boot it was connected to.')
    case 'vcenter.complianceChecked':
      return fact.status === 'compliant'
        ? good('It is compliant.', 'compliance')
        : warn(`It is not compliant: ${fact.failures.join(' ')}`, 'compliance')
    case 'vcenter.remediated':
      return fact.cleared ? undefined : warn('Remediation did not make it compliant.')
    default:
      return undefined
  }
}

/** What a host that stands still waits for. */
export const waitsFor = (host: HostView): string | undefined => {
  if (host.source === 'cache' && host.state === 'running' && host.connection !== 'connected')
    return 'A host that booted from its cache is not reconnected by itself: an admin must do it.'
  return host.state === 'hung' ? 'Only a restart brings it out of this.' : undefined
}

/** The words for a fact; undefined for one that explains nothing. */
export const explain = (recorded: Recorded, expected: string | undefined): Told | undefined =>
  ofBoot(recorded.fact) ??
  ofDisk(recorded, expected) ??
  ofDecision(recorded.fact) ??
  afterwards(recorded.fact)
