/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a drawing of ours, not a picture file */
import { useMemo } from 'react'
import type { BootState } from '../../shared/host/index.ts'
import { useStrings } from '../strings/index.tsx'
import styles from './chart.module.css'
import { bootGraph, type ChartEdge, type ChartGraph, type ChartNode } from './graph.ts'

const cell = { width: 118, height: 38 }
const box = { width: 108, height: 24 }
/** Room at the left for lines that pass by other states. */
const left = 24

const middle = ({ row, column }: ChartNode) => ({
  x: left + column * cell.width + box.width / 2 + 2,
  y: row * cell.height + box.height / 2 + 2,
})

/** A line between two states: straight down, or a bow beside what lies between. */
const lineOf = (from: ChartNode, to: ChartNode): string => {
  const [a, b] = [middle(from), middle(to)]
  const half = box.height / 2
  if (from.row === to.row) {
    const side = b.x > a.x ? 1 : -1
    return `M${a.x + (side * box.width) / 2} ${a.y}L${b.x - (side * box.width) / 2} ${b.y}`
  }
  const down = to.row > from.row
  const [y1, y2] = down ? [a.y + half, b.y - half] : [a.y - half, b.y + half]
  if (from.column === to.column && Math.abs(to.row - from.row) === 1) {
    return `M${a.x} ${y1}L${b.x} ${y2}`
  }
  if (from.column === to.column) {
    const edge = a.x - box.width / 2
    const bow = edge - 10 - 3 * Math.abs(to.row - from.row)
    return `M${edge} ${a.y}C${bow} ${a.y} ${bow} ${b.y} ${edge} ${b.y}`
  }
  const bend = (y2 - y1) / 2
  return `M${a.x} ${y1}C${a.x} ${y1 + bend} ${b.x} ${y2 - bend} ${b.x} ${y2}`
}

type LinesProps = { readonly graph: ChartGraph; readonly current: BootState }

/** Ways forward, faint; and every way that leads on from where the host is. */
const Lines = ({ graph, current }: LinesProps) => {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]))
  const shown = (edge: ChartEdge): boolean => {
    const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)]
    if (from === undefined || to === undefined) return false
    return edge.from === current || to.row >= from.row
  }
  return graph.edges.filter(shown).map((edge) => {
    const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)]
    return from === undefined || to === undefined ? null : (
      <path
        key={`${edge.from} ${edge.to}`}
        className={styles.line}
        data-next={edge.from === current}
        d={lineOf(from, to)}
      >
        <title>{edge.events.join(', ')}</title>
      </path>
    )
  })
}

/** The chart that every host runs on, drawn from the machine itself, with the state it is in lit. */
export const Chart = ({ current }: { readonly current: BootState }) => {
  const { inspector, hostStates } = useStrings()
  const graph = useMemo(() => bootGraph(), [])
  const texts: Readonly<Record<string, string>> = hostStates
  const next = graph.edges.filter(({ from }) => from === current)
  return (
    <div className={styles.chart}>
      <svg
        viewBox={`0 0 ${left + 2 * cell.width + box.width + 4} ${(graph.rows - 1) * cell.height + box.height + 4}`}
        role="img"
        aria-label={inspector.chartNow(texts[current] ?? current)}
      >
        <Lines graph={graph} current={current} />
        {graph.nodes.map((node) => {
          const { x, y } = middle(node)
          return (
            <g key={node.id} className={styles.state} data-current={node.id === current}>
              <title>{texts[node.id] ?? node.id}</title>
              <rect
                x={x - box.width / 2}
                y={y - box.height / 2}
                width={box.width}
                height={box.height}
                rx={6}
              />
              <text x={x} y={y + 4}>
                {node.id}
              </text>
            </g>
          )
        })}
      </svg>
      <h3>{inspector.chartNext}</h3>
      <ul>
        {next.map(({ to, events }) => (
          <li key={to}>
            <code>{to}</code> {inspector.chartOn(events.join(', '))}
          </li>
        ))}
      </ul>
    </div>
  )
}
