import { atSpeed, LabError, type Clock, type HostId } from '../../shared/base/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import type { HostView } from '../../shared/host/view.ts'
import type { Doing } from '../../shared/lessons/index.ts'
import {
  cellOf,
  isClean,
  matrixDocument,
  modes,
  scenarios,
  type Attempt,
  type Cell,
  type Grid,
  type Observation,
  type Row,
  type Scenario,
} from '../../shared/matrix/index.ts'
import type { JournalStore } from '../journal/store.ts'
import { act, openStage, putBack, settle, type Commands } from '../lessons/index.ts'

/** A lab that a scenario runs in, and is thrown away with. */
export type MatrixLab = {
  readonly commands: Commands
  readonly journal: Pick<JournalStore, 'read' | 'subscribe' | 'last'>
  readonly document: () => LabDocument
}

export type MatrixOptions = {
  /** Network and image are taken from it. */
  readonly base: LabDocument
  /**
   * Opens a lab with this document, on a network of its own: others are open at the same time. Hands it to
   * `work`, and throws it away.
   */
  readonly inLab: <T>(document: LabDocument, work: (lab: MatrixLab) => Promise<T>) => Promise<T>
  /** Labs open at the same time. */
  readonly slots?: number
  readonly clock: Clock
  /** Ids of the scenarios to run; all when absent. */
  readonly only?: readonly string[] | undefined
  readonly onRow?: (row: Row) => void
  readonly signal?: AbortSignal
}

const attempt = async (work: () => Promise<unknown>): Promise<Attempt> => {
  try {
    await work()
    return 'done'
  } catch (error) {
    if (error instanceof LabError) return { code: error.code, message: error.message }
    throw error
  }
}

type AdminsWork = Pick<Observation, 'reconnect' | 'remediate' | 'placeVm'>

/** What an admin would try for one host: reconnect it if need be, then work with it. */
const administer = async (
  { commands: { vcenter } }: MatrixLab,
  { id, state, connection }: HostView,
): Promise<AdminsWork> => {
  if (state !== 'running') return {}
  const reconnect =
    connection === 'connected' ? undefined : await attempt(() => vcenter.reconnect(id))
  if (reconnect !== undefined && reconnect !== 'done') return { reconnect }
  return {
    ...(reconnect === undefined ? {} : { reconnect }),
    remediate: await attempt(() => vcenter.remediate(id)),
    placeVm: await attempt(() => vcenter.placeVm(id)),
  }
}

const found = (views: readonly HostView[], id: HostId): HostView => {
  const view = views.find((each) => each.id === id)
  if (view === undefined) throw new LabError('lab.not-found', `No host ${id}.`, { host: id })
  return view
}

/** How often hosts are booted while nothing is broken: a laptop's hiccup may cost a boot. */
const triesToBoot = 3

/** The cells of a row; nothing when hosts did not come up even before the outage. */
const runScenario = async (
  scenario: Scenario,
  lab: MatrixLab,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<readonly Cell[] | undefined> => {
  const before = lab.document()
  const asBefore = () => before
  const hosts = modes.map(({ id }) => id)
  const cast = new Map([['all', hosts]])
  const stage = await openStage(lab.journal, before, () => undefined)
  const labClock = atSpeed(clock, () => lab.document().speed)
  const { commands } = lab
  const rest = async (): Promise<readonly HostView[]> => {
    await settle(stage, hosts, labClock, signal)
    const view = stage.view()
    const known = view.components.vcenter.plug === 'in'
    return hosts
      .flatMap((host) => view.hosts.get(host) ?? [])
      .map((host) => (known ? host : { ...host, connection: 'absent', compliance: 'unknown' }))
  }
  const perform = async (action: Doing): Promise<void> => {
    const surroundings = { view: stage.view(), document: lab.document, mended: asBefore }
    await act(action, cast, commands, surroundings)
  }

  /** The hosts once all are up and clean, or as they are after the last try. */
  const booted = async (begin: (ids: HostId[]) => Promise<unknown>) => {
    await begin(hosts)
    for (let tries = 1; ; tries++) {
      const views = await rest()
      const down = views.filter((host) => !isClean(host))
      if (down.length === 0 || tries === triesToBoot) return views
      await commands.hosts.reboot(down.map(({ id }) => id))
    }
  }

  try {
    if (!scenario.first && !(await booted(commands.hosts.powerOn)).every(isClean)) return undefined
    for (const action of scenario.actions) {
      if (action.action !== 'waitFor' && action.action !== 'mystery') await perform(action)
    }
    await (scenario.first ? commands.hosts.powerOn(hosts) : commands.hosts.reboot(hosts))
    const settled = await rest()
    const works = new Map<HostId, AdminsWork>()
    for (const host of settled) works.set(host.id, await administer(lab, host))
    const worked = await rest()
    await putBack({ ...lab, mended: asBefore, view: stage.view() }, 'Everything restored')
    const restored = await rest()
    const later = new Map<HostId, Attempt>()
    for (const { id, state, connection } of restored) {
      if (state !== 'running' || connection === 'connected') continue
      later.set(id, await attempt(() => commands.vcenter.reconnect(id)))
    }
    const mended = await rest()
    const rebooted = await booted(commands.hosts.reboot)
    return modes.map(({ id }) => {
      const of = (views: readonly HostView[]): HostView => found(views, id)
      const reconnectLater = later.get(id)
      return cellOf(id, {
        settled: of(settled),
        ...works.get(id),
        worked: of(worked),
        restored: of(restored),
        ...(reconnectLater === undefined ? {} : { reconnectLater }),
        mended: of(mended),
        rebooted: of(rebooted),
      })
    })
  } finally {
    stage.close()
  }
}

const needsFaults = ({ action }: Scenario['actions'][number]): boolean => action === 'inject'

/** Does the work for each item, some at a time; the results keep the order of the items. */
const inSlots = async <T, R>(
  items: readonly T[],
  slots: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> => {
  const left = items.entries()
  const results = new Map<number, R>()
  const slot = async (): Promise<void> => {
    for (const [index, item] of left) results.set(index, await work(item))
  }
  await Promise.all(Array.from({ length: slots }, slot))
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result)
}

/**
 * Runs every outage on simulated hosts, one of each mode, each outage in a lab of its own. What the grid
 * says is read from the labs; no outcome stands anywhere in the code.
 */
export const runMatrix = async ({
  base,
  inLab,
  clock,
  slots = 1,
  only,
  onRow,
  signal = new AbortController().signal,
}: MatrixOptions): Promise<Grid> => {
  const began = clock.now()
  const chosen = scenarios.filter(({ id }) => only?.includes(id) ?? true)
  const rows = await inSlots(chosen, slots, async (scenario) => {
    signal.throwIfAborted()
    const { id, broken } = scenario
    const row = await inLab(matrixDocument(base), async (lab): Promise<Row> => {
      if (lab.commands.faults === undefined && scenario.actions.some(needsFaults)) {
        return { scenario: id, broken, cells: [], notRun: 'This lab has no faults to inject.' }
      }
      const cells = await runScenario(scenario, lab, { clock, signal })
      return cells === undefined
        ? { scenario: id, broken, cells: [], notRun: 'Not every host came up before the outage.' }
        : { scenario: id, broken, cells }
    })
    onRow?.(row)
    return row
  })
  return { rows, took: clock.now() - began }
}
