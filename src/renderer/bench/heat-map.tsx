import { memo, useEffect, useRef } from 'react'
import type { HostView } from '../../shared/host/index.ts'
import { statusOf } from '../host/status.ts'
import { useLab, usePromptStore } from '../client/react.tsx'
import { useStrings, type Strings } from '../strings/index.tsx'
import { fitTo } from './canvas.ts'
import { namedTile, squaresOf, type BenchLayout, type RackPlace } from './geometry.ts'
import styles from './heat-map.module.css'
import { paletteOf, type Palette } from './palette.ts'

export type HeatMapProps = {
  readonly layout: BenchLayout
  readonly racks: ReadonlyMap<string, readonly string[]>
  readonly chosen: string | undefined
  readonly onZoom: (rack: string) => void
}

/** What the squares were drawn from. */
type Squares = Pick<HeatMapProps, 'layout' | 'chosen'> & {
  readonly hosts: ReadonlyMap<string, HostView>
  readonly palette: Palette
}

/** Draws the squares of hosts that are not as they were `before`; all of them where the picture itself is another. */
const drawSquares = (
  surface: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  { layout, hosts, chosen, palette }: Squares,
  before: Squares | undefined,
  strings: Strings,
): void => {
  const goesOn = before?.layout === layout && before.chosen === chosen && before.palette === palette
  if (!goesOn) fitTo(surface, context, squaresOf(layout))
  context.lineWidth = 2
  context.strokeStyle = palette.ink
  for (const { id, box } of layout.hosts) {
    const host = hosts.get(id)
    if (goesOn && before.hosts.get(id) === host) continue
    context.fillStyle = palette[host === undefined ? 'mute' : statusOf(host, strings).tone]
    context.fillRect(box.x, box.y, box.width, box.height)
    if (id === chosen) context.strokeRect(box.x - 1, box.y - 1, box.width + 2, box.height + 2)
  }
}

/** How many hosts of a rack stand how, in words. */
const summaryOf = (
  ids: readonly string[],
  hosts: ReadonlyMap<string, HostView>,
  strings: Strings,
): string => {
  const counts = new Map<string, number>()
  for (const id of ids) {
    const host = hosts.get(id)
    if (host === undefined) continue
    const { text } = statusOf(host, strings)
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([text, count]) => strings.bench.of(count, text))
    .join(', ')
}

type TileProps = {
  readonly rack: RackPlace
  readonly summary: string
  readonly onZoom: (rack: string) => void
}

const Tile = memo(({ rack, summary, onZoom }: TileProps) => {
  const { bench } = useStrings()
  const { x, y, width, height } = rack.box
  return (
    <li>
      <button
        type="button"
        className={styles.tile}
        style={{ left: x, top: y, width, height }}
        data-zoom={rack.name}
        aria-label={`${bench.rack(rack.name, rack.hosts)}: ${summary}`}
        title={`${rack.name}\n${summary}`}
        onClick={() => onZoom(rack.name)}
      >
        {width >= namedTile && rack.name}
      </button>
    </li>
  )
})
Tile.displayName = 'Tile'

type SquaresProps = Pick<HeatMapProps, 'layout' | 'chosen'>

/** A square for each host, drawn with every picture of the lab and by no way round. */
const HostSquares = ({ layout, chosen }: SquaresProps) => {
  const strings = useStrings()
  const store = usePromptStore()
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const surface = canvas.current
    const context = surface?.getContext('2d') ?? undefined
    if (surface === null || context === undefined) return undefined
    let drawn: Squares | undefined
    const draw = () => {
      const hosts = store.snapshot().lab?.view.hosts
      if (hosts === undefined || hosts === drawn?.hosts) return
      const squares = { layout, hosts, chosen, palette: paletteOf(surface) }
      drawSquares(surface, context, squares, drawn, strings)
      drawn = squares
    }
    draw()
    return store.subscribe(draw)
  }, [store, layout, chosen, strings])
  const { x, y, width, height } = squaresOf(layout)
  return (
    <canvas
      ref={canvas}
      className={styles.canvas}
      style={{ left: x, top: y, width, height }}
      aria-hidden="true"
    />
  )
}

/** A tile for each rack with how its hosts stand in words. */
const Tiles = ({ layout, racks, onZoom }: Omit<HeatMapProps, 'chosen'>) => {
  const strings = useStrings()
  const hosts = useLab((lab) => lab.view.hosts)
  return (
    <ul aria-label={strings.bench.racks}>
      {layout.racks.map((rack) => (
        <Tile
          key={rack.name}
          rack={rack}
          summary={summaryOf(racks.get(rack.name) ?? [], hosts, strings)}
          onZoom={onZoom}
        />
      ))}
    </ul>
  )
}

/**
 * Many hosts at a glance: each a square in the colour of its state, each rack a tile that says in words
 * how its hosts stand and opens to show their names.
 */
export const HeatMap = memo(({ layout, racks, chosen, onZoom }: HeatMapProps) => (
  <>
    <Tiles layout={layout} racks={racks} onZoom={onZoom} />
    <HostSquares layout={layout} chosen={chosen} />
  </>
))
HeatMap.displayName = 'HeatMap'
