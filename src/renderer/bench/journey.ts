import { pointAlong, type Point, type Way } from './curve.ts'

/** Length of a mark's tail, as a share of its way. */
const tail = 0.045

/** Slow at both ends, as something that is plugged in and out. `t` from 0 to 1. */
const ease = (t: number): number => (t < 0.5 ? 2 * t * t : 1 - 2 * (1 - t) ** 2)

/** Where a mark and the end of its tail are. */
export type MarkPlace = { readonly head: Point; readonly tail: Point }

/** Where a mark is when it has been under way for `t` of its time, 0 to 1. */
export const placeOn = (way: Way, t: number): MarkPlace => {
  const along = ease(Math.min(1, Math.max(0, t)))
  return { head: pointAlong(way, along), tail: pointAlong(way, Math.max(0, along - tail)) }
}
