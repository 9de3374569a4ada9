import type { Fact, Recorded } from '../facts/index.ts'
import { hostOf } from '../facts/index.ts'
import { beginsBoot, foldBoots } from './boots.ts'
import { cautionsOf } from './cautions.ts'
import { movesChart, stepChart, type ChartState } from './chart.ts'
import { consoleLines } from './console.ts'
import { detailsOf, type Patch } from './details.ts'
import { foldFallback, goesOn } from './fallback.ts'
import { emptyTracks, foldTracks } from './tracks.ts'
import type { HostView } from './view.ts'

/** Lines of the console kept in a view; the journal has them all. */
const keptLines = 400

/** A host before its first fact. */
export const newHost = (id: string, known: Pick<HostView, 'mac' | 'firmware'> = {}): HostView => ({
  id,
  ...known,
  state: 'off',
  connection: 'absent',
  compliance: 'unknown',
  complianceFailures: [],
  maintenance: false,
  bootedFromCache: false,
  ...emptyTracks,
  console: [],
  cautions: [],
  boots: [],
  virtualMachines: [],
  since: 0,
  lastSeq: 0,
})

/** What a new boot makes of the old one: RAM is empty, the disk and vCenter's word stay. */
const freshBoot: Patch = {
  ...emptyTracks,
  source: undefined,
  progress: undefined,
  loader: undefined,
  fallback: undefined,
  httpLoader: undefined,
  system: undefined,
  exitsAfter: undefined,
  imageProfile: undefined,
  association: undefined,
  rules: undefined,
  once: undefined,
  console: [],
}

/** Puts a patch into a view that nobody else has yet. */
const put = (view: HostView, patch: Patch): void => {
  const target: Record<string, unknown> = view
  for (const [key, value] of Object.entries(patch)) {
    if (value !== undefined) target[key] = value
    // Taking a key away makes an object slow to copy: only where it is there.
    else if (target[key] !== undefined) delete target[key]
  }
}

const standing = (view: HostView, fact: Fact): ChartState =>
  movesChart(fact)
    ? stepChart(view, fact)
    : {
        state: view.state,
        connection: view.connection,
        compliance: view.compliance,
        witness: view.witness ?? 'services',
        devicesTried: view.devicesTried ?? 0,
      }

const consoleAfter = (view: HostView, recorded: Recorded): HostView['console'] => {
  const lines = consoleLines(recorded, view)
  return lines.length === 0 ? view.console : [...view.console, ...lines].slice(-keptLines)
}

/** A cached system that the services alone saw: nothing served it, so it came from the disk. */
const presumedSource = (before: HostView, after: ChartState, fact: Fact): Patch =>
  after.state === 'kernel' && fact.type === 'dhcp.discovered' && before.state !== 'off'
    ? { source: before.source ?? 'cache' }
    : {}

/**
 * A host's view after one more fact about it. Pure; parts the fact does not touch are shared with
 * the view before. The first fact of a host starts from `newHost`.
 */
export const foldHost = (view: HostView | undefined, recorded: Recorded): HostView => {
  const { fact, at, seq } = recorded
  const before = view ?? newHost(hostOf(fact) ?? 'unknown')
  const chart = standing(before, fact)
  const began = beginsBoot(before.state, chart.state, recorded) && !goesOn(before, chart.state)
  // The one copy for this fact: a view has some thirty keys, and a storm many facts.
  const next = { ...before }
  if (began) put(next, freshBoot)
  const fallback = foldFallback(next, recorded)
  const presumed = presumedSource(next, chart, fact)
  const since = chart.state === before.state && !began ? before.since : at
  put(next, chart)
  put(next, presumed)
  put(next, detailsOf(next, recorded))
  put(next, { fallback, since, lastSeq: seq, lastAt: at })
  put(next, foldTracks(next, recorded))
  return Object.assign(next, {
    boots: foldBoots(before.boots, next, recorded, began),
    cautions: cautionsOf(next),
    console: consoleAfter(next, recorded),
  })
}
