import { LabError, type Clock } from '../../shared/base/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import type { Recorded } from '../../shared/facts/index.ts'
import { imageSize } from '../../shared/image/index.ts'
import { touchedHosts } from '../../shared/rack/index.ts'
import {
  foldStorm,
  outcomesOf,
  stageTimes,
  planStorm,
  wavesOf,
  type StormPlan,
  type StormResult,
  type StormView,
  type Wave,
} from '../../shared/storm/index.ts'
import type { Hosts } from '../hosts/index.ts'
import { readPages } from '../journal/pages.ts'
import type { JournalStore } from '../journal/store.ts'
import type { Record } from '../record.ts'
import { machinePace, measuredPace } from './paces.ts'

export type StormOrder = {
  /** All simulated hosts of the lab when it names none. Those that are on are left alone. */
  readonly hosts?: readonly string[] | undefined
  /** Hosts that may boot at the same time; whole clusters are admitted. */
  readonly atOnce: number
}

export type StormQuestion = StormOrder & {
  /** Bytes a second of the wire that all hosts share. */
  readonly link?: number | undefined
  /** In place of the lab's own: bytes of the image, number of hosts, the lab's speed. */
  readonly imageBytes?: number | undefined
  readonly count?: number | undefined
  readonly speed?: number | undefined
}

/** Boot storms: foretold, admitted cluster by cluster, measured. */
export type Storms = {
  /** Refuses a change of the document that takes a host of a storm under way: `hosts.storm-running`. */
  admit(step: { readonly from: LabDocument; readonly to: LabDocument }): void
  plan(question: StormQuestion): StormPlan
  /**
   * Switches the hosts on, wave by wave; resolves when the storm has begun. `hosts.storm-running`,
   * `hosts.storm-empty`.
   */
  start(order: StormOrder): Promise<void>
  /** Admits no further wave. */
  stop(): Promise<void>
  /** The last storm, if there was one. */
  report(): StormView | undefined
  /** The same as `start`, and resolves with what came of it. */
  run(order: StormOrder): Promise<StormResult>
  close(): Promise<void>
}

/** A wave that has not settled by then is left behind: ms of lab time, and real ms at the least. */
const patience = 30 * 60_000
const leastPatience = 120_000

/** The last storm in the journal, as far as it got. */
const lastStorm = async (journal: JournalStore): Promise<StormView | undefined> => {
  const [first] = await journal.read({
    after: 0,
    limit: 1,
    types: ['storm.began'],
    take: 'last',
  })
  if (first === undefined) return undefined
  let view = foldStorm(undefined, [first])
  for await (const facts of readPages(journal, { after: first.seq })) {
    view = foldStorm(view, facts)
    if (view?.ended !== undefined) break
  }
  return view
}

const resultOf = (view: StormView | undefined): StormResult => {
  if (view?.ended === undefined) throw new LabError('lab.unexpected', 'The storm has no end.')
  const { hosts, bytes, ended } = view
  return {
    ...{ hosts: hosts.size, bytes, took: ended.took },
    ...{ outcomes: outcomesOf(view), stages: stageTimes(view) },
  }
}

/** The bytes of the image that most hosts would get: the largest one of the lab. */
const imageBytesOf = ({ imageProfiles }: LabDocument): number =>
  Math.max(0, ...imageProfiles.map(imageSize))

const countdown = 5_000

