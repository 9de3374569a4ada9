import {
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react'
import { useStrings } from '../../strings/index.tsx'
import type { Rows } from '../../../shared/base/list.ts'
import { Glyph } from '../glyph.tsx'
import { usePrinting } from '../use-printing.ts'
import { useChosenInSight, useWindow } from '../use-window.ts'
import { filterRows, sortRows, type Column, type Order } from './model.ts'
import { TableBar } from './table-bar.tsx'
import styles from './table.module.css'
import { useColumnChoice } from './use-column-choice.ts'

const rowHeight = 32
/** More rows than this are no handout; the CSV file holds all of them. */
const mostPrinted = 3000

export type TableProps<T> = {
  /** Names the table, its kept columns and its CSV file. */
  readonly name: string
  readonly label: string
  readonly rows: Rows<T>
  readonly columns: readonly Column<T>[]
  readonly rowKey: (row: T) => string
  /** Where a row stands in `rows`, where that is known without a look at each. */
  readonly placeOf?: (key: string) => number
  readonly chosen?: string | undefined
  readonly onChoose?: (key: string) => void
  /** Rows with a tick, where rows can be worked on together. */
  readonly ticked?: ReadonlySet<string>
  readonly onTick?: (keys: ReadonlySet<string>) => void
  /** Stands in the bar above, beside the filter. */
  readonly tools?: ReactNode
  readonly empty: ReactNode
}

type HeadProps<T> = {
  readonly column: Column<T>
  readonly order: Order | undefined
  readonly onOrder: (order: Order) => void
}

const Head = <T,>({ column, order, onOrder }: HeadProps<T>) => {
  const active = order?.column === column.id
  const descending = active && order.descending
  return (
    <th
      scope="col"
      aria-sort={active ? (descending ? 'descending' : 'ascending') : 'none'}
      data-numeric={column.numeric}
    >
      <button
        type="button"
        onClick={() => onOrder({ column: column.id, descending: active && !descending })}
      >
        {column.label}
        {active && (
          <span data-descending={descending}>
            <Glyph name="down" size={11} />
          </span>
        )}
      </button>
    </th>
  )
}

type TickProps = {
  readonly label: string
  readonly checked: boolean
  readonly onChange: () => void
}

const Tick = ({ label, checked, onChange }: TickProps) => (
  <input
    type="checkbox"
    className={styles.tick}
    aria-label={label}
    checked={checked}
    onChange={onChange}
  />
)

/** The place of the first row that is meant; -1 when there is none. */
const placeIn = <T,>(rows: Rows<T>, isMeant: (row: T) => boolean): number => {
  let place = 0
  for (const row of rows) {
    if (isMeant(row)) return place
    place += 1
  }
  return -1
}

const noKeys: ReadonlySet<string> = new Set()

const toggled = (keys: ReadonlySet<string>, key: string): ReadonlySet<string> => {
  const next = new Set(keys)
  if (!next.delete(key)) next.add(key)
  return next
}

/** The row that arrows lead to gets the focus once it is drawn; the list around it holds it until then. */
const useWalk = (): ((list: HTMLElement) => void) => {
  const walked = useRef<HTMLElement>(undefined)
  useEffect(() => {
    const list = walked.current
    const row = list?.querySelector<HTMLElement>('[aria-current="true"]')
    const waits = list !== undefined && document.activeElement === list
    if (waits && !row) return
    if (waits) row?.focus({ preventScroll: true })
    walked.current = undefined
  })
  return (list) => {
    walked.current = list
    list.focus({ preventScroll: true })
  }
}

/** A long table: sorted, filtered, with the columns one wants, and as a file. Only rows in view are drawn, on paper all. */
export const Table = <T,>(props: TableProps<T>) => {
  const { name, label, rows, columns, rowKey, chosen, onChoose, ticked, onTick, tools, empty } =
    props
  const { table } = useStrings()
  const [order, setOrder] = useState<Order>()
  const [filter, setFilter] = useState('')
  const choice = useColumnChoice(name, columns)
  const shown = useMemo(
    () => sortRows(filterRows(rows, columns, filter), columns, order),
    [rows, columns, filter, order],
  )
  const { attach, onScroll, reveal, ...view } = useWindow(shown.length, rowHeight, 'start')
  // Paper has no scroll bar.
  const printed = Math.min(shown.length, mostPrinted)
  const { first, end } = usePrinting() ? { first: 0, end: printed } : view
  const ticking = ticked !== undefined && onTick !== undefined
  const keys = useMemo(
    () => (ticking ? new Set(Array.from(shown, rowKey)) : noKeys),
    [ticking, shown, rowKey],
  )
  const allTicked = ticking && keys.size > 0 && [...keys].every((key) => ticked.has(key))

  const placeOf = (key: string): number =>
    shown === rows && props.placeOf !== undefined
      ? props.placeOf(key)
      : placeIn(shown, (row) => rowKey(row) === key)
  // A table that somebody has sorted or filtered stays where it was scrolled to, and a row may still come.
  const placeToShow = (key: string): number | undefined => {
    const place = shown === rows ? placeOf(key) : -1
    return place < 0 ? undefined : place
  }
  useChosenInSight(chosen, placeToShow, reveal)
  const walk = useWalk()

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || onChoose === undefined || event.target instanceof HTMLInputElement) return
    event.preventDefault()
    const place = chosen === undefined ? -1 : placeOf(chosen)
    const next = Math.max(0, Math.min(shown.length - 1, place + step))
    const row = shown.at(next)
    if (row === undefined || next === place) return
    walk(event.currentTarget)
    onChoose(rowKey(row))
    reveal(next)
  }

  /** A row is chosen by its whole width; what in it does something of its own, or is marked to be copied, is left alone. */
  const onClick = ({ target }: MouseEvent) => {
    if (!(target instanceof Element) || target.closest('a, button, input') !== null) return
    const key = target.closest('tbody tr')?.getAttribute('data-key')
    if (typeof key === 'string' && getSelection()?.isCollapsed !== false) onChoose?.(key)
  }

  return (
    <div className={styles.table}>
      <TableBar
        name={name}
        rows={shown}
        total={rows.length}
        columns={columns}
        choice={choice}
        filter={filter}
        onFilter={setFilter}
        tools={tools}
      />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows walk the rows and a click chooses one, each of which is a button as well */}
      <section
        ref={attach}
        className={styles.scroll}
        aria-label={label}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- keys scroll what has the focus
        tabIndex={0}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        <table aria-rowcount={shown.length + 1}>
          <colgroup>
            {ticking && <col className={styles.tickColumn} />}
            {choice.shown.map(({ id, width }) => (
              <col key={id} style={{ width: `${width / 16}rem` }} />
            ))}
          </colgroup>
          <thead>
            <tr>
              {ticking && (
                <th scope="col">
                  <Tick
                    label={table.tickAll}
                    checked={allTicked}
                    onChange={() => onTick(allTicked ? new Set() : keys)}
                  />
                </th>
              )}
              {choice.shown.map((column) => (
                <Head key={column.id} column={column} order={order} onOrder={setOrder} />
              ))}
            </tr>
          </thead>
          <tbody data-choosable={onChoose !== undefined}>
            <tr aria-hidden="true" style={{ height: first * rowHeight }} />
            {shown.slice(first, end).map((row, index) => {
              const key = rowKey(row)
              return (
                <tr
                  key={key}
                  aria-rowindex={first + index + 2}
                  data-key={key}
                  data-chosen={key === chosen}
                >
                  {ticking && (
                    <td>
                      <Tick
                        label={table.tick(key)}
                        checked={ticked.has(key)}
                        onChange={() => onTick(toggled(ticked, key))}
                      />
                    </td>
                  )}
                  {choice.shown.map((column, place) => (
                    <td key={column.id} data-numeric={column.numeric}>
                      {place === 0 && onChoose !== undefined ? (
                        <button
                          type="button"
                          className={styles.choose}
                          aria-current={key === chosen ? 'true' : undefined}
                          onClick={() => onChoose(key)}
                        >
                          {column.render?.(row) ?? column.value(row)}
                        </button>
                      ) : (
                        (column.render?.(row) ?? column.value(row))
                      )}
                    </td>
                  ))}
                </tr>
              )
            })}
            <tr aria-hidden="true" style={{ height: (shown.length - end) * rowHeight }} />
          </tbody>
        </table>
        {shown.length === 0 && (
          <div className={styles.empty}>{rows.length === 0 ? empty : table.noMatch(filter)}</div>
        )}
      </section>
    </div>
  )
}
