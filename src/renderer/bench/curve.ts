/** A point of the bench, in px from its top left corner. */
export type Point = { readonly x: number; readonly y: number }

/** A cubic Bézier curve that leaves and arrives level, as a hanging cable does. */
export type Curve = {
  readonly from: Point
  readonly c1: Point
  readonly c2: Point
  readonly to: Point
}

/** A cable between two points. */
export const cable = (from: Point, to: Point): Curve => {
  const bend = Math.max(12, Math.abs(to.x - from.x) * 0.48)
  const sign = to.x >= from.x ? 1 : -1
  return {
    from,
    c1: { x: from.x + sign * bend, y: from.y },
    c2: { x: to.x - sign * bend, y: to.y },
    to,
  }
}

export const reversed = ({ from, c1, c2, to }: Curve): Curve => ({
  from: to,
  c1: c2,
  c2: c1,
  to: from,
})

const round = (value: number): number => Math.round(value * 10) / 10
const pair = ({ x, y }: Point): string => `${round(x)} ${round(y)}`

/** The curve as the `d` of an SVG path. */
export const pathOf = ({ from, c1, c2, to }: Curve): string =>
  `M${pair(from)}C${pair(c1)} ${pair(c2)} ${pair(to)}`

/** The point at `t`, 0 to 1. */
export const pointOn = ({ from, c1, c2, to }: Curve, t: number): Point => {
  const u = 1 - t
  const [a, b, c, d] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t]
  return {
    x: a * from.x + b * c1.x + c * c2.x + d * to.x,
    y: a * from.y + b * c1.y + c * c2.y + d * to.y,
  }
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)

/** The length of a curve, near enough for moving along it. */
export const lengthOf = (curve: Curve): number => {
  const steps = 12
  let length = 0
  let last = curve.from
  for (let step = 1; step <= steps; step++) {
    const next = pointOn(curve, step / steps)
    length += distance(last, next)
    last = next
  }
  return length
}

/** Curves passed one after another, each taking time by its length. */
export type Way = { readonly curves: readonly Curve[]; readonly lengths: readonly number[] }

export const wayAlong = (curves: readonly Curve[]): Way => ({
  curves,
  lengths: curves.map(lengthOf),
})

/** The point at `t` of the whole way, 0 to 1. */
export const pointAlong = ({ curves, lengths }: Way, t: number): Point => {
  let left = t * lengths.reduce((sum, length) => sum + length, 0)
  for (const [index, curve] of curves.entries()) {
    const length = lengths[index] ?? 0
    if (left <= length) return pointOn(curve, length === 0 ? 1 : left / length)
    left -= length
  }
  return curves.at(-1)?.to ?? { x: 0, y: 0 }
}
