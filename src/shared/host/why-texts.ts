import { assertNever } from '../base/index.ts'
import type { Fact, FactOf, Recorded } from '../facts/index.ts'
import { isConnected } from './met.ts'
import { withoutQuery } from './text.ts'
import type { HostView } from './view.ts'
import type { Awaited, FailedStage, WhyWords } from './why-words.ts'

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

/** A program's words within a sentence, which has a full stop of its own. */
const within = (message: string): string => message.replace(/\.$/, '')

/** iPXE has its first script from TFTP and the next from the waiter; both ways lead to `tramp`. */
export const failedStage = ({ stage, code }: FactOf<'firmware.networkFailed'>): FailedStage => {
  if (stage === 'tramp' && code === 'TFTP') return 'script'
  // A script of the waiter that fails by itself is no failure of the waiter.
  return stage === 'register' && code === 'iPXE' ? 'declined' : stage
}

/** The code of a socket error says no more than its words; one of firmware or HTTP can be looked up. */
const reasonOf = (code: string, message: string): string =>
  within(withoutQuery(/^E[A-Z]+$/.test(code) ? message : `${code}: ${message}`))

/** The boot itself, as the host tells it. */
const ofBoot = (fact: Fact, words: WhyWords): Told | undefined => {
  switch (fact.type) {
    case 'host.poweredOn':
      return plain(words.poweredOn)
    case 'host.rebooted':
      return plain(words.restarted[fact.by])
    case 'host.poweredOff':
      return plain(fact.message === undefined ? words.poweredOff : words.lostPower(fact.message))
    case 'host.partUnplugged':
      return bad(words.partUnplugged[fact.part])
    case 'host.partPluggedIn':
      return good(words.partPluggedIn[fact.part])
    case 'firmware.deviceTried':
      return fact.device === 'network'
        ? plain(words.triedNetwork(fact.position, fact.of))
        : warn(words.triedDisk(fact.position, fact.of))
    case 'firmware.cardFailed':
      return warn(words.cardFailed(fact.mac, reasonOf(fact.code, fact.message)))
    case 'firmware.addressed':
      return good(words.addressed(fact.address, fact.bootFile))
    case 'ipxe.tryFailed':
      return warn(
        words.tryFailed(withoutQuery(fact.url), within(fact.message), fact.attempt),
        fact.stage,
      )
    case 'ipxe.trampReceived':
      return good(words.trampReceived)
    case 'firmware.networkFailed':
      return bad(
        words.networkEnded(failedStage(fact), fact.tries, reasonOf(fact.code, fact.message)),
      )
    case 'mboot.imageReceived':
      return good(words.imageReceived(fact.imageProfile, fact.bytes, fact.took))
    case 'mboot.hung':
      return bad(words.hung(fact.file, within(fact.message)))
    case 'host.noImageScreen':
      return warn(words.noImageScreen(fact.wait))
    default:
      return undefined
  }
}

/** What the services saw of a host that tells nothing itself. */
const ofSighting = (fact: Fact, words: WhyWords, { httpLoader }: HostView): Told | undefined => {
  switch (fact.type) {
    // A running system is told of no file.
    case 'dhcp.acknowledged':
      return fact.bootFile === '' ? undefined : good(words.addressed(fact.address, fact.bootFile))
    case 'tftp.sent':
      return plain(words.fileSent(fact.file, fact.bytes))
    case 'tftp.failed':
      return bad(words.readFailed(fact.file, fact.bytes, within(fact.message)), fact.file)
    case 'tftp.refused':
      return bad(words.readRefused(fact.file, within(fact.message)), fact.file)
    case 'waiter.fileServed':
      return fact.file === httpLoader ? plain(words.loaderServed(fact.file, fact.bytes)) : undefined
    case 'waiter.refused':
      return httpLoader !== undefined && fact.path.endsWith(`/${httpLoader}`)
        ? bad(words.loaderRefused(httpLoader, within(fact.reason.message)), httpLoader)
        : undefined
    case 'waiter.fileCut':
      if (fact.earlierBoot) return undefined
      return bad(words.fileCut[fact.cause](fact.file, fact.bytes, fact.of))
    case 'waiter.imageServed':
      return good(words.imageReceived(fact.imageProfile, fact.bytes, fact.took))
    default:
      return undefined
  }
}

const verified = (
  { imageProfile, writtenAt }: FactOf<'disk.imageVerified'>,
  at: number,
  expected: string | undefined,
  words: WhyWords,
): Told =>
  good(
    words.verified(imageProfile, at - writtenAt, expected === imageProfile ? undefined : expected),
  )

