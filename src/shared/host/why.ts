import { componentIds, type ComponentId } from '../base/index.ts'
import { hostOf, type Fact, type FactOf, type HostPart, type Recorded } from '../facts/index.ts'
import { serving } from './sighting.ts'
import { explain, failedStage, waitsFor, type Told } from './why-texts.ts'
import { whyWords, type FailedStage, type Gone, type WhyWords } from './why-words.ts'
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
const neededBy: Readonly<Record<FailedStage, readonly ComponentId[]>> = {
  link: [],
  dhcp: ['dhcp'],
  loader: ['tftp'],
  ipxe: ['dhcp'],
  script: ['tftp'],
  tramp: ['waiter', 'tftp'],
  register: ['waiter', 'rules'],
  bootConfig: ['waiter'],
  declined: [],
  image: ['waiter'],
}

/** What a fact that tells of a failure could not have gone without. */
const neededFor = (fact: Fact): readonly ComponentId[] | undefined => {
  if (fact.type === 'waiter.certificateMissing') return ['vcenter']
  if (fact.type === 'esxi.up' && fact.address === '') return ['dhcp']
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

const stageOf = (fact: Fact): FailedStage | undefined => {
  switch (fact.type) {
    case 'firmware.networkFailed':
      return failedStage(fact)
    case 'ipxe.tryFailed':
    case 'host.fellSilent':
      return fact.stage
    case 'mboot.hung':
      return 'image'
    case 'waiter.fileCut':
      return fact.cause === 'unplugged' ? 'image' : undefined
    case 'tftp.failed':
      return fact.cause === 'unplugged' ? 'loader' : undefined
    case 'waiter.undecided':
      return 'register'
    default:
      return undefined
  }
}

type Link = Told & { readonly at: number; readonly seq: number }

type Linked = WhyLink & { readonly group: string | undefined }

/** Where a link of a group goes on. Two groups that take turns, as tries and refusals do, stay two links. */
const partnerOf = (chain: readonly Linked[], group: string | undefined): number => {
  const [before, last] = chain.slice(-2)
  if (group === undefined) return -1
  if ((last ?? before)?.group === group) return chain.length - 1
  const takesTurns = last?.group !== undefined && last.group !== last.text
  return takesTurns && before?.group === group ? chain.length - 2 : -1
}

/** Links of one group in a row become one, with the facts of all. */
const joined = (links: readonly Link[]): readonly WhyLink[] => {
  const chain: Linked[] = []
  for (const { at, seq, text, tone, group } of links) {
    const place = partnerOf(chain, group)
    const partner = chain[place]
    if (partner === undefined) chain.push({ at, text, tone, group, evidence: [seq] })
    else chain[place] = { ...partner, text, tone, evidence: [...partner.evidence, seq] }
  }
  return chain.map(({ at, text, tone, evidence }) => ({ at, text, tone, evidence }))
}

const asLink = ({ at, text, tone, evidence }: WhyLink): Link[] =>
  evidence.map((seq) => ({ at, seq, text, tone, group: text }))

/** The last word: what the host waits for, shown by the fact that put it where it is. */
const waiting = (text: string | undefined, told: readonly Link[]): readonly Link[] => {
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
  const tell = (links: readonly WhyLink[]) => {
    for (const link of links.flatMap(asLink)) {
      if (!shown.has(link.seq)) told.push(link)
      shown.add(link.seq)
    }
  }
  const wanting = (needed: readonly ComponentId[]) => [
    ...unplugged(missing, 'uplink', words),
    ...causes(serving(host, needed), away, fired, words),
  ]
  let met = false
  for (const recorded of facts) {
    const { fact, at, seq } = recorded
    follow(away, recorded)
    if (hostOf(fact) !== host.id) continue
    followParts(missing, recorded)
    if (seq < from) continue
    if (fact.type === 'fault.fired') fired.set(fact.component, { ...recorded, fact })
    met ||= fact.type === 'vcenter.hostConnected'
    const needed = neededFor(fact)
    if (fact.type === 'disk.imageRejected') tell(unplugged(missing, 'disk', words))
    if (needed !== undefined) tell(wanting(needed))
    const own = explain(recorded, expected, words, host)
    if (own === undefined) continue
    told.push({ ...own, at, seq })
    shown.add(seq)
  }
  const awaited = waitsFor(host, met)
  if (awaited === 'vcenter') tell(wanting(['waiter', 'vcenter']))
  // A cause was found with its effect, but stands where it happened.
  const chain = told.toSorted((a, b) => a.seq - b.seq)
  return joined([...chain, ...waiting(awaited && words.waitsFor[awaited], chain)])
}
