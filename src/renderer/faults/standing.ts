import type { ComponentId } from '../../shared/base/index.ts'
import type { Recorded } from '../../shared/facts/index.ts'
import { holdId, type Fault } from '../../shared/faults/index.ts'
import { createReader, type Reader } from '../wire/reader.ts'

/** A fault in force, and what it has done so far. */
export type StandingFault = {
  readonly fault: Fault
  readonly fired: number
  /** Messages it holds right now. */
  readonly held: number
}
export type Standing = ReadonlyMap<string, StandingFault>

const nothing: Standing = new Map()

const standingAfter = (standing: Standing, { fact }: Recorded): Standing => {
  const change = (id: string, by: (before: StandingFault) => StandingFault): Standing => {
    const before = standing.get(id)
    return before === undefined ? standing : new Map(standing).set(id, by(before))
  }
  switch (fact.type) {
    case 'fault.injected':
      return new Map(standing).set(fact.fault.id, { fault: fact.fault, fired: 0, held: 0 })
    case 'fault.removed':
      return new Map([...standing].filter(([id]) => id !== fact.id))
    case 'fault.fired':
      return change(fact.id, (before) => ({
        ...before,
        fired: before.fired + 1,
        held: before.held + (fact.effect === 'hold' ? 1 : 0),
      }))
    case 'fault.released':
      return change(fact.id, (before) => ({ ...before, held: Math.max(0, before.held - 1) }))
    case 'lab.opened':
      // Faults do not outlive the program that had them.
      return nothing
    default:
      return standing
  }
}

/** The faults in force after the facts so far; the same value while no fact is about them. */
export const createStanding = (): Reader<Standing> => {
  type Building = { standing: Standing }
  return createReader<Building, Standing>(
    () => ({ standing: nothing }),
    (building, recorded) => {
      building.standing = standingAfter(building.standing, recorded)
    },
    ({ standing }) => standing,
    ({ standing }) => ({ standing }),
  )
}

/** The faults in force on one component. */
export const faultsOn = (standing: Standing, component: ComponentId): readonly StandingFault[] =>
  [...standing.values()].filter(({ fault }) => fault.component === component)

export const isHolding = (standing: Standing): boolean =>
  [...standing.values()].some(
    ({ fault }) => fault.id === holdId(fault.component) && fault.effect.kind === 'hold',
  )