const ofDisk = (
  { fact, at }: Recorded,
  expected: string | undefined,
  words: WhyWords,
): Told | undefined => {
  switch (fact.type) {
    case 'disk.imageVerified':
      return verified(fact, at, expected, words)
    case 'disk.imageRejected':
      return bad(words.rejected[fact.cause](fact.message))
    case 'disk.cacheWritten':
      return good(words.cacheWritten(fact.bytes))
    case 'disk.imageInstalled':
      return good(words.installed(fact.imageProfile))
    case 'host.diskTampered':
      return bad(words.tampered(fact.message))
    case 'disk.cacheNotWritten':
      return warn(words.notCached(within(fact.message)))
    case 'firmware.noBootDevice':
      return bad(words.noBootDevice)
    default:
      return undefined
  }
}

/** What Auto Deploy decided. */
const ofDecision = (fact: Fact, words: WhyWords): Told | undefined => {
  switch (fact.type) {
    case 'rules.decided':
      return plain(
        fact.from === 'rules'
          ? words.ruleGives(fact.rules['imageProfile'], fact.association.imageProfile)
          : words.keeps(fact.association.imageProfile),
      )
    case 'waiter.nextBootUsed':
      return warn(words.once(fact.choice))
    case 'rules.noMatch':
      return warn(words.noMatch(fact.considered))
    case 'waiter.undecided':
      return bad(words.undecided(fact.reason.message), 'undecided')
    case 'waiter.refused':
      return fact.reason.code === 'waiter.overloaded'
        ? bad(words.overloaded(fact.reason.message), 'overloaded')
        : undefined
    case 'waiter.noImage':
      return fact.cause === 'imageMissing' ? bad(words.imageMissing) : undefined
    case 'host.fellSilent':
      return warn(words.silent(fact.message, fact.confidence))
    default:
      return undefined
  }
}

const ofCompliance = (
  { status, failures }: FactOf<'vcenter.complianceChecked'>,
  words: WhyWords,
): Told => {
  switch (status) {
    case 'compliant':
      return good(words.compliant, 'compliance')
    case 'nonCompliant':
      return warn(words.notCompliant(failures), 'compliance')
    case 'unknown':
      return warn(words.complianceUnknown(failures), 'compliance')
    default:
      return assertNever(status)
  }
}

/** What came after the kernel. */
const afterwards = (fact: Fact, words: WhyWords): Told | undefined => {
  switch (fact.type) {
    case 'esxi.up':
      return fact.address === ''
        ? bad(words.upWithoutAddress)
        : good(words.up(fact.address, fact.source))
    case 'waiter.certificateMissing':
      return bad(words.certificateMissing, 'certificate')
    case 'waiter.certificateStored':
      return good(words.certificateStored)
    case 'esxi.notCertified':
      return bad(words.notCertified(fact.tries))
    case 'esxi.addressed':
      return good(words.addressedLater(fact.address))
    case 'esxi.addressLost':
      return bad(words.addressLost(fact.address, fact.cause))
    case 'vcenter.hostConnected':
      return good(words.connected[fact.by])
    case 'vcenter.bootedFromCache':
      return warn(words.bootedFromCache)
    case 'vcenter.cacheFlagCleared':
      return good(words.flagCleared)
    case 'vcenter.connectFailed':
      return bad(words.connectFailed(fact.reason.message), 'connectFailed')
    case 'vcenter.hostNotResponding':
      return warn(words.notResponding)
    case 'vcenter.complianceChecked':
      return ofCompliance(fact, words)
    case 'vcenter.remediated':
      return fact.cleared ? undefined : warn(words.notRemediated)
    default:
      return undefined
  }
}

/** What a host that stands still waits for. `met`: vCenter was connected to the system that runs. */
export const waitsFor = (host: HostView, met: boolean): Awaited | undefined => {
  if (host.source === 'cache' && host.state === 'running' && !isConnected(host)) return 'admin'
  if (host.source === 'network' && host.state === 'running' && !met) return 'vcenter'
  return host.state === 'hung' ? 'restart' : undefined
}

/** The words for a fact; undefined for one that explains nothing. */
export const explain = (
  recorded: Recorded,
  expected: string | undefined,
  words: WhyWords,
  host: HostView,
): Told | undefined =>
  (host.witness === 'services' ? ofSighting(recorded.fact, words, host) : undefined) ??
  ofBoot(recorded.fact, words) ??
  ofDisk(recorded, expected, words) ??
  ofDecision(recorded.fact, words) ??
  afterwards(recorded.fact, words)
