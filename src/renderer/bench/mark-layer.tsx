import { memo, useLayoutEffect, useMemo, useRef } from 'react'
import type { ComponentId } from '../../shared/base/index.ts'
import { useMarks, type MarkStore } from './follow-marks.ts'
import type { BenchLayout } from './geometry.ts'
import { journeyOf, type Journey } from './journey.ts'
import styles from './mark-layer.module.css'
import { travelTime, type Mark } from './marks.ts'
import { protocolOf, protocolShapes } from './protocol-shape.ts'
import { wayOf } from './ways.ts'

export type MarkLayerProps = {
  readonly layout: BenchLayout
  readonly marks: MarkStore
  readonly isOut: (id: ComponentId) => boolean
}

/** The journey of each mark; worked out once for all that go the same way. */
const createJourneys = ({ layout, isOut }: Pick<MarkLayerProps, 'layout' | 'isOut'>) => {
  const known = new Map<string, Journey>()
  return (mark: Mark): Journey => {
    const key = `${mark.from} ${mark.to} ${mark.host ?? ''}`
    const journey = known.get(key) ?? journeyOf(wayOf(layout, mark, isOut))
    known.set(key, journey)
    return journey
  }
}

/** Moves a mark from where it must be by now. Returns how to stop. */
const travel = (element: HTMLElement, { head, tail }: Journey, startedAt: number): (() => void) => {
  const age = performance.now() - startedAt
  const timing = { duration: travelTime, delay: -age, fill: 'both' } as const
  const moving = element.animate({ transform: [...head] }, timing)
  const trailing = element.firstElementChild?.animate({ transform: [...tail] }, timing)
  element.dataset.arrived = String(age >= travelTime)
  moving.addEventListener('finish', () => {
    element.dataset.arrived = 'true'
  })
  return () => {
    moving.cancel()
    trailing?.cancel()
  }
}

const MarkView = memo(({ mark, journey }: { readonly mark: Mark; readonly journey: Journey }) => {
  const element = useRef<HTMLSpanElement>(null)
  const { startedAt } = mark
  useLayoutEffect(
    () => (element.current === null ? undefined : travel(element.current, journey, startedAt)),
    [journey, startedAt],
  )
  return (
    <span
      ref={element}
      className={styles.mark}
      data-tone={mark.tone}
      data-failed={mark.failed}
      data-seq={mark.id}
      data-last-seq={mark.lastSeq}
      data-count={mark.count}
      data-protocol={protocolOf(mark)}
    >
      <span className={styles.tail} />
      <svg className={styles.shape} width="18" height="18" viewBox="-9 -9 18 18">
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
      </svg>
    </span>
  )
})
MarkView.displayName = 'MarkView'

/**
 * Messages on their way. Each mark is facts that have happened; their numbers stand on the element. The
 * browser's compositor moves them: the page has nothing to do for a mark between its start and its end.
 */
export const MarkLayer = ({ layout, marks, isOut }: MarkLayerProps) => {
  const journeyFor = useMemo(() => createJourneys({ layout, isOut }), [layout, isOut])
  return (
    <div className={styles.layer} aria-hidden="true" data-testid="marks">
      {useMarks(marks).map((mark) => (
        <MarkView key={mark.id} mark={mark} journey={journeyFor(mark)} />
      ))}
    </div>
  )
}
