import { componentIds, type ComponentId } from '../base/index.ts'
import {
  hostOf,
  type Fact,
  type FactOf,
  type HostPart,
  type NetworkStage,
  type Recorded,
} from '../facts/index.ts'
import { explain, waitsFor, type Told } from './why-texts.ts'
import { whyWords, type Gone, type WhyWords } from './why-words.ts'
import type { HostView } from './view.ts'

/** One link of the chain: what happened, in plain words, and the facts that show it. */
export type WhyLink = {
  readonly at: number
  readonly text: string
  readonly tone: 'plain' | 'good' | 'warn' | 'bad'
  /** Sequence numbers. */
  readonly evidence: readonly number[]
}

/** Which component a stage of a network boot turns to; the first that was away is the cause. */
const neededBy: Readonly<Record<NetworkStage, readonly ComponentId[]>> = {
  link: [],
  dhcp: ['dhcp'],
  loader: ['tftp'],
  ipxe: ['dhcp'],
  tramp: ['waiter', 'tftp'],
  register: ['waiter', 'rules'],
  bootConfig: ['waiter'],
  image: ['waiter'],
}

/** What a fact that tells of a failure could not have gone without. */
const neededFor = (fact: Fact): readonly ComponentId[] | undefined => {
  if (fact.type === 'waiter.certificateMissing') return ['vcenter']
  const stage = stageOf(fact)
  return stage && neededBy[stage]
}

/** What is known of the components while the facts go by. */
type Surroundings = Map<ComponentId, Recorded>

const follow = (away: Surroundings, recorded: Recorded): void => {
  const { fact } = recorded
  switch (fact.type) {
    case 'plug.pulled':
      away.set(fact.component, recorded)
      break
    case 'component.failed':
    case 'component.stopped':
      if (!away.has(fact.component)) away.set(fact.component, recorded)
      break
    case 'component.started':
      away.delete(fact.component)
      break
    case 'lab.opened':
      for (const component of componentIds) away.delete(component)
      break
    default:
      break
  }
}

const goneOf = (fact: Fact): Gone => {
  switch (fact.type) {
    case 'plug.pulled':
      return { how: 'unplugged' }
    case 'component.failed':
      return { how: 'failed', message: fact.reason.message }
    default:
      return { how: 'stopped' }
  }
}

/** Faults that fired at this host in this boot, by component. */
type Fired = Map<ComponentId, Recorded & { readonly fact: FactOf<'fault.fired'> }>

/** Parts of this host that are unplugged, since when. */
type Missing = Map<HostPart, Recorded>

const followParts = (missing: Missing, recorded: Recorded): void => {
  const { fact } = recorded
  if (fact.type === 'host.partUnplugged') missing.set(fact.part, recorded)
  if (fact.type === 'host.partPluggedIn') missing.delete(fact.part)
}

const unplugged = (missing: Missing, part: HostPart, words: WhyWords): readonly WhyLink[] => {
  const gone = missing.get(part)
  if (gone === undefined) return []
  return [{ at: gone.at, text: words.partWasOut[part], tone: 'bad', evidence: [gone.seq] }]
}

const causes = (
  needed: readonly ComponentId[],
  away: Surroundings,
  fired: Fired,
  words: WhyWords,
): readonly WhyLink[] => {
  for (const component of needed) {
    const gone = away.get(component)
    if (gone !== undefined) {
      const text = words.gone(component, goneOf(gone.fact))
      return [{ at: gone.at, text, tone: 'bad', evidence: [gone.seq] }]
    }
    const fault = fired.get(component)
    if (fault !== undefined) {
      const { effect, message, id } = fault.fact
      const text = words.fault(id, message, component, effect)
      return [{ at: fault.at, text, tone: 'bad', evidence: [fault.seq] }]
    }
  }
  return []
}

const stageOf = (fact: Fact): NetworkStage | undefined => {
  switch (fact.type) {
    case 'ipxe.tryFailed':
    case 'firmware.networkFailed':
    case 'host.fellSilent':
      return fact.stage
    case 'mboot.hung':
      return 'image'
    case 'waiter.undecided':
      return 'register'
    default:
      return undefined
  }
}

type Link = Told & { readonly at: number; readonly seq: number }

/** Links of one group in a row become one, with the facts of all. */
const joined = (links: readonly Link[]): readonly WhyLink[] => {
  const chain: WhyLink[] = []
  let group: string | undefined
  for (const { at, seq, text, tone, group: next } of links) {
    const last = chain.at(-1)
    if (last !== undefined && next !== undefined && next === group)
      chain[chain.length - 1] = { at: last.at, text, tone, evidence: [...last.evidence, seq] }
    else chain.push({ at, text, tone, evidence: [seq] })
    group = next
  }
  return chain
}

const asLink = ({ at, text, tone, evidence }: WhyLink): Link[] =>
  evidence.map((seq) => ({ at, seq, text, tone, group: text }))

/** The last word: what the host waits for, shown by the fact that put it where it is. */
const waiting = (host: HostView, told: readonly Link[], words: WhyWords): readonly Link[] => {
  const text = waitsFor(host, words)
  const last = told.at(-1)
  return text === undefined || last === undefined
    ? []
    : [{ at: last.at, seq: last.seq, text, tone: 'warn' }]
}

/**
 * Why a host stands as it does: from what started its last boot to now, each link with the facts that
 * show it. `facts` are the lab's, oldest first, from the last time each component came or went;
 * `expected` is the image the host would be given now; `words` are those of a language.
 */
export const why = (
  facts: readonly Recorded[],
  host: HostView,
  expected?: string,
  words: WhyWords = whyWords,
): readonly WhyLink[] => {
  const from = host.boots.at(-1)?.firstSeq ?? host.lastSeq
  const away: Surroundings = new Map()
  const fired: Fired = new Map()
  const missing: Missing = new Map()
  const shown = new Set<number>()
  const told: Link[] = []
  for (const recorded of facts) {
    const { fact, at, seq } = recorded
    follow(away, recorded)
    if (hostOf(fact) !== host.id) continue
    followParts(missing, recorded)
    if (seq < from) continue
    if (fact.type === 'fault.fired') fired.set(fact.component, { ...recorded, fact })
    const needed = neededFor(fact)
    const found = [
      ...(fact.type === 'disk.imageRejected' ? unplugged(missing, 'disk', words) : []),
      ...(needed === undefined
        ? []
        : [...unplugged(missing, 'uplink', words), ...causes(needed, away, fired, words)]),
    ]
    for (const link of found.flatMap(asLink)) {
      if (!shown.has(link.seq)) told.push(link)
      shown.add(link.seq)
    }
    const own = explain(recorded, expected, words)
    if (own === undefined) continue
    told.push({ ...own, at, seq })
    shown.add(seq)
  }
  const waits = waiting(host, told, words)
  // A cause was found with its effect, but stands where it happened.
  return joined([...told.toSorted((a, b) => a.seq - b.seq), ...waits])
}
