/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a select element could not hold a drawing */
import { useMemo, type KeyboardEvent, type MouseEvent } from 'react'
import type { ComponentId } from '../../shared/base/index.ts'
import { chooseFact, usePlace } from '../place/route.ts'
import { useComponents, useHiddenSince } from '../lessons/course-provider.tsx'
import { EmptyLadder } from './empty-ladder.tsx'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { useTextScale } from '../preferences/store.ts'
import { useChosenInSight, useWindow } from '../ui/use-window.ts'
import type { List } from '../../shared/base/list.ts'
import { createRows, type Row } from '../wire/rows.ts'
import { useReading, type Reading } from '../client/use-reading.ts'
import { ReadingNote } from './reading-note.tsx'
import { keepsOf, type View } from './view.ts'
import { LadderRow, rowId } from './ladder-row.tsx'
import type { Whose } from '../wire/whose.ts'
import styles from './ladder.module.css'
import { lanes, layOutLadder, rowHeightAt, type LadderLayout } from './layout.ts'

/** The ladder of one host, of several, or of all. */
const useRows = (whose: Whose, { gap, only }: View): Reading<List<Row>> => {
  const hiddenSince = useHiddenSince()
  const reader = useMemo(
    () => createRows(whose, { hiddenSince, gap, keeps: keepsOf(only) }),
    [whose, hiddenSince, gap, only],
  )
  return useReading(reader)
}

type HeadsProps = { readonly layout: LadderLayout; readonly host: string | undefined }

/** The names above the life lines, with the plugs as they are now. */
const Heads = ({ layout, host }: HeadsProps) => {
  const strings = useStrings()
  const components = useComponents()
  const isOut = (lane: (typeof lanes)[number]): boolean =>
    lane !== 'host' && components[lane satisfies ComponentId].plug === 'out'
  return (
    <div className={styles.heads} aria-hidden="true">
      {lanes.map((lane) => (
        <span key={lane} style={{ left: layout.x[lane] }} data-out={isOut(lane)}>
          {isOut(lane) && <Glyph name="fail" size={11} />}
          {lane === 'host' ? (host ?? strings.lanes.host) : strings.lanes[lane]}
        </span>
      ))}
    </div>
  )
}

const seqAt = (rows: List<Row>, place: number): number | undefined => {
  const row = rows.at(place)
  return row?.kind === 'message' ? row.message.seq : undefined
}

/** Where the message with this number stands; rows are in order of their numbers. */
const placeOf = (rows: List<Row>, seq: number): number => {
  let [low, high] = [0, rows.length - 1]
  while (low < high) {
    const middle = (low + high) >>> 1
    const row = rows.at(middle)
    const own = row?.kind === 'message' ? row.message.seq : (row?.seq ?? 0)
    if (own < seq) low = middle + 1
    else high = middle
  }
  // A gap has the number of the message after it.
  if (rows.at(low)?.kind === 'gap') low += 1
  return seqAt(rows, low) === seq ? low : -1
}

const isBreak = (row: Row | undefined): boolean => row !== undefined && row.kind !== 'message'

/** The next row that can be chosen from `place` on, `step` rows at a time. */
const nextPlace = (rows: List<Row>, place: number, step: 1 | -1): number => {
  let next = place + step
  while (isBreak(rows.at(next))) next += step
  return rows.at(next) === undefined ? place : next
}

const placeFor = (key: string, rows: List<Row>, place: number): number | undefined => {
  switch (key) {
    case 'ArrowDown':
      return place < 0 ? rows.length - 1 : nextPlace(rows, place, 1)
    case 'ArrowUp':
      return place < 0 ? rows.length - 1 : nextPlace(rows, place, -1)
    case 'Home':
      return nextPlace(rows, -1, 1)
    case 'End':
      return nextPlace(rows, rows.length, -1)
    default:
      return undefined
  }
}

/** Real messages between one host, several or all, and the components, oldest first. */
export const Ladder = ({ whose, view }: { readonly whose: Whose; readonly view: View }) => {
  const { ladder } = useStrings()
  // The name of the host lane, where it is one host's alone.
  const host = typeof whose === 'string' ? whose : undefined
  const { value: rows, done, of } = useRows(whose, view)
  const chosen = usePlace().fact
  const scale = useTextScale()
  const rowHeight = rowHeightAt(scale)
  const { attach, onScroll, first, end, width, atEnd, toEnd, reveal } = useWindow(
    rows.length,
    rowHeight,
  )
  const layout = useMemo(() => layOutLadder(width, host === undefined, scale), [width, host, scale])
  const place = chosen === undefined ? -1 : placeOf(rows, chosen)
  useChosenInSight(chosen, () => place, reveal)

  const onClick = (event: MouseEvent<HTMLElement>) => {
    const option = event.target instanceof Element ? event.target.closest('[data-seq]') : null
    const seq = Number(option?.getAttribute('data-seq'))
    if (seq > 0) chooseFact(seq)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const next = placeFor(event.key, rows, place)
    if (next === undefined) return
    event.preventDefault()
    const seq = seqAt(rows, next)
    if (seq === undefined) return
    reveal(next)
    chooseFact(seq)
  }

  return (
    <div className={styles.ladder}>
      <Heads layout={layout} host={host} />
      {rows.length === 0 && done === of && <EmptyLadder host={host} />}
      <div className={styles.scroll} ref={attach} onScroll={onScroll}>
        <div
          className={styles.rows}
          style={{ height: rows.length * rowHeight, width: layout.width }}
          role="listbox"
          aria-label={ladder.list}
          tabIndex={0}
          aria-activedescendant={place >= 0 && chosen !== undefined ? rowId(chosen) : undefined}
          onKeyDown={onKeyDown}
          onClick={onClick}
        >
          {rows.slice(first, end).map((row, index) => (
            <LadderRow
              key={row.kind === 'message' ? row.message.seq : `${row.kind}-${row.seq}`}
              row={row}
              place={first + index}
              of={rows.length}
              layout={layout}
              showHost={host === undefined}
              chosen={row.kind === 'message' && row.message.seq === chosen}
            />
          ))}
        </div>
      </div>
      <ReadingNote done={done} of={of} />
      {!atEnd && (
        <Button className={styles.newest} size="s" glyph="down" onClick={toEnd}>
          {ladder.follow}
        </Button>
      )}
    </div>
  )
}
