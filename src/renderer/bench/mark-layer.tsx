import { useEffect, useMemo, useRef } from 'react'
import type { ComponentId } from '../../shared/base/index.ts'
import { fitTo } from './canvas.ts'
import type { Way } from './curve.ts'
import { drawMarks } from './draw-marks.ts'
import type { MarkStore } from './follow-marks.ts'
import { bandOf, type BenchLayout } from './geometry.ts'
import styles from './mark-layer.module.css'
import type { Mark } from './marks.ts'
import { paletteOf } from './palette.ts'
import { protocolOf } from './protocol-shape.ts'
import { wayOf } from './ways.ts'

export type MarkLayerProps = {
  readonly layout: BenchLayout
  readonly marks: MarkStore
  readonly isOut: (id: ComponentId) => boolean
}

/** The way of each mark; worked out once for all that go the same way. */
const createWays = ({ layout, isOut }: Pick<MarkLayerProps, 'layout' | 'isOut'>) => {
  const known = new Map<string, Way>()
  return (mark: Mark): Way => {
    const key = `${mark.from} ${mark.to} ${mark.host ?? ''}`
    const way = known.get(key) ?? wayOf(layout, mark, isOut)
    known.set(key, way)
    return way
  }
}

/** What a mark stands for, as an element: a drawing cannot be asked. */
const twinOf = (mark: Mark): HTMLElement => {
  const twin = document.createElement('i')
  twin.dataset.seq = String(mark.id)
  twin.dataset.lastSeq = String(mark.lastSeq)
  twin.dataset.count = String(mark.count)
  twin.dataset.failed = String(mark.failed)
  twin.dataset.protocol = protocolOf(mark)
  return twin
}

/** Keeps an element for each mark inside of the canvas, where nothing is laid out or painted. */
const createTwins = (canvas: HTMLCanvasElement) => {
  const twins = new Map<number, { readonly mark: Mark; readonly twin: HTMLElement }>()
  return (marks: readonly Mark[]): void => {
    const left = new Set(twins.keys())
    for (const mark of marks) {
      const before = twins.get(mark.id)
      left.delete(mark.id)
      if (before?.mark === mark) continue
      const twin = twinOf(mark)
      if (before === undefined) canvas.append(twin)
      else before.twin.replaceWith(twin)
      twins.set(mark.id, { mark, twin })
    }
    for (const id of left) {
      twins.get(id)?.twin.remove()
      twins.delete(id)
    }
  }
}

/** ms between two drawings of marks on their way: as often as a film, and half the work of every frame. */
const pace = 30

/** Draws the marks for as long as there are any. Returns how to stop. */
const animate = (
  canvas: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  { layout, marks, isOut }: MarkLayerProps,
): (() => void) => {
  const wayFor = createWays({ layout, isOut })
  const showTwins = createTwins(canvas)
  const band = bandOf(layout)
  let frame: number | undefined
  let drawnAt = 0
  const draw = (now: number) => {
    fitTo(canvas, context, band)
    const pen = { context, palette: paletteOf(canvas) }
    drawMarks(pen, marks.snapshot(), wayFor, now)
    drawnAt = now
  }
  const next = () => {
    const now = performance.now()
    const none = marks.snapshot().length === 0
    frame = none ? undefined : requestAnimationFrame(next)
    if (none || now - drawnAt >= pace) draw(now)
  }
  const changed = () => {
    showTwins(marks.snapshot())
    // At once: the marks come in the same frame as what else shows their facts.
    draw(performance.now())
    frame ??= requestAnimationFrame(next)
  }
  const unsubscribe = marks.subscribe(changed)
  changed()
  return () => {
    unsubscribe()
    if (frame !== undefined) cancelAnimationFrame(frame)
    showTwins([])
  }
}

/**
 * Messages on their way, drawn on one canvas. Each mark is facts that have happened; their numbers stand on an
 * element within it.
 */
export const MarkLayer = ({ layout, marks, isOut }: MarkLayerProps) => {
  const canvas = useRef<HTMLCanvasElement>(null)
  const props = useMemo(() => ({ layout, marks, isOut }), [layout, marks, isOut])
  useEffect(() => {
    const surface = canvas.current
    const context = surface?.getContext('2d') ?? null
    return surface === null || context === null ? undefined : animate(surface, context, props)
  }, [props])
  const { x, y, width, height } = bandOf(layout)
  return (
    <canvas
      ref={canvas}
      className={styles.layer}
      style={{ left: x, top: y, width, height }}
      aria-hidden="true"
      data-testid="marks"
    />
  )
}
