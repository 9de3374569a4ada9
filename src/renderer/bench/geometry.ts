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
export type RackPlace = { readonly name: string; readonly box: Box; readonly hosts: number }

/** Where everything on the bench lies, in px. */
export type BenchLayout = {
  readonly width: number
  readonly height: number
  readonly density: Density
  readonly racks: readonly RackPlace[]
  readonly hosts: readonly HostPlace[]
  readonly cables: ReadonlyMap<string, Curve>
  /** Hosts in several columns share one cable to the switch. */
  readonly shared: boolean
  /** How far the plug of a host hangs from it when it is out. */
  readonly hostPulledBy: number
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
export type Stage = { readonly width: number; readonly height: number; readonly textScale?: number }

/** Below this the bench scrolls: a phone is not. */
export const smallestStage: Stage = { width: 310, height: 340 }

/** A stage as wide as a phone: everything takes its share of the little there is. */
const isNarrow = (width: number): boolean => width < 600

/** Room at the edges: less on a narrow stage. */
const marginOf = (width: number): number => {
  if (isNarrow(width)) return 8
  return width < 820 ? 16 : 30
}
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
  const cardWidth = isNarrow(width) ? width * 0.33 : clamp(width * 0.285, 186, 320)
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

/** Room between a frame and what it is around; above it stands its label. */
const framePad = 14

const around = (first: Box, last: Box, padX: number): Box => ({
  x: first.x - padX,
  y: first.y - framePad,
  width: first.width + 2 * padX,
  height: last.y + last.height - first.y + 2 * framePad,
})

type Grid = {
  readonly density: Density
  readonly columns: number
  readonly pitch: number
  readonly size: Box['height']
}

/** Room above the racks, and below them for the newest message in words. */
const headRoom = 18
const footRoom = 36
/** The width of a host in one line that has room for how it stands in words. */
const usualRow = 212
/** The least height of a host in one line, with the gap below it. */
const smallestRow = 27

/** The roomiest way to show `count` hosts under `labels` headings on this stage. */
const gridFor = (count: number, labels: number, { width, height }: Stage): Grid => {
  const room = height - 2 * headRoom - labels * labelHeight
  const pitch = Math.min(96, room / Math.max(1, count))
  if (pitch >= 62) {
    return { density: 'card', columns: 1, pitch, size: pitch - clamp(pitch * 0.24, 8, 23) }
  }
  const below = room + headRoom - footRoom
  const columns = Math.ceil(count / Math.floor(below / smallestRow))
  if (count <= 40 && columns <= (isNarrow(width) ? 1 : 4)) {
    const rowPitch = Math.min(40, below / Math.ceil(count / columns))
    return { density: 'row', columns, pitch: rowPitch, size: rowPitch - 6 }
  }
  return { density: 'cell', columns: 0, pitch: 0, size: 0 }
}

/** Large words make a host wider, as far as its cable can be shorter. */
const rackWidth = ({ width, textScale = 1 }: Stage, grid: Grid): number => {
  if (isNarrow(width)) return width * (isShared(grid) ? 0.34 : 0.28)
  const usual = clamp(width * 0.25, 164, 280)
  const one = Math.max(usual, Math.min(usual * textScale, width * 0.31))
  if (grid.density === 'cell') return width * 0.42
  return grid.columns === 1 ? one : Math.min(width * 0.42, grid.columns * usualRow)
}

type Placed = { readonly racks: readonly RackPlace[]; readonly boxes: readonly [string, Box][] }

const placeRacks = (racks: readonly Rack[], grid: Grid, stage: Stage, width: number): Placed => {
  if (grid.density === 'cell') return placeTiles(racks, stage, width)
  const cell = width / grid.columns
  const gap = grid.columns > 1 ? 8 : 0
  const margin = marginOf(stage.width)
  const rowsOf = (rack: Rack): number => Math.ceil(rack.hosts.length / grid.columns)
  const used = racks.reduce((sum, rack) => sum + labelHeight + rowsOf(rack) * grid.pitch, 0)
  const foot = grid.density === 'row' ? footRoom : headRoom
  let y = Math.max(headRoom, (stage.height + headRoom - foot - used) / 2)
  const places: RackPlace[] = []
  const boxes: [string, Box][] = []
  for (const rack of racks) {
    const height = labelHeight + rowsOf(rack) * grid.pitch
    places.push({
      name: rack.name,
      box: { x: margin, y: y + 2, width, height },
      hosts: rack.hosts.length,
    })
    y += labelHeight
    for (const [index, id] of rack.hosts.entries()) {
      const [column, row] = [index % grid.columns, Math.floor(index / grid.columns)]
      boxes.push([
        id,
        {
          x: margin + column * cell,
          y: y + row * grid.pitch,
          width: cell - gap,
          height: grid.size,
        },
      ])
    }
    y += rowsOf(rack) * grid.pitch
  }
  return { racks: places, boxes }
}

/** Columns that let `count` tiles of a shape near to square fill this room. */
const tileColumns = (count: number, width: number, height: number): number =>
  clamp(Math.round(Math.sqrt((count * width) / (height * 1.1))), 1, count)

/** A tile this wide has room for the name of its rack. */
export const namedTile = 58
const tileLabel = 15

/** Many hosts: a tile for each rack, a square for each host in it. */
const placeTiles = (racks: readonly Rack[], stage: Stage, width: number): Placed => {
  const margin = marginOf(stage.width)
  const top = 40
  const height = stage.height - top - 44
  const columns = tileColumns(racks.length, width, height)
  const tile = { width: width / columns, height: height / Math.ceil(racks.length / columns) }
  const label = tile.width >= namedTile && tile.height >= 2 * tileLabel ? tileLabel : 0
  const places: RackPlace[] = []
  const boxes: [string, Box][] = []
  for (const [index, rack] of racks.entries()) {
    const box: Box = {
      x: margin + (index % columns) * tile.width,
      y: top + Math.floor(index / columns) * tile.height,
      width: tile.width - 5,
      height: tile.height - 5,
    }
    places.push({ name: rack.name, box, hosts: rack.hosts.length })
    boxes.push(...placeCells(rack.hosts, { ...box, y: box.y + label, height: box.height - label }))
  }
  return { racks: places, boxes }
}

/** px; a few hosts more than there is room for lines need no more. */
const largestCell = 48

/** Squares that fill a box row by row. */
const placeCells = (hosts: readonly string[], box: Box): readonly [string, Box][] => {
  const inner = { width: box.width - 6, height: box.height - 6 }
  let cell = Math.min(
    largestCell,
    Math.sqrt((inner.width * inner.height) / Math.max(1, hosts.length)),
  )
  const columns = () => Math.max(1, Math.floor(inner.width / cell))
  while (Math.ceil(hosts.length / columns()) * cell > inner.height && cell > 0.5) cell *= 0.98
  const size = Math.max(0.5, cell - Math.min(2, cell * 0.2))
  return hosts.map((id, index) => [
    id,
    {
      x: box.x + 3 + (index % columns()) * cell,
      y: box.y + 3 + Math.floor(index / columns()) * cell,
      width: size,
      height: size,
    },
  ])
}

/** `count` points spread over the left or right edge of the switch. */
const portAt = (box: Box, side: 'left' | 'right', index: number, count: number): Point => {
  const [top, bottom] = [box.y + 58, box.y + box.height - 20]
  const y = count === 1 ? (top + bottom) / 2 : top + ((bottom - top) * index) / (count - 1)
  return { x: side === 'left' ? box.x : box.x + box.width, y }
}

/** More than one column of hosts shares one trunk. */
const isShared = ({ density, columns }: Grid): boolean => density === 'cell' || columns > 1

const hostCables = (placed: Placed, grid: Grid, edge: number, hub: Box): HostPlace[] =>
  placed.boxes.map(([id, box], index) => {
    const alone = !isShared(grid)
    const middle = hub.y + hub.height / 2
    const from = alone
      ? { x: box.x + box.width, y: box.y + box.height / 2 }
      : { x: edge + 6, y: middle }
    const to = alone ? portAt(hub, 'left', index, placed.boxes.length) : { x: hub.x, y: middle }
    return { id, box, cable: cable(from, to) }
  })

/** The switch between the edge of the racks and the plugs of the components. */
const placeHub = (edge: number, end: number, grid: Grid, { width, height }: Stage): Box => {
  const between = end - edge
  const tall = clamp(height * 0.42, 172, 260)
  const y = (height - tall) / 2
  if (isNarrow(width)) {
    const hub = between * 0.33
    // Cables of hosts have plugs, too.
    const left = (between - hub) * (isShared(grid) ? 0.25 : 0.49)
    return { x: edge + left, y, width: hub, height: tall }
  }
  const hub = between < 300 ? 98 : 108
  return { x: edge + (between - hub) * (between < 300 ? 0.25 : 0.4), y, width: hub, height: tall }
}

/** Lays the bench out for racks of hosts in a stage of this size. */
export const layOutBench = (racks: readonly Rack[], stage: Stage): BenchLayout => {
  const width = Math.max(stage.width, smallestStage.width)
  const height = Math.max(stage.height, smallestStage.height)
  const components = placeComponents({ width, height })
  const count = racks.reduce((sum, rack) => sum + rack.hosts.length, 0)
  const grid = gridFor(count, racks.length, { width, height })
  const rackZone = rackWidth({ ...stage, width }, grid)
  const placed = placeRacks(racks, grid, { width, height }, rackZone)
  const edge = marginOf(width) + rackZone
  const hub = placeHub(edge, components.dhcp.x, grid, { width, height })
  const port = (id: ComponentId): Point => portAt(hub, 'right', componentIds.indexOf(id), 5)
  const hosts = hostCables(placed, grid, edge, hub)
  return {
    width,
    height,
    density: grid.density,
    racks: placed.racks,
    hosts,
    cables: new Map(hosts.map(({ id, cable: own }) => [id, own])),
    shared: isShared(grid),
    hostPulledBy: clamp(hub.x - edge - 2 * plugSize.width, 12, 40),
    switch: hub,
    components,
    pulledBy: clamp((components.dhcp.x - hub.x - hub.width) * 0.4, isNarrow(width) ? 10 : 30, 56),
    autoDeploy: around(components.rules, components.waiter, isNarrow(width) ? 6 : framePad),
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

/** The same for the plug at the host's end of its cable, whose prongs point at the host. */
export const hostPlugAt = ({ from }: Curve, out: number, pulledBy: number): Point => ({
  x: from.x - 3 - plugSize.prongs + out * pulledBy,
  y: from.y - plugSize.height / 2 + out * 5,
})

/** The cable of a host from its plug, which lies at `plug`, to the switch. */
export const hostPlugCable = ({ to }: Curve, plug: Point): Curve =>
  cable({ x: plug.x + plugSize.prongs + plugSize.width, y: plug.y + plugSize.height / 2 }, to)

/** The cable from the switch to a plug that lies at `plug`. */
export const plugCable = (port: Point, plug: Point): Curve =>
  cable(port, { x: plug.x, y: plug.y + plugSize.height / 2 })

/** Room for a mark beside its way, in px. */
const markRoom = 20

/** The part of the stage that marks move in: from the cables' ends at the hosts to the sockets. */
export const bandOf = ({ cables, components, switch: hub, height }: BenchLayout): Box => {
  const left = Math.min(hub.x, ...cables.values().map(({ from }) => from.x)) - markRoom
  const right = Math.max(...Object.values(components).map(({ x }) => x)) + markRoom
  return { x: Math.floor(left), y: 0, width: Math.ceil(right) - Math.floor(left), height }
}

/** The part of the stage that hosts' boxes take, with room for the frame of a chosen one. */
export const squaresOf = ({ hosts }: BenchLayout): Box => {
  const frame = 3
  const boxes = hosts.map(({ box }) => box)
  const x = Math.floor(Math.min(...boxes.map((box) => box.x)) - frame)
  const y = Math.floor(Math.min(...boxes.map((box) => box.y)) - frame)
  const right = Math.ceil(Math.max(...boxes.map((box) => box.x + box.width)) + frame)
  const bottom = Math.ceil(Math.max(...boxes.map((box) => box.y + box.height)) + frame)
  return { x, y, width: right - x, height: bottom - y }
}
