import { describe, expect, it } from 'vitest'
import {
  filterRows,
  momentInFile,
  sortRows,
  toCsv,
  type Column,
} from '../../../src/renderer/ui/table/model.ts'

type Row = { readonly name: string; readonly size?: number }
const columns: readonly Column<Row>[] = [
  { id: 'name', label: 'Name', width: 1, value: ({ name }) => name },
  { id: 'size', label: 'Size, in bytes', width: 1, numeric: true, value: ({ size }) => size },
]
const rows: readonly Row[] = [
  { name: 'esx-10', size: 5 },
  { name: 'esx-2', size: 30 },
  { name: 'Esx-1' },
]
const names = (found: Iterable<Row>) => Array.from(found, ({ name }) => name)

/** A moment: its number is for the order alone. */
const moments: readonly Column<number>[] = [
  {
    id: 'at',
    label: 'Time',
    width: 1,
    value: (at) => at,
    text: (at) => new Date(at).toISOString().slice(11, 19),
    inFile: momentInFile,
  },
  { id: 'took', label: 'Took', width: 1, unit: 'ms', numeric: true, value: (at) => at % 1000 },
]
const noon = Date.UTC(2026, 10, 29, 12, 0, 5, 120)

describe('sortRows', () => {
  it('orders names as people count', () => {
    const order = { column: 'name', descending: false }
    expect(names(sortRows(rows, columns, order))).toEqual(['Esx-1', 'esx-2', 'esx-10'])
  })

  it.each([false, true])('puts what is not known last (descending: %s)', (descending) => {
    const order = { column: 'size', descending }
    expect(names(sortRows(rows, columns, order)).at(-1)).toBe('Esx-1')
  })

  it('leaves rows alone without an order', () => {
    expect(sortRows(rows, columns, undefined)).toBe(rows)
  })
})

describe('filterRows', () => {
  it('wants every word, in any cell and case', () => {
    expect(names(filterRows(rows, columns, 'ESX 30'))).toEqual(['esx-2'])
    expect(filterRows(rows, columns, '  ')).toBe(rows)
  })
})

describe('a column of moments', () => {
  it('is filtered by what is seen, not by the number behind it', () => {
    expect([...filterRows([noon], moments, '12:00:05')]).toEqual([noon])
    expect([...filterRows([noon], moments, String(noon).slice(0, 4))]).toEqual([])
  })

  it('stands in a file with its day, and numbers with their unit', () => {
    expect(toCsv([noon], moments)).toBe('Time,Took (ms)\r\n2026-11-29T12:00:05.120Z,120\r\n')
  })
})

describe('toCsv', () => {
  it('quotes what needs it and disarms formulas', () => {
    const csv = toCsv([{ name: '=1+1', size: -3 }, { name: 'say "hi", you' }], columns)
    expect(csv.split('\r\n')).toEqual([
      'Name,"Size, in bytes"',
      "'=1+1,-3",
      '"say ""hi"", you",',
      '',
    ])
  })
})