export const createStorms = async ({
  document,
  hosts,
  timings,
  journal,
  record,
  clock,
}: {
  readonly document: () => LabDocument
  readonly hosts: Pick<Hosts, 'powerOn' | 'isOn'>
  readonly timings: {
    readonly selfTest: Readonly<{ [firmware in 'uefi' | 'bios']: number }>
    readonly linkUp: number
    readonly ipxeStart: number
    readonly kernelStart: number
  }
  readonly journal: JournalStore
  readonly record: Record
  readonly clock: Clock
}): Promise<Storms> => {
  let view = await lastStorm(journal)
  let running: { readonly over: AbortController; readonly work: Promise<void> } | undefined
  const listeners = new Set<() => void>()

  const unsubscribe = journal.subscribe((facts: readonly Recorded[]) => {
    view = foldStorm(view, facts)
    for (const listener of listeners) listener()
  })

  const simulated = (order: StormOrder): readonly string[] => {
    const wanted = order.hosts === undefined ? undefined : new Set(order.hosts)
    return document()
      .hosts.filter(({ kind, id }) => kind === 'simulated' && (wanted?.has(id) ?? true))
      .map(({ id }) => id)
  }

  /** The slowest firmware counts: a wave waits for its last host. */
  const selfTestOf = (ids: readonly string[]): number => {
    const named = new Set(ids)
    const tests = document()
      .hosts.filter(({ id }) => named.has(id))
      .map(({ selfTest, firmware }) => selfTest ?? timings.selfTest[firmware])
    return Math.max(0, ...tests)
  }

  const planFor = (question: StormQuestion): StormPlan => {
    const ids = simulated(question)
    const boots = document().network.waiter?.boots
    return planStorm({
      hosts: question.count ?? ids.length,
      atOnce: question.atOnce,
      ...(question.count === undefined && {
        waves: wavesOf(document(), ids, question.atOnce).map((wave) => wave.hosts.length),
      }),
      imageBytes: question.imageBytes ?? imageBytesOf(document()),
      ...(question.link !== undefined && { link: question.link }),
      speed: question.speed ?? document().speed,
      machine: machinePace(selfTestOf(ids), { ...timings, countdown }),
      server: measuredPace,
      ...(boots !== undefined && { boots }),
    })
  }

  const isSettled = (wave: Wave): boolean =>
    wave.hosts.every((id) => view?.hosts.get(id)?.outcome !== undefined)

  /** Resolves when every host of the wave ended up somewhere, or when that takes too long. */
  const settle = async (wave: Wave, signal: AbortSignal): Promise<void> => {
    const done = Promise.withResolvers<void>()
    const look = () => {
      if (isSettled(wave)) done.resolve()
    }
    listeners.add(look)
    look()
    const over = new AbortController()
    const longest = Math.max(patience / document().speed, leastPatience)
    const late = clock.sleep(longest, AbortSignal.any([signal, over.signal])).catch(() => undefined)
    try {
      await Promise.race([done.promise, late])
    } finally {
      over.abort()
      listeners.delete(look)
    }
  }

  const outcomesIn = (wave: Wave) => {
    const counted = { network: 0, cache: 0, failed: 0 }
    for (const id of wave.hosts) counted[view?.hosts.get(id)?.outcome ?? 'failed'] += 1
    return counted
  }

  const admit = async (wave: Wave, index: number, of: number, signal: AbortSignal) => {
    const begun = clock.now()
    const { clusters, hosts: ids } = wave
    const place = { wave: index + 1, of }
    await record({
      type: 'storm.waveAdmitted',
      ...place,
      clusters: [...clusters],
      hosts: ids.length,
    })
    // Hosts whose process ended have lost their power, and say so.
    await hosts.powerOn(ids).catch(() => undefined)
    await settle(wave, signal)
    const took = clock.now() - begun
    await record({ type: 'storm.waveSettled', ...place, took, ...outcomesIn(wave) })
  }

  const run = async (waves: readonly Wave[], predicted: number, signal: AbortSignal) => {
    const begun = clock.now()
    for (const [index, wave] of waves.entries()) {
      if (signal.aborted) break
      await admit(wave, index, waves.length, signal)
    }
    const counted = view === undefined ? { network: 0, cache: 0, failed: 0 } : outcomesOf(view)
    const stopped = signal.aborted
    const took = clock.now() - begun
    await record({ type: 'storm.ended', took, predicted, ...counted, stopped })
  }

  const start = async (order: StormOrder): Promise<void> => {
    if (running !== undefined)
      throw new LabError('hosts.storm-running', 'A boot storm is under way already.')
    const off = simulated(order).filter((id) => !hosts.isOn(id))
    const waves = wavesOf(document(), off, order.atOnce)
    if (waves.length === 0) throw new LabError('hosts.storm-empty', 'No simulated host was named.')
    const over = new AbortController()
    const predicted = planFor({ ...order, hosts: off }).total
    const began = record({
      type: 'storm.began',
      predicted,
      waves: waves.map(({ clusters, hosts }) => ({ clusters: [...clusters], hosts: [...hosts] })),
    })
    const work = began
      .then(() => run(waves, predicted, over.signal))
      .finally(() => {
        running = undefined
      })
    running = { over, work }
    work.catch(() => undefined)
    await began
  }

  return {
    plan: planFor,
    start,
    stop: async () => {
      running?.over.abort()
      await running?.work.catch(() => undefined)
    },
    report: () => view,
    admit: ({ from, to }) => {
      if (running === undefined) return
      if (touchedHosts(from, to).some((host) => view?.hosts.has(host)))
        throw new LabError('hosts.storm-running', 'A boot storm is under way with these hosts.')
    },
    run: async (order) => {
      await start(order)
      await running?.work
      return resultOf(view)
    },
    close: async () => {
      running?.over.abort()
      await running?.work.catch(() => undefined)
      unsubscribe()
    },
  }
}
