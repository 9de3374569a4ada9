import { describe, expect, it } from 'vitest'
import { labelOf, lanes, layOutLadder, strokeOf } from '../../../src/renderer/ladder/layout.ts'
import { messageOf } from '../../../src/renderer/wire/message.ts'
import { recordedRun } from '../recorded-run.ts'

const layout = layOutLadder(1016, false)

describe('layOutLadder', () => {
  it.each([320, 700, 1016, 2400])('keeps the lanes in order at %i px', (width) => {
    const { x, gutter } = layOutLadder(width, true)
    const places = lanes.map((lane) => x[lane])
    expect(places.toSorted((a, b) => a - b)).toEqual(places)
    expect(places[0]).toBeGreaterThan(gutter)
  })

  it('has room for an offer with its file beside the life line of DHCP, for large text as well', () => {
    for (const width of [902, 1440]) {
      const { x } = layOutLadder(width, false)
      expect(x.dhcp - x.host).toBeGreaterThanOrEqual(230)
    }
    const { x, rowHeight, arrowY } = layOutLadder(902, false, 1.35)
    expect(x.dhcp - x.host).toBeGreaterThanOrEqual(145 * 1.35)
    // Words above the arrow, and the arrow within the line.
    expect([rowHeight, arrowY]).toEqual([34, 26])
    const usual = layOutLadder(902, false)
    expect([usual.rowHeight, usual.arrowY]).toEqual([25, 19])
  })
})

describe('strokeOf', () => {
  it('draws every message of a run, failed ones short of their goal and ending in a cross', () => {
    for (const recorded of recordedRun()) {
      const message = messageOf(recorded)
      if (message === undefined) continue
      const stroke = strokeOf(layout, message)
      if (message.from === message.to) {
        expect(stroke).toEqual({ kind: 'loop', x: layout.x[message.from] })
        continue
      }
      expect(stroke.kind).toBe(message.failed ? 'cross' : 'arrow')
      if (stroke.kind === 'loop') continue
      const short = Math.abs(layout.x[message.to] - stroke.x2)
      expect(short).toBe(message.failed ? 12 : 0)
    }
  })
})

describe('labelOf', () => {
  it('keeps the words of DHCP short of its life line, whichever way they go and whether they fail', () => {
    const { host, dhcp, waiter } = layout.x
    const ends = (x1: number, x2: number, kind: 'arrow' | 'cross') => {
      const place = labelOf(layout, { kind, x1, x2, way: x2 > x1 ? 1 : -1 })
      return place.side === 'left' ? place.left + place.width : 0
    }
    expect(ends(host, dhcp, 'arrow')).toBeLessThan(dhcp)
    expect(ends(dhcp, host, 'arrow')).toBeLessThan(dhcp)
    expect(ends(host, dhcp - 12, 'cross')).toBeLessThan(dhcp)
    expect(ends(host, waiter, 'arrow')).toBeGreaterThan(waiter)
  })

  it('keeps the words inside the panel', () => {
    for (const lane of lanes) {
      const place = labelOf(layout, { kind: 'loop', x: layout.x[lane] })
      const left = place.side === 'left' ? place.left : layout.width - place.right - place.width
      expect(left).toBeGreaterThanOrEqual(0)
      expect(left + place.width).toBeLessThanOrEqual(layout.width)
    }
  })
})
