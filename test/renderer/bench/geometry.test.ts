import { describe, expect, it } from 'vitest'
import { componentIds } from '../../../src/shared/base/index.ts'
import {
  cable,
  lengthOf,
  pointAlong,
  pointOn,
  reversed,
  wayAlong,
} from '../../../src/renderer/bench/curve.ts'
import {
  bandOf,
  hostPlugAt,
  hostPlugCable,
  layOutBench,
  plugAt,
  squaresOf,
  type Box,
} from '../../../src/renderer/bench/geometry.ts'
import { wayOf } from '../../../src/renderer/bench/ways.ts'

const rack = (count: number) => [
  { name: 'A', hosts: Array.from({ length: count }, (_, index) => `h-${index}`) },
]
const stages = [
  { width: 600, height: 340 },
  // Phones.
  { width: 312, height: 340 },
  { width: 342, height: 468 },
  { width: 1016, height: 470 },
  { width: 1500, height: 620 },
  // Large words on a small projector.
  { width: 902, height: 340, textScale: 1.35 },
]
const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width - 0.01 &&
  b.x < a.x + a.width - 0.01 &&
  a.y < b.y + b.height - 0.01 &&
  b.y < a.y + a.height - 0.01

describe.each(stages)('layOutBench at $width by $height', (stage) => {
  it.each([1, 4, 6, 13, 40, 200, 5000])(
    'keeps %i hosts and all parts apart and inside',
    (count) => {
      const layout = layOutBench(rack(count), stage)
      const parts = [layout.switch, ...componentIds.map((id) => layout.components[id])]
      const hosts = layout.hosts.map(({ box }) => box)
      expect(hosts).toHaveLength(count)
      expect(layout.width).toBe(stage.width)
      const inside = (box: Box): boolean =>
        box.x >= 0 &&
        box.x + box.width <= layout.width &&
        box.y >= 0 &&
        box.y + box.height <= layout.height + 0.5
      expect([...parts, ...hosts, layout.autoDeploy].filter((box) => !inside(box))).toEqual([])
      const touching = parts.flatMap((part, index) =>
        [...parts.slice(index + 1), ...hosts].filter((other) => overlap(part, other)),
      )
      expect(touching).toEqual([])
      const neighbours = hosts.slice(1).filter((box, index) => overlap(box, hosts[index] ?? box))
      expect(neighbours).toEqual([])
    },
  )
})

describe('layOutBench', () => {
  it('makes hosts wider for large words, as far as there is room', () => {
    const widthAt = (width: number, textScale: number) =>
      layOutBench(rack(4), { width, height: 340, textScale }).hosts[0]?.box.width
    expect(widthAt(902, 1.35)).toBeCloseTo(902 * 0.31)
    expect(widthAt(1500, 1.35)).toBeCloseTo(280 * 1.35)
    expect(widthAt(902, 1)).toBeCloseTo(902 * 0.25)
  })

  it('leaves room for the plug of a host between its card and the switch, in and out', () => {
    for (const stage of stages.slice(1)) {
      const { hosts, hostPulledBy, switch: hub, shared } = layOutBench(rack(4), stage)
      expect(shared).toBe(false)
      for (const { box, cable: own } of hosts) {
        const [plugged, pulled] = [0, 1].map((out) => hostPlugAt(own, out, hostPulledBy))
        const right = box.x + box.width
        expect(plugged?.x).toBeLessThan(right)
        expect(pulled?.x).toBeGreaterThan(right)
        const tail = hostPlugCable(own, pulled ?? own.to).from
        expect(tail.x).toBeLessThan(hub.x)
      }
    }
    expect(layOutBench(rack(40), { width: 1016, height: 470 }).shared).toBe(true)
  })

  it('draws many squares on a part of the stage that holds all of them and nothing beside', () => {
    for (const stage of stages) {
      const layout = layOutBench(rack(1000), stage)
      const part = squaresOf(layout)
      const within = ({ x, y, width, height }: Box) =>
        x > part.x &&
        y > part.y &&
        x + width < part.x + part.width &&
        y + height < part.y + part.height
      expect(layout.hosts.every(({ box }) => within(box))).toBe(true)
      const beside = [layout.switch, ...componentIds.map((id) => layout.components[id])]
      expect(beside.some((box) => overlap(box, part))).toBe(false)
    }
  })

  it('shows cards, then lines, then squares as hosts grow in number', () => {
    const densities = [1, 4, 20, 40, 41, 5000].map(
      (count) => layOutBench(rack(count), { width: 1016, height: 470 }).density,
    )
    expect(densities).toEqual(['card', 'card', 'row', 'row', 'cell', 'cell'])
  })

  it('lets squares use the height of their tiles, with few hosts as well', () => {
    const stage = { width: 1016, height: 470 }
    const racks = [20, 21].map((count, at) => ({
      name: `Rack ${at}`,
      hosts: Array.from({ length: count }, (_, index) => `host-${at}-${index}`),
    }))
    const layout = layOutBench(racks, stage)
    const lowest = Math.max(...layout.hosts.map(({ box }) => box.y + box.height))
    const [{ box: tile } = { box: layout.switch }] = layout.racks
    expect(lowest - tile.y).toBeGreaterThan(tile.height * 0.75)
  })

  it('gives lines of hosts the width of their words where the stage has it', () => {
    // Below 150 px a line shows the shape of its state alone.
    const widths = layOutBench(rack(40), { width: 1476, height: 560 }).hosts.map(
      ({ box }) => box.width,
    )
    expect(Math.min(...widths)).toBeGreaterThan(150)
  })

  it('leaves room for the newest message below lines of hosts', () => {
    for (const stage of stages.slice(1)) {
      const { hosts, height } = layOutBench(rack(40), stage)
      const lowest = Math.max(...hosts.map(({ box }) => box.y + box.height))
      expect(lowest).toBeLessThanOrEqual(height - 36)
    }
  })

  it('hangs a pulled plug clear of its socket and of the switch', () => {
    for (const stage of stages) {
      const layout = layOutBench(rack(4), stage)
      const socket = layout.components.waiter
      const plug = plugAt(socket, 1, layout.pulledBy)
      expect(plug.x + 31).toBeLessThan(socket.x)
      expect(plug.x).toBeGreaterThan(layout.switch.x + layout.switch.width)
    }
  })
})

