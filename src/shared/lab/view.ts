import type { ComponentId } from '../base/index.ts'
import type { Absences } from '../host/absences.ts'
import type { HostView } from '../host/view.ts'

/** How a component's plug stands: `proving` is plugged in and not yet proven to work. */
export const plugStates = ['in', 'out', 'proving', 'failed'] as const
export type PlugState = (typeof plugStates)[number]

export type ComponentView = {
  readonly id: ComponentId
  readonly plug: PlugState
  /** Where it listens, when it does. */
  readonly on?: string
  /** Counts worth showing: leases, transfers, requests, decisions, connected hosts. */
  readonly counts: Readonly<Record<string, number>>
  /** Steps of the last heal proof. */
  readonly proof?: readonly string[]
  readonly problem?: string
  /** When its plug came to stand so; 0 while the lab has not started it. */
  readonly since: number
}

/** The whole lab at one point of its journal. */
export type LabView = {
  readonly seq: number
  readonly at: number
  readonly hosts: ReadonlyMap<string, HostView>
  /** Simulated hosts that left the lab, as they are; an undo brings them back so. */
  readonly gone?: ReadonlyMap<string, HostView>
  readonly components: Readonly<Record<ComponentId, ComponentView>>
  /** What took away components and parts of hosts that are away. */
  readonly absences: Absences
  /** Digests of images by profile name, as hosts last received them. */
  readonly served?: ReadonlyMap<string, string>
  /** Where other computers may look on, and how many screens do. */
  readonly classroom?: { readonly on: string; readonly screens: number }
  readonly lesson?: { readonly id: string; readonly title: string; readonly step?: string }
}
