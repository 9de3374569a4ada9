import type { FactOf, NetworkStage, Recorded } from '../facts/index.ts'
import { dhcpSpeaker } from './sighting.ts'
import type { BootState, Fallback, HostView } from './view.ts'

const suspected = (view: HostView, fact: FactOf<'host.fellSilent'>, seq: number): Fallback => ({
  verdict: fact.hangs ? 'hangs' : 'suspected',
  stage: fact.stage,
  confidence: fact.confidence,
  silentSince: view.lastAt ?? view.since,
  evidence: [...fact.evidence, seq],
})

/** What a sighting after the silence says: it makes the guess better, or overturns it. */
const verdictOf = ({ fact }: Recorded): Pick<Fallback, 'verdict' | 'confidence'> | undefined => {
  switch (fact.type) {
    case 'dhcp.discovered':
      return dhcpSpeaker(fact) === 'system'
        ? { verdict: 'likely', confidence: 'high' }
        : { verdict: 'refuted', confidence: 'high' }
    case 'vcenter.hostConnected':
      return fact.bootedFromStatelessCache
        ? { verdict: 'confirmed', confidence: 'high' }
        : { verdict: 'refuted', confidence: 'high' }
    case 'waiter.hostReported':
    case 'waiter.trampServed':
    case 'waiter.hostRegistered':
    case 'waiter.bootConfigServed':
    case 'waiter.fileServed':
    case 'waiter.fileUnderWay':
    case 'tftp.requested':
    case 'tftp.underWay':
      return { verdict: 'refuted', confidence: 'high' }
    default:
      return undefined
  }
}

/** The verdict after one more fact about the host; `view` is the host before it. */
export const foldFallback = (view: HostView, recorded: Recorded): Fallback | undefined => {
  const { fact, seq } = recorded
  if (fact.type === 'host.fellSilent') return suspected(view, fact, seq)
  const { fallback } = view
  if (fallback === undefined || fallback.verdict === 'refuted') return fallback
  const next = verdictOf(recorded)
  if (next === undefined || next.verdict === fallback.verdict) return fallback
  return { ...fallback, ...next, evidence: [...fallback.evidence, seq] }
}

const stageStates: Partial<Readonly<Record<BootState, number>>> = {
  'network.loader': 1,
  'network.ipxe': 2,
  'network.tramp': 3,
  'network.register': 4,
  'network.image': 5,
}
const stageOrder: Readonly<Record<NetworkStage, number>> = {
  link: 0,
  dhcp: 0,
  loader: 1,
  ipxe: 2,
  tramp: 3,
  register: 4,
  bootConfig: 5,
  image: 5,
}

/** Whether a host that was taken for silent only took its time: it goes on where it was, or further on. */
export const goesOn = ({ fallback }: HostView, after: BootState): boolean =>
  (fallback?.verdict === 'suspected' || fallback?.verdict === 'hangs') &&
  (stageStates[after] ?? 0) >= stageOrder[fallback.stage] &&
  after.startsWith('network.') &&
  after !== 'network.dhcp'
