import type { PlugId } from '../../../shared/base/index.ts'
import type { Seat } from '../../../shared/contract/index.ts'
import type { HostView } from '../../../shared/host/index.ts'
import { pairState } from '../../bench/plug-state.ts'
import type { LabSnapshot } from '../../client/store.ts'
import type { Once } from '../../client/desk.ts'
import { stillOpen } from '../../host/next-boot.ts'
import type { Place } from '../../place/route.ts'

/** What decides which commands make sense now: what is asked is asked of the lab as it is, not of a moment that is held. */
export type Standing = {
  readonly hosts: readonly string[]
  readonly simulated: readonly string[]
  /** Those of the lab's document, physical ones among them. */
  readonly named: readonly string[]
  /** Image profiles by name. */
  readonly images: readonly string[]
  readonly racks: number
  /** The real interface that is served or observed. */
  readonly live: string | undefined
  /** Other computers may look on. */
  readonly classroom: boolean
  readonly out: (plug: PlugId) => boolean
  /** The chosen host. */
  readonly host: HostView | undefined
  /** What was chosen last for one boot, for as long as the way back is offered. */
  readonly once: Once | undefined
  readonly lessonRuns: boolean
  /** Only an operator's screen asks for what changes the lab. */
  readonly seat: Seat['kind']
}

export const standingOf = (
  { head, state }: NonNullable<LabSnapshot['lab']>,
  place: Place,
  once: Once | undefined,
): Standing => {
  const { hosts, components } = head
  return {
    hosts: [...hosts.keys()],
    live: state.level.kind === 'lab' ? undefined : state.level.interface,
    classroom: head.classroom !== undefined,
    simulated: state.document.hosts.filter(({ kind }) => kind === 'simulated').map(({ id }) => id),
    named: state.document.hosts.map(({ id }) => id),
    images: state.document.imageProfiles.map(({ name }) => name),
    racks: state.document.racks.length,
    out: (plug) =>
      plug === 'autoDeploy'
        ? ['out', 'part'].includes(pairState(components.rules.plug, components.waiter.plug))
        : components[plug].plug === 'out',
    host: place.host === undefined ? undefined : hosts.get(place.host),
    once: stillOpen(once, hosts),
    lessonRuns: head.lesson !== undefined,
    seat: state.seat.kind,
  }
}
