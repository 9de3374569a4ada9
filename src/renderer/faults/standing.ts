import type { ComponentId } from '../../shared/base/index.ts'
import type { Fault } from '../../shared/faults/index.ts'
import { createReader, type Reader } from '../wire/reader.ts'

/** A fault in force, and what it has done so far. */
export type StandingFault = {
  readonly fault: Fault
  readonly fired: number
  /** Messages it holds right now. */
  readonly held: number
}
export type Standing = ReadonlyMap<string, StandingFault>

/** The faults in force after the facts so far. */
export const createStanding = (): Reader<Standing> =>
  createReader<Map<string, StandingFault>, Standing>(
    () => new Map(),
    (faults, { fact }) => {
      const change = (id: string, by: (before: StandingFault) => StandingFault) => {
        const before = faults.get(id)
        if (before !== undefined) faults.set(id, by(before))
      }
      switch (fact.type) {
        case 'fault.injected':
          faults.set(fact.fault.id, { fault: fact.fault, fired: 0, held: 0 })
          break
        case 'fault.removed':
          faults.delete(fact.id)
          break
        case 'fault.fired':
          change(fact.id, (before) => ({
            ...before,
            fired: before.fired + 1,
            held: before.held + (fact.effect === 'hold' ? 1 : 0),
          }))
          break
        case 'fault.released':
          change(fact.id, (before) => ({ ...before, held: Math.max(0, before.held - 1) }))
          break
        case 'lab.opened':
          // Faults do not outlive the program that had them.
          faults.clear()
          break
        default:
      }
    },
    (faults) => new Map(faults),
    (faults) => new Map(faults),
  )

/** The faults in force on one component. */
export const faultsOn = (standing: Standing, component: ComponentId): readonly StandingFault[] =>
  [...standing.values()].filter(({ fault }) => fault.component === component)

/** Our own faults that hold every message, one for each component. */
export const holdId = (component: ComponentId): string => `hold-${component}`

export const isHolding = (standing: Standing): boolean =>
  [...standing.values()].some(
    ({ fault }) => fault.id === holdId(fault.component) && fault.effect.kind === 'hold',
  )
