import type { FactOf, NetworkStage } from '../facts/index.ts'
import { serving } from './sighting.ts'
import type { BootState, HostView } from './view.ts'

/** Real ms that a booting machine may be silent in a stage; firmware's own retry times, and some. */
const quiet: Partial<Readonly<Record<BootState, { stage: NetworkStage; longest: number }>>> = {
  'network.dhcp': { stage: 'dhcp', longest: 75_000 },
  'network.loader': { stage: 'loader', longest: 45_000 },
  'network.ipxe': { stage: 'ipxe', longest: 45_000 },
  'network.tramp': { stage: 'tramp', longest: 45_000 },
  'network.register': { stage: 'register', longest: 45_000 },
  'network.image': { stage: 'image', longest: 180_000 },
}

/** When the server it would have turned to is known to be away, there is less to wait for. */
const whenAway = 12_000

/** When the read of its loader failed, too; it may ask once more. */
const afterRead = 15_000

/**
 * Of an image whose file is on its way the waiter tells every five seconds; TCP may take a minute to go on after a
 * cable was out. No loader takes up again what was cut.
 */
const image = { underWay: 90_000, cut: 20_000 }

const longestOf = (host: HostView, longest: number, absent?: keyof Away): number => {
  // Asking for an address goes on for as long, heard or not.
  if (absent !== undefined && absent !== 'dhcp') return whenAway
  // A read is given up long after the firmware has.
  if (host.state === 'network.loader' && loaderOf(host) === 'failed') return afterRead
  const { partial } = host.progress ?? {}
  if (partial === undefined) return longest
  return partial.cut ? image.cut : image.underWay
}

/** Services that were out of reach while the host was silent. */
export type Away = {
  readonly dhcp: boolean
  readonly tftp: boolean
  readonly waiter: boolean
  readonly rules: boolean
}

/** What each stage turns to, the first of which to be away is the reason. */
const turnsTo: Readonly<Record<NetworkStage, readonly (keyof Away)[]>> = {
  link: [],
  dhcp: ['dhcp'],
  loader: ['tftp'],
  ipxe: ['dhcp'],
  // The first script comes by TFTP, the next from the waiter.
  tramp: ['tftp', 'waiter', 'rules'],
  register: ['waiter', 'rules'],
  bootConfig: ['waiter', 'rules'],
  image: ['waiter', 'rules'],
}

const wasUnplugged: Readonly<Record<keyof Away, string>> = {
  dhcp: 'The DHCP server was unplugged',
  tftp: 'The TFTP server was unplugged',
  waiter: 'The waiter was unplugged',
  rules: 'The rules engine was unplugged',
}

const loaderOf = ({ networkTrack }: HostView) =>
  networkTrack.find(({ id }) => id === 'loader')?.state
const hasLoader = (host: HostView): boolean => loaderOf(host) === 'done'

/** A loader that went out whole and never came to life, as far as the services can tell. */
const refusedLoader = (host: HostView): string | undefined => {
  if (!hasLoader(host)) return undefined
  return host.firmware === 'uefi'
    ? 'The loader went out whole: firmware with Secure Boot refuses one that is not signed'
    : 'The loader went out whole: it may be one for other machines'
}

const nextStep: Readonly<Record<NetworkStage, string>> = {
  link: 'asked for an address',
  dhcp: 'took the address it was offered',
  loader: 'started the boot loader',
  ipxe: 'took its own address',
  tramp: 'reached the waiter',
  register: 'introduced itself to the waiter',
  bootConfig: 'read its boot.cfg',
  image: 'fetched the rest of its image',
}

/** mboot does not give control back after an error, unless its boot.cfg says so; iPXE does. */
const hangs = ({ system, exitsAfter }: HostView, stage: NetworkStage): boolean =>
  stage === 'image' && system === 'esxi' && exitsAfter === undefined

/** Where mboot stands: at the file that broke off, or after those that came. */
const standsAt = ({ progress }: HostView): string => {
  if (progress?.partial !== undefined) return `at the file ${progress.partial.file}`
  return progress === undefined ? 'in its image' : `after ${progress.done} of ${progress.of} files`
}

const outlook = (host: HostView, hanging: boolean): string =>
  hanging
    ? `mboot probably hangs ${standsAt(host)} and turns to no other device: switch the host off and on.`
    : 'It has probably gone on to its next boot device.'

/**
 * What a physical host's silence most likely means, or undefined while it can still be at work. Nobody
 * saw it turn to its next boot device; `confidence` says how good the reason is.
 */
export const readSilence = (
  host: HostView,
  now: number,
  lastSeenAt: number,
  away: Away,
): FactOf<'host.fellSilent'> | undefined => {
  const expected = quiet[host.state]
  if (host.witness === 'host' || expected === undefined) return undefined
  // A loader that is there may have started; the first it asks for is an address.
  const stage =
    expected.stage === 'loader' && away.dhcp && hasLoader(host) ? 'ipxe' : expected.stage
  const absent = serving(host, turnsTo[stage]).find((service) => away[service])
  if (now - lastSeenAt < longestOf(host, expected.longest, absent)) return undefined
  const hanging = hangs(host, stage)
  const refused = stage === 'loader' ? refusedLoader(host) : undefined
  const reason = absent === undefined ? refused : wasUnplugged[absent]
  const seconds = Math.round((now - lastSeenAt) / 1000)
  return {
    type: 'host.fellSilent',
    host: host.id,
    stage,
    ...(hanging && { hangs: true as const }),
    // Where it stands is a guess then, too.
    confidence: absent === undefined || stage !== expected.stage ? 'medium' : 'high',
    message: `Silent for ${String(seconds)} s; it never ${nextStep[stage]}. ${
      reason === undefined ? '' : `${reason}. `
    }${outlook(host, hanging)}`,
    evidence: [host.lastSeq],
  }
}
