import { memo, useEffect, useRef } from 'react'
import type { HostView } from '../../shared/host/index.ts'
import { statusOf } from '../host/status.ts'
import { useStrings, type Strings } from '../strings/index.tsx'
import type { Tone } from '../ui/tone.ts'
import { namedTile, type BenchLayout, type RackPlace } from './geometry.ts'
import styles from './heat-map.module.css'

export type HeatMapProps = {
  readonly layout: BenchLayout
  readonly racks: ReadonlyMap<string, readonly string[]>
  readonly hosts: ReadonlyMap<string, HostView>
  readonly chosen: string | undefined
  readonly onZoom: (rack: string) => void
}

const tokens: Readonly<Record<Tone, string>> = {
  ok: '--ok-fill',
  cache: '--cache-fill',
  fail: '--fail-fill',
  net: '--net-fill',
  rule: '--rule-fill',
  mute: '--line-2',
}

type Palette = Readonly<Record<Tone | 'chosen', string>>
const palettes = new Map<string, Palette>()

/** The theme's colours as they are now; read once for each theme. */
const paletteOf = (element: Element): Palette => {
  const { mantineColorScheme = '', contrast = '' } = document.documentElement.dataset
  const key = `${mantineColorScheme} ${contrast}`
  const known = palettes.get(key)
  if (known !== undefined) return known
  const computed = getComputedStyle(element)
  const of = (tone: Tone): string => computed.getPropertyValue(tokens[tone])
  const palette: Palette = {
    ok: of('ok'),
    cache: of('cache'),
    fail: of('fail'),
    net: of('net'),
    rule: of('rule'),
    mute: of('mute'),
    chosen: computed.getPropertyValue('--ink'),
  }
  palettes.set(key, palette)
  return palette
}

/** Gives the canvas the size of the layout in the screen's own pixels, and empties it. */
const fitTo = (
  surface: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  { width, height }: BenchLayout,
): void => {
  const scale = devicePixelRatio
  const [wide, high] = [Math.round(width * scale), Math.round(height * scale)]
  if (surface.width !== wide || surface.height !== high) {
    surface.width = wide
    surface.height = high
  }
  context.setTransform(scale, 0, 0, scale, 0, 0)
  context.clearRect(0, 0, width, height)
  context.lineWidth = 2
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

/**
 * Many hosts at a glance: each a square in the colour of its state, each rack a tile that says in words
 * how its hosts stand and opens to show their names.
 */
export const HeatMap = ({ layout, racks, hosts, chosen, onZoom }: HeatMapProps) => {
  const strings = useStrings()
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const surface = canvas.current
    const context = surface?.getContext('2d') ?? undefined
    if (surface === null || context === undefined) return
    fitTo(surface, context, layout)
    const palette = paletteOf(surface)
    for (const { id, box } of layout.hosts) {
      const host = hosts.get(id)
      context.fillStyle = palette[host === undefined ? 'mute' : statusOf(host, strings).tone]
      context.fillRect(box.x, box.y, box.width, box.height)
      if (id !== chosen) continue
      context.strokeStyle = palette.chosen
      context.strokeRect(box.x - 1, box.y - 1, box.width + 2, box.height + 2)
    }
  }, [layout, hosts, chosen, strings])
  return (
    <>
      <canvas ref={canvas} className={styles.canvas} aria-hidden="true" />
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
    </>
  )
}
