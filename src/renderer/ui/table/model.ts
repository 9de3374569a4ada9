import type { ReactNode } from 'react'
import { csvOf } from '../../../shared/base/csv.ts'
import { List, type Rows } from '../../../shared/base/list.ts'

/** What a cell holds: it is what the column sorts by. */
export type CellValue = string | number | undefined

export type Column<T> = {
  readonly id: string
  readonly label: string
  /** px at the usual text size. */
  readonly width: number
  readonly value: (row: T) => CellValue
  /** How it reads, where that is not its value: the filter goes by what is seen. */
  readonly text?: (row: T) => string
  /** What a file has of it, where that is not its value. */
  readonly inFile?: (row: T) => string
  /** Of its numbers in a file. */
  readonly unit?: string
  /** How the cell looks, where that is more than its value. */
  readonly render?: (row: T) => ReactNode
  readonly numeric?: boolean
  /** Not shown until somebody asks for it. */
  readonly optional?: boolean
}

export type Order = { readonly column: string; readonly descending: boolean }

const compare = (a: CellValue, b: CellValue): number => {
  if (a === b) return 0
  // What is not known comes last, whichever way.
  if (a === undefined) return 1
  if (b === undefined) return -1
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return collator.compare(String(a), String(b))
}

/** `esx-2` before `esx-10`. */
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** Rows in order of a column; those that are alike keep their order. */
export const sortRows = <T>(
  rows: Rows<T>,
  columns: readonly Column<T>[],
  order: Order | undefined,
): Rows<T> => {
  const column = columns.find(({ id }) => id === order?.column)
  if (column === undefined || order === undefined) return rows
  const keyed = Array.from(rows, (row, place) => ({ place, key: column.value(row) }))
  const sign = order.descending ? -1 : 1
  keyed.sort((a, b) => {
    const known = a.key !== undefined && b.key !== undefined
    return compare(a.key, b.key) * (known ? sign : 1)
  })
  return new List(keyed.length, (line) => rows.at(keyed[line]?.place ?? Number.NaN))
}

/** Whether a text holds every word of a filter, in any case; undefined for a filter without words. */
export const holdsWords = (filter: string): ((text: string) => boolean) | undefined => {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return undefined
  return (text) => {
    const lower = text.toLowerCase()
    return words.every((word) => lower.includes(word))
  }
}

/** Rows whose cells hold every word of the filter. */
export const filterRows = <T>(
  rows: Rows<T>,
  columns: readonly Column<T>[],
  filter: string,
): Rows<T> => {
  const holdsAll = holdsWords(filter)
  if (holdsAll === undefined) return rows
  const textOf = (row: T): string =>
    columns.map(({ value, text }) => text?.(row) ?? String(value(row) ?? '')).join('\n')
  // Places instead of rows: of a long journal only the rows in view are objects.
  const found: number[] = []
  let place = 0
  for (const row of rows) {
    if (holdsAll(textOf(row))) found.push(place)
    place += 1
  }
  return new List(found.length, (line) => rows.at(found[line] ?? Number.NaN))
}

/** A moment in a file: of one day among others, and the same in every place and language. */
export const momentInFile = (at: number): string => new Date(at).toISOString()

/** The rows as CSV, with a line of headings. */
export const toCsv = <T>(rows: Rows<T>, columns: readonly Column<T>[]): string =>
  csvOf([
    columns.map(({ label, unit }) => (unit === undefined ? label : `${label} (${unit})`)),
    ...Array.from(rows, (row) => columns.map(({ value, inFile }) => inFile?.(row) ?? value(row))),
  ])
