/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an option element could not hold a drawing */
import { memo, useMemo } from 'react'
import { tell } from '../strings/facts.ts'
import type { Format } from '../strings/format.ts'
import { useFormat, useStrings, type Strings } from '../strings/index.tsx'
import { strangerOf } from '../wire/message.ts'
import type { MessageRow, Row } from '../wire/rows.ts'
import { breakText } from './break-text.ts'
import { labelOf, lanes, strokeOf, type LadderLayout } from './layout.ts'
import styles from './ladder-row.module.css'
import { StrokeShape } from './stroke.tsx'

export type LadderRowProps = {
  readonly row: Row
  readonly place: number
  readonly of: number
  readonly layout: LadderLayout
  readonly showHost: boolean
  readonly chosen: boolean
}

/** The id of a row's element, for `aria-activedescendant`. */
export const rowId = (seq: number): string => `message-${seq}`

const textOf = (row: MessageRow, strings: Strings, format: Format): string => {
  const { ladder } = strings
  const text = tell(strings, row.message.fact, format)
  return row.count > 1 ? ladder.folded(text, row.count, format.bytes(row.bytes)) : text
}

const spoken = (row: MessageRow, text: string, strings: Strings, time: string): string => {
  const { from, to, failed, host } = row.message
  const speaker = host ?? strangerOf(row.message) ?? strings.bench.stranger
  const name = (lane: typeof from) => (lane === 'host' ? speaker : strings.lanes[lane])
  if (from === to) return strings.ladder.rowSelf(time, name(from), text)
  return failed
    ? strings.ladder.rowFailed(time, name(from), name(to), text)
    : strings.ladder.row(time, name(from), name(to), text)
}

/** The life lines behind a row as two shapes: those of components that were unplugged then are broken. */
const LifeLines = ({ row, layout }: Pick<LadderRowProps, 'row' | 'layout'>) => {
  const isOut = (lane: (typeof lanes)[number]): boolean => lane !== 'host' && row.out.has(lane)
  return [false, true].map((out) => (
    <path
      key={String(out)}
      className={styles.life}
      data-out={out}
      d={lanes
        .filter((lane) => isOut(lane) === out)
        .map((lane) => `M${layout.x[lane]} 0v${layout.rowHeight}`)
        .join('')}
    />
  ))
}

const Label = ({ row, layout, text }: { row: MessageRow; layout: LadderLayout; text: string }) => {
  const stroke = strokeOf(layout, row.message)
  const place = labelOf(layout, stroke)
  return (
    <span
      className={styles.label}
      data-side={place.side}
      data-kind={stroke.kind}
      title={text}
      style={
        place.side === 'left'
          ? { left: place.left, maxWidth: place.width }
          : { right: place.right, maxWidth: place.width }
      }
    >
      {text}
    </span>
  )
}

type BreakProps = { readonly row: Exclude<Row, MessageRow>; readonly layout: LadderLayout }

/** A line without a message: a quiet time, or where the lab was opened again or slept. */
const Break = ({ row, layout }: BreakProps) => {
  const strings = useStrings()
  const format = useFormat()
  return (
    <>
      <svg
        className={styles.drawing}
        width={layout.width}
        height={layout.rowHeight}
        aria-hidden="true"
      >
        <LifeLines row={row} layout={layout} />
      </svg>
      <span
        className={styles.gap}
        data-kind={row.kind}
        style={{ left: row.kind === 'gap' ? layout.x.host + 14 : 0 }}
      >
        {breakText(row, strings, format)}
      </span>
    </>
  )
}

/** A stranger by its address alone: its port would be cut off. */
const shortOf = (stranger: string): string => stranger.replace(/^([\d.]+):\d+$/, '$1')

type ContentProps = Pick<LadderRowProps, 'layout' | 'showHost'> & { readonly row: MessageRow }

/** What a line shows; the same for as long as its message is, wherever the list's end goes. */
const Content = memo(({ row, layout, showHost }: ContentProps) => {
  const strings = useStrings()
  const format = useFormat()
  const { message } = row
  return (
    <>
      <span className={styles.time}>{format.clock(row.elapsed)}</span>
      {showHost && (
        <span className={styles.host}>{message.host ?? shortOf(strangerOf(message) ?? '')}</span>
      )}
      <svg
        className={styles.drawing}
        width={layout.width}
        height={layout.rowHeight}
        aria-hidden="true"
      >
        <LifeLines row={row} layout={layout} />
        <StrokeShape stroke={strokeOf(layout, message)} layout={layout} />
      </svg>
      <Label row={row} layout={layout} text={textOf(row, strings, format)} />
    </>
  )
})
Content.displayName = 'Content'

/** A line in words. */
const useSpoken = (row: Row): string | undefined => {
  const strings = useStrings()
  const format = useFormat()
  return useMemo(
    () =>
      row.kind === 'message'
        ? spoken(row, textOf(row, strings, format), strings, format.clock(row.elapsed))
        : undefined,
    [row, strings, format],
  )
}

/** One line of the ladder: a message with its time, or a quiet time. */
export const LadderRow = (props: LadderRowProps) => {
  const { row, place, of, layout, showHost, chosen } = props
  const label = useSpoken(row)
  const position = { 'aria-posinset': place + 1, 'aria-setsize': of }
  const { rowHeight, width } = layout
  const style = { top: place * rowHeight, width, height: rowHeight }
  if (row.kind !== 'message') {
    return (
      <div
        className={styles.row}
        style={style}
        role="option"
        aria-disabled="true"
        aria-selected={false}
        {...position}
      >
        <Break row={row} layout={layout} />
      </div>
    )
  }
  const { message } = row
  return (
    <div
      id={rowId(message.seq)}
      className={styles.row}
      style={style}
      role="option"
      aria-selected={chosen}
      aria-label={label}
      data-tone={message.tone}
      data-failed={message.failed}
      data-seq={message.seq}
      data-type={message.fact.type}
      {...position}
    >
      <Content row={row} layout={layout} showHost={showHost} />
    </div>
  )
}
