import type { LabView } from '../../shared/lab/view.ts'

type Shown = {
  readonly heldAt?: number
  readonly view: Pick<LabView, 'at'>
}

/**
 * Up to when what is shown has gone on: now, or the moment it is held at. `now` is told once in a while, so
 * the newest fact may be later.
 */
export const momentOf = ({ heldAt, view: { at } }: Shown, now: number): number =>
  heldAt === undefined ? Math.max(now, at) : at
