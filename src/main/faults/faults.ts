import { LabError, type Clock } from '../../shared/base/index.ts'
import {
  fault as faultSchema,
  pass,
  type Fault,
  type FaultEffect,
  type FaultPlan,
  type Injected,
  type Passing,
  type Tallies,
} from '../../shared/faults/index.ts'
import type { Record } from '../record.ts'
import { formatFaultPlan, parseFaultPlan } from './plan-file.ts'

/** What a component asks at its seam before a message goes on. */
export type FaultSeam = {
  /**
   * The effect on this message, or undefined when nothing is injected for it. `delay` and `hold` are
   * served here: the call resolves when the message may go on. The firing is in the journal by then. Rejects
   * when it could not be written there, or the lab closes: then the message is lost.
   */
  meet(passing: Passing): Promise<FaultEffect | undefined>
  /** Whether any fault is in force for the component: a fast path may ask before it takes itself. */
  any(component: Passing['component']): boolean
}

/** Injects faults and lets them go. */
export type Faults = FaultSeam & {
  /** `fault.invalid`, or `fault.exists` when the id is taken. */
  inject(fault: unknown): Promise<void>
  /** Reads a plan (YAML). `fault.invalid` with the place of a mistake. */
  check(yaml: string): FaultPlan
  /** Puts all faults of a plan in, or none: `fault.invalid`, or `fault.exists` when an id is taken. */
  load(yaml: string): Promise<FaultPlan>
  /** The faults in force as a plan (YAML). `fault.none` when there are none. */
  save(title: string): string
  /** `fault.unknown`. What it holds goes on. */
  remove(id: string): Promise<void>
  /** Takes every fault out; always safe. */
  reset(): Promise<void>
  list(): readonly Injected[]
  /** Lets the oldest held message go on; false when none is held. */
  step(): boolean
  /** Forgets what was to run out by itself and lets go of what is late: the lab closes. */
  close(): void
}

type Held = { readonly fault: Fault; readonly release: () => void }

const parse = (value: unknown): Fault => {
  const parsed = faultSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const at = issue?.path.join('.') ?? ''
  throw new LabError('fault.invalid', `The fault is not right at ${at}: ${issue?.message}.`, { at })
}

export const createFaults = ({
  record,
  clock,
  speedFor,
}: {
  readonly record: Record
  readonly clock: Clock
  /** How much faster than life this host runs: 1 for a real one. */
  readonly speedFor: (host: string | undefined) => number
}): Faults => {
  const injected = new Map<string, Injected>()
  /** Ids of faults whose fact is on its way to the disk. */
  const coming = new Set<string>()
  let tallies: Tallies = new Map()
  let held: readonly Held[] = []
  const closing = new AbortController()

  const wait = async (fault: Fault, passing: Passing): Promise<void> => {
    if (fault.effect.kind === 'delay') {
      await clock.sleep(fault.effect.ms / speedFor(passing.host), closing.signal)
    }
    if (fault.effect.kind !== 'hold') return
    await new Promise<void>((resolve) => {
      const hold: Held = {
        fault,
        release: () => {
          held = held.filter((each) => each !== hold)
          resolve()
        },
      }
      held = [...held, hold]
    })
    await record({
      type: 'fault.released',
      id: fault.id,
      message: passing.message,
      ...(passing.host === undefined ? {} : { host: passing.host }),
    })
  }

  const take = async (fault: Fault): Promise<void> => {
    const { id } = fault
    injected.delete(id)
    tallies = new Map([...tallies].filter(([key]) => !key.startsWith(`${id}\n`)))
    for (const each of held.filter((hold) => hold.fault.id === id)) each.release()
    await record({ type: 'fault.removed', id, fault })
  }

  const refuseTaken = (id: string): void => {
    if (!injected.has(id) && !coming.has(id)) return
    throw new LabError('fault.exists', `A fault ${id} is in force already.`, { id })
  }

  /** Takes the fault out when its time is over, unless it is gone by then. */
  const expire = async (entry: Injected, lasts: number): Promise<void> => {
    await clock.sleep(lasts, closing.signal)
    if (injected.get(entry.fault.id) === entry) await take(entry.fault)
  }

  const put = async (fault: Fault): Promise<void> => {
    refuseTaken(fault.id)
    coming.add(fault.id)
    try {
      await record({ type: 'fault.injected', fault })
    } finally {
      coming.delete(fault.id)
    }
    const entry = { fault, addedAt: clock.now() }
    injected.set(fault.id, entry)
    // The lab closes: the fault is gone with it.
    if (fault.lasts !== undefined) void expire(entry, fault.lasts).catch(() => undefined)
  }

  return {
    any: (component) => [...injected.values()].some(({ fault }) => fault.component === component),
    meet: async (passing) => {
      if (injected.size === 0) return undefined
      const met = pass([...injected.values()], tallies, passing, clock.now())
      tallies = met.tallies
      const { fault } = met
      if (fault === undefined) return undefined
      await record({
        type: 'fault.fired',
        id: fault.id,
        component: passing.component,
        message: passing.message,
        effect: fault.effect.kind,
        ...(passing.host === undefined ? {} : { host: passing.host }),
        ...(passing.file === undefined ? {} : { file: passing.file }),
      })
      await wait(fault, passing)
      return fault.effect
    },
    inject: async (value) => put(parse(value)),
    check: parseFaultPlan,
    load: async (yaml) => {
      const plan = parseFaultPlan(yaml)
      for (const { id } of plan.faults) refuseTaken(id)
      for (const fault of plan.faults) await put(fault)
      return plan
    },
    save: (title) => {
      const faults = [...injected.values()].map(({ fault }) => fault)
      if (faults.length === 0) throw new LabError('fault.none', 'No fault is in force.')
      return formatFaultPlan({ title, faults })
    },
    remove: async (id) => {
      const entry = injected.get(id)
      if (entry === undefined)
        throw new LabError('fault.unknown', `No fault ${id} is in force.`, { id })
      await take(entry.fault)
    },
    reset: async () => {
      for (const { fault } of injected.values()) await take(fault)
    },
    list: () => [...injected.values()],
    step: () => {
      const [oldest] = held
      oldest?.release()
      return oldest !== undefined
    },
    close: () => closing.abort(),
  }
}
