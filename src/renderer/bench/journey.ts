import { pointAlong, type Point, type Way } from './curve.ts'

/** Points of a way between which a mark moves straight. */
const steps = 24
/** Length of a mark's tail, as a share of its way. */
const tail = 0.045

/** Slow at both ends, as something that is plugged in and out. `t` from 0 to 1. */
const ease = (t: number): number => (t < 0.5 ? 2 * t * t : 1 - 2 * (1 - t) ** 2)

/** How a mark and its tail move along a way: keyframes at even times, which the browser runs by itself. */
export type Journey = { readonly head: readonly string[]; readonly tail: readonly string[] }

const fixed = (value: number): string => value.toFixed(1)

/** The same direction as `angle`, in degrees, by the shorter turn from `last`. */
const turned = (angle: number, last: number): number =>
  angle + 360 * Math.round((last - angle) / 360)

const angleTo = (from: Point, to: Point): number =>
  (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI

/** The transforms of a mark at even times on its way, and of its tail, which is 1 px long, beside it. */
export const journeyOf = (way: Way): Journey => {
  const journey = { head: [] as string[], tail: [] as string[] }
  let angle = angleTo(pointAlong(way, tail), pointAlong(way, 0))
  for (let step = 0; step <= steps; step++) {
    const t = ease(step / steps)
    const at = pointAlong(way, t)
    const end = pointAlong(way, Math.max(0, t - tail))
    const length = Math.hypot(end.x - at.x, end.y - at.y)
    if (length > 0) angle = turned(angleTo(at, end), angle)
    journey.head.push(`translate(${fixed(at.x)}px, ${fixed(at.y)}px)`)
    journey.tail.push(`rotate(${fixed(angle)}deg) scaleX(${fixed(length)})`)
  }
  return journey
}
