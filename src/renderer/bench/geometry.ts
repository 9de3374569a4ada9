import { componentIds, type ComponentId } from '../../shared/base/index.ts'
import { cable, type Curve, type Point } from './curve.ts'

export type Box = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** How much of a host there is room for: a card, one line, or a coloured square. */
export type Density = 'card' | 'row' | 'cell'

export type HostPlace = { readonly id: string; readonly box: Box; readonly cable: Curve }
export type RackPlace = { readonly name: string; readonly label: Point; readonly hosts: number }

/** Where everything on the bench lies, in px. */
export type BenchLayout = {
  readonly width: number
  readonly height: number
  readonly density: Density
  readonly racks: readonly RackPlace[]
  readonly hosts: readonly HostPlace[]
  readonly switch: Box
  readonly components: Readonly<Record<ComponentId, Box>>
  /** The frame around rules engine and waiter. */
  readonly autoDeploy: Box
  /** How far a plug hangs from its socket when it is out. */
  readonly pulledBy: number
  /** Where each component's cable leaves the switch. */
  readonly ports: Readonly<Record<ComponentId, Point>>
}

export type Rack = { readonly name: string; readonly hosts: readonly string[] }
export type Stage = { readonly width: number; readonly height: number }

/** Below this the bench scrolls. */
export const smallestStage: Stage = { width: 600, height: 340 }

/** Room at the edges: less on a narrow stage. */
const marginOf = (width: number): number => (width < 820 ? 16 : 30)
const labelHeight = 24
const clamp = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, value))

/** From top to bottom: margin, DHCP, TFTP, the Auto Deploy pair with its label, vCenter, margin. */
const gapsBefore: Readonly<Record<ComponentId, number>> = {
  dhcp: 20,
  tftp: 10,
  rules: 36,
  waiter: 10,
  vcenter: 26,
}
const allGaps = componentIds.reduce((sum, id) => sum + gapsBefore[id], 20)

const placeComponents = ({ width, height }: Stage): Readonly<Record<ComponentId, Box>> => {
  const cardWidth = clamp(width * 0.285, 186, 320)
  const cardHeight = clamp((height - allGaps) / componentIds.length, 48, 84)
  // What is left over widens the gaps; what is missing narrows them.
  const stretch = (height - cardHeight * componentIds.length) / allGaps
  let y = 0
  const box = (id: ComponentId): Box => {
    y += gapsBefore[id] * stretch
    const place = {
      x: width - marginOf(width) - cardWidth,
      y,
      width: cardWidth,
      height: cardHeight,
    }
    y += cardHeight
    return place
  }
  return {
    dhcp: box('dhcp'),
    tftp: box('tftp'),
    rules: box('rules'),
    waiter: box('waiter'),
    vcenter: box('vcenter'),
  }
}

const around = (first: Box, last: Box, pad: number): Box => ({
  x: first.x - pad,
  y: first.y - pad,
  width: first.width + 2 * pad,
  height: last.y + last.height - first.y + 2 * pad,
})

type Grid = {
  readonly density: Density
  readonly columns: number
  readonly pitch: number
  readonly size: Box['height']
}

/** The roomiest way to show `count` hosts under `labels` headings in this height. */
const gridFor = (count: number, labels: number, height: number, width: number): Grid => {
  const room = height - 2 * 18 - labels * labelHeight
  const pitch = Math.min(96, room / Math.max(1, count))
  if (pitch >= 62) {
    return { density: 'card', columns: 1, pitch, size: pitch - clamp(pitch * 0.24, 8, 23) }
  }
  const columns = Math.ceil(count / Math.floor(room / 28))
  if (count <= 40 && columns <= 4) {
    const rowPitch = Math.min(40, room / Math.ceil(count / columns))
    return { density: 'row', columns, pitch: rowPitch, size: rowPitch - 6 }
  }
  const cell = cellFor(count, room, width)
  return { density: 'cell', columns: Math.floor(width / cell), pitch: cell, size: cell - 1 }
}

/** The largest square of which `count` fit into this room. */
const cellFor = (count: number, room: number, width: number): number => {
  let cell = Math.min(28, Math.sqrt((width * room) / count))
  while (Math.ceil(count / Math.floor(width / cell)) * cell > room) cell *= 0.99
  return cell
}

const rackWidth = (width: number, grid: Grid): number => {
  const one = clamp(width * 0.25, 164, 280)
  if (grid.density === 'card' || grid.columns === 1) return one
  return Math.min(width * 0.42, grid.density === 'row' ? grid.columns * 136 : width * 0.42)
}

type Placed = { readonly racks: readonly RackPlace[]; readonly boxes: readonly [string, Box][] }

