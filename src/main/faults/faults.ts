import { LabError, type Clock } from '../../shared/base/index.ts'
import {
  fault as faultSchema,
  pass,
  type Fault,
  type FaultEffect,
  type Injected,
  type Passing,
  type Tallies,
} from '../../shared/faults/index.ts'
import type { Record } from '../record.ts'

/** What a component asks at its seam before a message goes on. */
export type FaultSeam = {
  /**
   * The effect on this message, or undefined when nothing is injected for it. `delay` and `hold` are
   * served here: the call resolves when the message may go on. The firing is in the journal by then.
   */
  meet(passing: Passing): Promise<FaultEffect | undefined>
  /** Whether any fault is in force for the component: a fast path may ask before it takes itself. */
  any(component: Passing['component']): boolean
}

/** Injects faults and lets them go. */
export type Faults = FaultSeam & {
  /** `fault.invalid`, or `fault.exists` when the id is taken. */
  inject(fault: unknown): Promise<void>
  /** `fault.unknown`. What it holds goes on. */
  remove(id: string): Promise<void>
  /** Takes every fault out; always safe. */
  reset(): Promise<void>
  list(): readonly Injected[]
  /** Lets the oldest held message go on; false when none is held. */
  step(): boolean
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
  let tallies: Tallies = new Map()
  let held: readonly Held[] = []

  const wait = async (fault: Fault, passing: Passing): Promise<void> => {
    if (fault.effect.kind === 'delay') await clock.sleep(fault.effect.ms / speedFor(passing.host))
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

  const take = async (id: string): Promise<void> => {
    injected.delete(id)
    tallies = new Map([...tallies].filter(([key]) => !key.startsWith(`${id}\n`)))
    for (const each of held.filter(({ fault }) => fault.id === id)) each.release()
    await record({ type: 'fault.removed', id })
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
    inject: async (value) => {
      const fault = parse(value)
      if (injected.has(fault.id)) {
        throw new LabError('fault.exists', `A fault ${fault.id} is in force already.`, {
          id: fault.id,
        })
      }
      await record({ type: 'fault.injected', fault })
      injected.set(fault.id, { fault, addedAt: clock.now() })
    },
    remove: async (id) => {
      if (!injected.has(id))
        throw new LabError('fault.unknown', `No fault ${id} is in force.`, { id })
      await take(id)
    },
    reset: async () => {
      for (const id of injected.keys()) await take(id)
    },
    list: () => [...injected.values()],
    step: () => {
      const [oldest] = held
      oldest?.release()
      return oldest !== undefined
    },
  }
}
