import { describe, expect, it } from 'vitest'
import { cable, pointAlong, wayAlong, type Point } from '../../../src/renderer/bench/curve.ts'
import { placeOn } from '../../../src/renderer/bench/journey.ts'

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)

describe('the journey of a mark', () => {
  const there = wayAlong([cable({ x: 10, y: 20 }, { x: 210, y: 120 })])

  it('begins and ends where its way does, and never leaves it', () => {
    expect(placeOn(there, 0).head).toEqual({ x: 10, y: 20 })
    expect(placeOn(there, 1).head).toEqual({ x: 210, y: 120 })
    expect(placeOn(there, -0.5)).toEqual(placeOn(there, 0))
    expect(placeOn(there, 1.5)).toEqual(placeOn(there, 1))
  })

  it('lies on the way, slow at both ends', () => {
    const { head } = placeOn(there, 0.5)
    expect(distance(head, pointAlong(there, 0.5))).toBeCloseTo(0)
    const step = (t: number) => distance(placeOn(there, t).head, placeOn(there, t + 0.04).head)
    expect(step(0)).toBeLessThan(step(0.48) / 4)
    expect(step(0.96)).toBeLessThan(step(0.48) / 4)
  })

  it('trails a tail that points back, without one at the start', () => {
    const level = wayAlong([cable({ x: 0, y: 0 }, { x: 100, y: 0 })])
    const start = placeOn(level, 0)
    expect(start.tail).toEqual(start.head)
    const { head, tail } = placeOn(level, 0.5)
    expect(head.x - tail.x).toBeGreaterThan(3)
    expect(tail.y).toBeCloseTo(0)
  })
})
