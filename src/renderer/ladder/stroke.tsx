import { assertNever } from '../../shared/base/index.ts'
import type { LadderLayout, Stroke } from './layout.ts'
import styles from './ladder-row.module.css'

const head = (x: number, y: number, way: 1 | -1): string => `M${x} ${y}l${-way * 8} -4v8z`

type StrokeShapeProps = { readonly stroke: Stroke; readonly layout: LadderLayout }

/** The line of one message. */
export const StrokeShape = ({ stroke, layout: { arrowY, rowHeight } }: StrokeShapeProps) => {
  const middle = rowHeight / 2
  switch (stroke.kind) {
    case 'loop':
      return (
        <>
          <path className={styles.line} d={`M${stroke.x} ${middle - 5.5}h9a5 5 0 0 1 0 11h-5`} />
          <path className={styles.head} d={`M${stroke.x + 1} ${middle + 5.5}l6.5 -3.5v7z`} />
        </>
      )
    case 'arrow':
      return (
        <>
          <line
            className={styles.line}
            x1={stroke.x1}
            x2={stroke.x2 - stroke.way * 5}
            y1={arrowY}
            y2={arrowY}
          />
          <path className={styles.head} d={head(stroke.x2, arrowY, stroke.way)} />
        </>
      )
    case 'cross':
      return (
        <>
          <line className={styles.line} x1={stroke.x1} x2={stroke.x2} y1={arrowY} y2={arrowY} />
          <path
            className={styles.line}
            data-testid="cross"
            d={`M${stroke.x2 - 4.5} ${arrowY - 4.5}l9 9m0-9l-9 9`}
          />
        </>
      )
    default:
      return assertNever(stroke)
  }
}
