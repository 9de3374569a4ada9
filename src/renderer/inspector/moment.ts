import type { Seat } from '../../shared/contract/index.ts'
import type { LabView } from '../../shared/lab/view.ts'

type Shown = {
  readonly heldAt?: number
  readonly view: Pick<LabView, 'at'>
  readonly state: { readonly seat: Pick<Seat, 'kind'> }
}

/**
 * Up to when what is shown has gone on: now, or the moment it is held at, or the end of a recording. `now` is told
 * once in a while, so the newest fact may be later.
 */
export const momentOf = ({ heldAt, view: { at }, state: { seat } }: Shown, now: number): number =>
  heldAt === undefined && seat.kind !== 'recording' ? Math.max(now, at) : at
