import { componentIds, type ComponentId } from '../base/index.ts'
import type { Fact, Recorded } from '../facts/index.ts'
import type { ComponentView } from './view.ts'

export type Components = Readonly<Record<ComponentId, ComponentView>>

const counted: Readonly<Record<ComponentId, readonly string[]>> = {
  dhcp: ['leases', 'discovers'],
  tftp: ['transfers', 'active', 'bytes'],
  rules: ['decisions', 'noMatch'],
  waiter: ['requests', 'refused', 'bytes'],
  vcenter: ['connected', 'notResponding'],
}

const fresh = (id: ComponentId): ComponentView => ({
  id,
  // Nothing listens before it says so.
  plug: 'out',
  counts: Object.fromEntries(counted[id].map((name) => [name, 0])),
  since: 0,
})

/** All components, none started yet. */
export const emptyComponents: Components = {
  dhcp: fresh('dhcp'),
  tftp: fresh('tftp'),
  rules: fresh('rules'),
  waiter: fresh('waiter'),
  vcenter: fresh('vcenter'),
}

type Count = readonly [component: ComponentId, name: string, by: number]

/** What a fact adds to the counts. Leases and connections are counted where hosts are known. */
const countsOf = (fact: Fact): readonly Count[] => {
  switch (fact.type) {
    case 'dhcp.discovered':
      return [['dhcp', 'discovers', 1]]
    case 'tftp.requested':
      return [['tftp', 'active', 1]]
    case 'tftp.sent':
      return [
        ['tftp', 'active', -1],
        ['tftp', 'transfers', 1],
        ['tftp', 'bytes', fact.bytes],
      ]
    case 'tftp.failed':
    case 'tftp.probed':
      return [['tftp', 'active', -1]]
    case 'rules.decided':
      return [['rules', 'decisions', 1]]
    case 'rules.noMatch':
      return [['rules', 'noMatch', 1]]
    case 'waiter.trampServed':
    case 'waiter.fileServed':
      return [
        ['waiter', 'requests', 1],
        ['waiter', 'bytes', fact.bytes],
      ]
    case 'waiter.hostRegistered':
    case 'waiter.bootConfigServed':
    case 'waiter.hostReported':
      return [['waiter', 'requests', 1]]
    case 'waiter.refused':
      return [['waiter', 'refused', 1]]
    case 'waiter.turnedAway':
      return [['waiter', 'refused', 1 + fact.held]]
    default:
      return []
  }
}

/** Adds to counts of components; none goes below zero. */
export const addCounts = (components: Components, counts: readonly Count[]): Components =>
  counts.reduce<Components>((all, [id, name, by]) => {
    const component = all[id]
    const value = Math.max(0, (component.counts[name] ?? 0) + by)
    return { ...all, [id]: { ...component, counts: { ...component.counts, [name]: value } } }
  }, components)

const without = ({ on: _on, problem: _problem, proof: _proof, ...rest }: ComponentView) => rest

const plugged = (component: ComponentView, { fact, at }: Recorded): ComponentView => {
  switch (fact.type) {
    case 'component.started':
      return {
        ...without(component),
        on: fact.on,
        plug: component.plug === 'proving' ? 'proving' : 'in',
        since: at,
      }
    case 'component.stopped':
    case 'plug.pulled':
      return {
        ...without(component),
        plug: 'out',
        counts: component.id === 'tftp' ? { ...component.counts, active: 0 } : component.counts,
        since: at,
      }
    case 'plug.restored':
      return { ...component, plug: 'proving', since: at }
    case 'plug.healed':
      return { ...component, plug: 'in', proof: fact.steps, since: at }
    case 'component.failed':
    case 'plug.notHealed':
      return { ...component, plug: 'failed', problem: fact.reason.message, since: at }
    default:
      return component
  }
}

/** The components after a fact. */
export const foldComponents = (components: Components, recorded: Recorded): Components => {
  const { fact } = recorded
  const counted = addCounts(components, countsOf(fact))
  if (fact.type === 'lab.closed') return closed(counted)
  if (!('component' in fact)) return counted
  const before = counted[fact.component]
  const after = plugged(before, recorded)
  return before === after ? counted : { ...counted, [fact.component]: after }
}

/** As before they were started, with what they have done. */
const closed = (components: Components): Components =>
  componentIds.reduce<Components>(
    (all, id) => ({ ...all, [id]: { ...fresh(id), counts: all[id].counts } }),
    components,
  )
