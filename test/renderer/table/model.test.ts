import { describe, expect, it } from 'vitest'
import { filterRows, sortRows, toCsv, type Column } from '../../../src/renderer/ui/table/model.ts'

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
