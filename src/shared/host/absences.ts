import type { Fact, FactOf, Recorded } from '../facts/index.ts'

/** The facts that took away what is still away: components of the lab, and parts of its hosts. */
export type Absences = readonly Recorded[]

const withoutComponent = (absences: Absences, component: string): Absences =>
  absences.filter(({ fact }) => !('component' in fact && fact.component === component))

type PartFact = FactOf<'host.partUnplugged' | 'host.partPluggedIn'>

const isSamePart = (fact: Fact, { host, part }: PartFact): boolean =>
  fact.type === 'host.partUnplugged' && fact.host === host && fact.part === part

const withoutPart = (absences: Absences, part: PartFact): Absences =>
  absences.filter(({ fact }) => !isSamePart(fact, part))

/** What is away after a fact; the same value where the fact is about none of it. */
export const absencesAfter = (absences: Absences, recorded: Recorded): Absences => {
  const { fact } = recorded
  switch (fact.type) {
    case 'plug.pulled':
      return [...withoutComponent(absences, fact.component), recorded]
    case 'component.failed':
    case 'component.stopped': {
      const others = withoutComponent(absences, fact.component)
      // What took it away first stays the reason.
      return others.length < absences.length ? absences : [...absences, recorded]
    }
    case 'component.started':
      return withoutComponent(absences, fact.component)
    case 'lab.opened':
      return absences.filter((absence) => absence.fact.type === 'host.partUnplugged')
    case 'host.partUnplugged':
      return [...withoutPart(absences, fact), recorded]
    case 'host.partPluggedIn':
      return withoutPart(absences, fact)
    default:
      return absences
  }
}

/** Whether a fact takes away or brings back a component of the lab. */
export const movesComponent = (fact: Fact): boolean =>
  fact.type === 'lab.opened' ||
  fact.type === 'plug.pulled' ||
  fact.type === 'component.failed' ||
  fact.type === 'component.stopped' ||
  fact.type === 'component.started'
