import { describe, expect, it } from 'vitest'
import { cable, pointAlong, wayAlong } from '../../../src/renderer/bench/curve.ts'
import { journeyOf } from '../../../src/renderer/bench/journey.ts'

const numbersIn = (text: string): readonly number[] =>
  [...text.matchAll(/-?\d+(?:\.\d+)?/g)].map(([number]) => Number(number))

describe('the journey of a mark', () => {
  const there = wayAlong([cable({ x: 10, y: 20 }, { x: 210, y: 120 })])

  it('begins and ends where its way does', () => {
    const { head } = journeyOf(there)
    expect(head[0]).toBe('translate(10.0px, 20.0px)')
    expect(head.at(-1)).toBe('translate(210.0px, 120.0px)')
  })

  it('lies on the way, slow at both ends', () => {
    const { head } = journeyOf(there)
    const places = head.map((text) => {
      const [x = 0, y = 0] = numbersIn(text)
      return { x, y }
    })
    const middle = places[Math.floor(places.length / 2)]
    const half = pointAlong(there, 0.5)
    expect(middle?.x).toBeCloseTo(half.x, 0)
    expect(middle?.y).toBeCloseTo(half.y, 0)
    const lengths = places
      .slice(1)
      .map(({ x, y }, index) =>
        Math.hypot(x - (places[index]?.x ?? 0), y - (places[index]?.y ?? 0)),
      )
    expect(lengths[0]).toBeLessThan((lengths[Math.floor(lengths.length / 2)] ?? 0) / 4)
    expect(lengths.at(-1)).toBeLessThan((lengths[Math.floor(lengths.length / 2)] ?? 0) / 4)
  })

  it('trails a tail that points back, without one at the start', () => {
    const { tail } = journeyOf(wayAlong([cable({ x: 0, y: 0 }, { x: 100, y: 0 })]))
    expect(numbersIn(tail[0] ?? '')[1]).toBe(0)
    const [angle = 0, length = 0] = numbersIn(tail[Math.floor(tail.length / 2)] ?? '')
    expect(Math.abs(angle)).toBe(180)
    expect(length).toBeGreaterThan(3)
  })

  it('never turns its tail the long way round', () => {
    const back = wayAlong([
      cable({ x: 100, y: 0 }, { x: 0, y: 60 }),
      cable({ x: 0, y: 60 }, { x: 90, y: 10 }),
    ])
    const angles = journeyOf(back).tail.map((text) => numbersIn(text)[0] ?? 0)
    for (const [index, angle] of angles.slice(1).entries()) {
      expect(Math.abs(angle - (angles[index] ?? 0))).toBeLessThanOrEqual(180.1)
    }
  })
})
