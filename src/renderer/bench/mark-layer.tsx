import { useEffect, useMemo, useRef } from 'react'
import type { ComponentId } from '../../shared/base/index.ts'
import styles from './mark-layer.module.css'
import { pointAlong, type Way } from './curve.ts'
import type { BenchLayout } from './geometry.ts'
import { travelTime, type Mark } from './marks.ts'
import { protocolOf, protocolShapes } from './protocol-shape.ts'
import { wayOf } from './ways.ts'

export type MarkLayerProps = {
  readonly layout: BenchLayout
  readonly marks: readonly Mark[]
  readonly isOut: (id: ComponentId) => boolean
}

/** Slow at both ends, as something that is plugged in and out. `t` from 0 to 1. */
const ease = (t: number): number => (t < 0.5 ? 2 * t * t : 1 - 2 * (1 - t) ** 2)
const tail = 0.045

const drawMark = (group: SVGGElement, way: Way, age: number): void => {
  const t = ease(Math.min(1, age / travelTime))
  const head = pointAlong(way, t)
  const end = pointAlong(way, Math.max(0, t - tail))
  const arrived = String(age >= travelTime)
  if (group.dataset.arrived !== arrived) group.dataset.arrived = arrived
  group.setAttribute('transform', `translate(${head.x.toFixed(1)} ${head.y.toFixed(1)})`)
  const line = group.firstElementChild
  line?.setAttribute('x1', (end.x - head.x).toFixed(1))
  line?.setAttribute('y1', (end.y - head.y).toFixed(1))
}

const MarkShape = ({ mark }: { readonly mark: Mark }) => (
  <>
    <line className={styles.tail} x2="0" y2="0" />
    <path
      className={styles.head}
      d={protocolShapes[protocolOf(mark)]}
      transform={`scale(${mark.count > 1 ? 8 : 5})`}
    />
    {mark.count > 1 && (
      <text className={styles.count} y="3">
        {mark.count}
      </text>
    )}
    <path className={styles.cross} d="M-6-6l12 12M6-6l-12 12" />
  </>
)

/** Messages on their way. Each mark is facts that have happened; their numbers stand on the element. */
export const MarkLayer = ({ layout, marks, isOut }: MarkLayerProps) => {
  const groups = useRef(new Map<number, SVGGElement>())
  const ways = useMemo(
    () => new Map(marks.map((mark) => [mark.id, wayOf(layout, mark, isOut)])),
    [layout, marks, isOut],
  )
  useEffect(() => {
    if (marks.length === 0) return undefined
    let frame = 0
    const draw = (now: number) => {
      for (const mark of marks) {
        const group = groups.current.get(mark.id)
        const way = ways.get(mark.id)
        if (group !== undefined && way !== undefined) {
          drawMark(group, way, Math.max(0, now - mark.startedAt))
        }
      }
      frame = requestAnimationFrame(draw)
    }
    draw(performance.now())
    return () => cancelAnimationFrame(frame)
  }, [marks, ways])
  return (
    <svg className={styles.layer} aria-hidden="true" data-testid="marks">
      {marks.map((mark) => (
        <g
          key={mark.id}
          ref={(group) => {
            if (group === null) groups.current.delete(mark.id)
            else groups.current.set(mark.id, group)
          }}
          className={styles.mark}
          data-tone={mark.tone}
          data-failed={mark.failed}
          data-seq={mark.id}
          data-last-seq={mark.lastSeq}
          data-count={mark.count}
          data-protocol={protocolOf(mark)}
        >
          <MarkShape mark={mark} />
        </g>
      ))}
    </svg>
  )
}