const placeRacks = (racks: readonly Rack[], grid: Grid, stage: Stage, width: number): Placed => {
  const inset = grid.density === 'cell' ? 0 : 8
  const cell = grid.density === 'cell' ? grid.pitch : width / grid.columns
  const margin = marginOf(stage.width)
  const rowsOf = (rack: Rack): number => Math.ceil(rack.hosts.length / grid.columns)
  const used = racks.reduce((sum, rack) => sum + labelHeight + rowsOf(rack) * grid.pitch, 0)
  let y = Math.max(18, (stage.height - used) / 2)
  const places: RackPlace[] = []
  const boxes: [string, Box][] = []
  for (const rack of racks) {
    places.push({ name: rack.name, label: { x: margin, y: y + 2 }, hosts: rack.hosts.length })
    y += labelHeight
    for (const [index, id] of rack.hosts.entries()) {
      const column = index % grid.columns
      const row = Math.floor(index / grid.columns)
      const boxWidth = grid.density === 'cell' ? grid.size : cell - (grid.columns > 1 ? inset : 0)
      boxes.push([
        id,
        { x: margin + column * cell, y: y + row * grid.pitch, width: boxWidth, height: grid.size },
      ])
    }
    y += rowsOf(rack) * grid.pitch
  }
  return { racks: places, boxes }
}

/** `count` points spread over the left or right edge of the switch. */
const portAt = (box: Box, side: 'left' | 'right', index: number, count: number): Point => {
  const [top, bottom] = [box.y + 58, box.y + box.height - 20]
  const y = count === 1 ? (top + bottom) / 2 : top + ((bottom - top) * index) / (count - 1)
  return { x: side === 'left' ? box.x : box.x + box.width, y }
}

const hostCables = (placed: Placed, grid: Grid, edge: number, hub: Box): HostPlace[] =>
  placed.boxes.map(([id, box], index) => {
    // More than one column of hosts shares one trunk.
    const alone = grid.columns === 1
    const middle = hub.y + hub.height / 2
    const from = alone
      ? { x: box.x + box.width, y: box.y + box.height / 2 }
      : { x: edge + 6, y: middle }
    const to = alone ? portAt(hub, 'left', index, placed.boxes.length) : { x: hub.x, y: middle }
    return { id, box, cable: cable(from, to) }
  })

/** Lays the bench out for racks of hosts in a stage of this size. */
export const layOutBench = (racks: readonly Rack[], stage: Stage): BenchLayout => {
  const width = Math.max(stage.width, smallestStage.width)
  const height = Math.max(stage.height, smallestStage.height)
  const components = placeComponents({ width, height })
  const count = racks.reduce((sum, rack) => sum + rack.hosts.length, 0)
  const grid = gridFor(count, racks.length, height, width * 0.42)
  const rackZone = rackWidth(width, grid)
  const placed = placeRacks(racks, grid, { width, height }, rackZone)
  const edge = marginOf(width) + rackZone
  const hubHeight = clamp(height * 0.42, 172, 260)
  const between = components.dhcp.x - edge
  const hubWidth = between < 300 ? 90 : 108
  const hub: Box = {
    x: edge + (between - hubWidth) * (between < 300 ? 0.25 : 0.4),
    y: (height - hubHeight) / 2,
    width: hubWidth,
    height: hubHeight,
  }
  const port = (id: ComponentId): Point => portAt(hub, 'right', componentIds.indexOf(id), 5)
  return {
    width,
    height,
    density: grid.density,
    racks: placed.racks,
    hosts: hostCables(placed, grid, edge, hub),
    switch: hub,
    components,
    pulledBy: clamp((components.dhcp.x - hub.x - hub.width) * 0.4, 30, 56),
    autoDeploy: around(components.rules, components.waiter, 14),
    ports: {
      dhcp: port('dhcp'),
      tftp: port('tftp'),
      rules: port('rules'),
      waiter: port('waiter'),
      vcenter: port('vcenter'),
    },
  }
}

/** Size of a plug without its prongs. */
export const plugSize = { width: 24, height: 20, prongs: 7 } as const

/** Top left corner of a plug. `out` runs from 0, plugged in, to 1, hanging loose `pulledBy` away. */
export const plugAt = (socket: Box, out: number, pulledBy: number): Point => ({
  x: socket.x - plugSize.width + 3 - out * pulledBy,
  y: socket.y + socket.height / 2 - plugSize.height / 2 + out * 5,
})

/** The cable from the switch to a plug that lies at `plug`. */
export const plugCable = (port: Point, plug: Point): Curve =>
  cable(port, { x: plug.x, y: plug.y + plugSize.height / 2 })
