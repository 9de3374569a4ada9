import type { FactOf, NetworkStage } from '../facts/index.ts'
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

/** When the service it would have turned to is known to be away, there is less to wait for. */
const whenAway = 12_000

/** Services that were out of reach while the host was silent. */
export type Away = { readonly tftp: boolean; readonly waiter: boolean; readonly rules: boolean }

const missing = (stage: NetworkStage, away: Away): string | undefined => {
  switch (stage) {
    case 'loader':
      return away.tftp ? 'The TFTP server was unplugged' : undefined
    case 'tramp':
    case 'register':
    case 'bootConfig':
    case 'image':
      if (away.waiter) return 'The waiter was unplugged'
      return away.rules ? 'The rules engine was unplugged' : undefined
    default:
      return undefined
  }
}

/** A loader that went out whole and never came to life, as far as the services can tell. */
const refusedLoader = ({ networkTrack, firmware }: HostView): string | undefined => {
  if (networkTrack.find(({ id }) => id === 'loader')?.state !== 'done') return undefined
  return firmware === 'uefi'
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
  const { stage, longest } = expected
  const absent = missing(stage, away)
  if (now - lastSeenAt < (absent === undefined ? longest : whenAway)) return undefined
  const reason = absent ?? (stage === 'loader' ? refusedLoader(host) : undefined)
  const seconds = Math.round((now - lastSeenAt) / 1000)
  return {
    type: 'host.fellSilent',
    host: host.id,
    stage,
    confidence: absent === undefined ? 'medium' : 'high',
    message: `Silent for ${String(seconds)} s; it never ${nextStep[stage]}. ${
      reason === undefined ? '' : `${reason}. `
    }It has probably gone on to its next boot device.`,
    evidence: [host.lastSeq],
  }
}