describe('a cable', () => {
  const curve = cable({ x: 0, y: 0 }, { x: 100, y: 50 })

  it('begins and ends where it is plugged in', () => {
    expect(pointOn(curve, 0)).toEqual(curve.from)
    expect(pointOn(curve, 1)).toEqual(curve.to)
    expect(pointOn(reversed(curve), 0)).toEqual(curve.to)
    expect(lengthOf(curve)).toBeGreaterThan(Math.hypot(100, 50))
  })

  it('is passed at an even pace over several pieces', () => {
    const way = wayAlong([curve, cable(curve.to, { x: 300, y: 50 })])
    expect(pointAlong(way, 0)).toEqual({ x: 0, y: 0 })
    expect(pointAlong(way, 1)).toEqual({ x: 300, y: 50 })
    const half = pointAlong(way, 0.5)
    expect(half.x).toBeGreaterThan(100)
    expect(half.x).toBeLessThan(200)
  })
})

describe('wayOf', () => {
  const layout = layOutBench(rack(4), { width: 1016, height: 470 })

  it('leads from the host to the socket, and to the loose plug when it is out', () => {
    const message = { from: 'host', to: 'waiter', host: 'h-1' } as const
    const plugged = pointAlong(
      wayOf(layout, message, () => false),
      1,
    )
    const loose = pointAlong(
      wayOf(layout, message, () => true),
      1,
    )
    expect(plugged.x - loose.x).toBeCloseTo(layout.pulledBy)
    expect(
      pointAlong(
        wayOf(layout, message, () => false),
        0,
      ),
    ).toEqual(layout.hosts[1]?.cable.from)
  })

  it('begins in the switch for one who is no host of the lab', () => {
    const start = pointAlong(
      wayOf(layout, { from: 'host', to: 'waiter' }, () => false),
      0,
    )
    expect(start.x).toBeGreaterThan(layout.switch.x)
    expect(start.x).toBeLessThan(layout.switch.x + layout.switch.width)
  })
})

describe.each(stages)('the band of marks at $width by $height', (stage) => {
  it.each([1, 6, 40, 200])('holds every way of %i hosts, wherever the plugs are', (count) => {
    const layout = layOutBench(rack(count), stage)
    const band = bandOf(layout)
    expect(band.width).toBeLessThan(layout.width)
    for (const out of [false, true]) {
      for (const to of componentIds) {
        for (const host of ['h-0', `h-${count - 1}`, undefined]) {
          const way = wayOf(layout, { from: 'host', to, ...(host && { host }) }, () => out)
          for (let t = 0; t <= 1; t += 0.05) {
            const { x, y } = pointAlong(way, t)
            expect(x).toBeGreaterThan(band.x + 10)
            expect(x).toBeLessThan(band.x + band.width - 10)
            expect(y).toBeGreaterThanOrEqual(band.y)
            expect(y).toBeLessThanOrEqual(band.y + band.height)
          }
        }
      }
    }
  })
})
