import type { Fact, FactOf, Recorded } from '../facts/index.ts'
import { stormStages, type StormStage } from './plan.ts'

/** How a host of a storm ended up. */
export type Outcome = 'network' | 'cache' | 'failed'

/** Hosts by how they ended up. */
export type Outcomes = Readonly<Record<Outcome, number>>

export type WaveReport = {
  readonly clusters: readonly string[]
  readonly hosts: number
  readonly admittedAt?: number
  /** ms, when it has settled. */
  readonly took?: number
}

/** A storm as far as the journal tells. Times in ms since the epoch, spans in ms. */
export type StormView = {
  readonly startedAt: number
  readonly predicted: number
  readonly waves: readonly WaveReport[]
  readonly hosts: ReadonlyMap<string, HostStorm>
  /** Image bytes that left the waiter for its hosts. */
  readonly bytes: number
  readonly ended?: { readonly took: number; readonly stopped: boolean }
}

/** One host of it: when its wave was admitted, when it reached each stage, how it ended up. */
export type HostStorm = {
  readonly wave: number
  readonly reached: Readonly<Partial<Record<StormStage, number>>>
  readonly outcome?: Outcome
}

/** A view while a batch is folded into it: its map is the batch's own. */
type Growing = StormView & { readonly hosts: Map<string, HostStorm> }

const begun = (fact: FactOf<'storm.began'>, at: number): Growing => ({
  startedAt: at,
  predicted: fact.predicted,
  waves: fact.waves.map(({ clusters, hosts }) => ({ clusters, hosts: hosts.length })),
  hosts: new Map(
    fact.waves.flatMap(({ hosts }, index) =>
      hosts.map((id): [string, HostStorm] => [id, { wave: index + 1, reached: {} }]),
    ),
  ),
  bytes: 0,
})

const stageEnds: Partial<Readonly<Record<Fact['type'], StormStage>>> = {
  'firmware.addressed': 'address',
  'firmware.loaderReceived': 'loader',
  'ipxe.bootScriptReceived': 'script',
  'mboot.imageReceived': 'image',
  'esxi.up': 'system',
  'vcenter.complianceChecked': 'compliant',
}

/** What a fact settles about its host, if it does. */
export const outcomeOf = (fact: Fact): Outcome | undefined => {
  switch (fact.type) {
    case 'esxi.up':
      return fact.source === 'network' ? undefined : 'cache'
    case 'vcenter.complianceChecked':
      return 'network'
    case 'firmware.noBootDevice':
    case 'mboot.hung':
    case 'host.noImageScreen':
    case 'host.poweredOff':
      return 'failed'
    default:
      return undefined
  }
}

const ofWave = (view: Growing, wave: number, more: Partial<WaveReport>): Growing => ({
  ...view,
  waves: view.waves.map((each, index) => (index + 1 === wave ? { ...each, ...more } : each)),
})

const tellHost = (hosts: Map<string, HostStorm>, fact: Fact, at: number): void => {
  const id = 'host' in fact ? fact.host : undefined
  const known = id === undefined ? undefined : hosts.get(id)
  if (id === undefined || known === undefined || known.outcome !== undefined) return
  const stage = stageEnds[fact.type]
  const outcome = outcomeOf(fact)
  if (stage === undefined && outcome === undefined) return
  // A check that somebody asks for says nothing of a boot under way.
  if (stage === 'compliant' && known.reached.system === undefined) return
  hosts.set(id, {
    ...known,
    ...(stage !== undefined && { reached: { ...known.reached, [stage]: at } }),
    ...(outcome !== undefined && { outcome }),
  })
}

/** The last moment that the view knows of. */
const lastMoment = ({ startedAt, waves, hosts }: StormView): number =>
  [...hosts.values()]
    .flatMap(({ reached }) => Object.values(reached))
    .concat(waves.flatMap(({ admittedAt = startedAt }) => admittedAt))
    .reduce((last, at) => Math.max(last, at), startedAt)

const foldOne = (view: Growing | undefined, { fact, at }: Recorded): Growing | undefined => {
  if (fact.type === 'storm.began') return begun(fact, at)
  if (view === undefined || view.ended !== undefined) return view
  switch (fact.type) {
    case 'storm.waveAdmitted':
      return ofWave(view, fact.wave, { admittedAt: at })
    case 'storm.waveSettled':
      return ofWave(view, fact.wave, { took: fact.took })
    case 'storm.ended':
      return { ...view, ended: { took: fact.took, stopped: fact.stopped } }
    // The program was ended under it. How long ago, and by which clock, this opening does not tell.
    case 'lab.opened':
      return { ...view, ended: { took: lastMoment(view) - view.startedAt, stopped: true } }
    case 'waiter.fileServed':
      return fact.host !== undefined && view.hosts.has(fact.host)
        ? { ...view, bytes: view.bytes + fact.bytes }
        : view
    default:
      tellHost(view.hosts, fact, at)
      return view
  }
}

/** More facts. Those before the first storm leave it undefined. The hosts are copied once for all of them. */
export const foldStorm = (
  view: StormView | undefined,
  facts: readonly Recorded[],
): StormView | undefined => {
  const isOver = view?.ended !== undefined && !facts.some(({ fact }) => fact.type === 'storm.began')
  if (isOver) return view
  return facts.reduce<Growing | undefined>(foldOne, view && { ...view, hosts: new Map(view.hosts) })
}

/** The value below which the share `q` of the values lies; undefined of none. */
const quantile = (values: readonly number[], q: number): number | undefined =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * q) - 1)]

/** How long hosts took to the end of a stage, from the admission of their wave. */
export type StageTimes = {
  readonly stage: StormStage
  readonly hosts: number
  readonly p50?: number
  readonly p95?: number
}

export const stageTimes = ({ hosts, waves }: StormView): readonly StageTimes[] =>
  stormStages.map((stage) => {
    const took = [...hosts.values()].flatMap(({ wave, reached }) => {
      const [from, to] = [waves[wave - 1]?.admittedAt, reached[stage]]
      return from === undefined || to === undefined ? [] : [to - from]
    })
    const [p50, p95] = [quantile(took, 0.5), quantile(took, 0.95)]
    return {
      stage,
      hosts: took.length,
      ...(p50 !== undefined && { p50 }),
      ...(p95 !== undefined && { p95 }),
    }
  })

/** How the hosts stand so far; those under way are not counted. */
export const outcomesOf = ({ hosts }: StormView): Outcomes => {
  const counted = { network: 0, cache: 0, failed: 0 }
  for (const { outcome } of hosts.values()) if (outcome !== undefined) counted[outcome] += 1
  return counted
}
