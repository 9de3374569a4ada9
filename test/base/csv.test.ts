import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvOf, readCsv } from '../../src/shared/base/csv.ts'

const cellsIn = (text: string) => readCsv(text).rows.map(({ cells }) => cells)

describe('a CSV text', () => {
  it.each([
    ['commas', 'a,b\r\n1,"2,5"\r\n'],
    ['the semicolons of a spreadsheet with decimal commas', 'a;b\n1;2,5\n'],
    ['tabs, as they are copied out of one', 'a\tb\r1\t2,5'],
    ['a byte order mark', '\uFEFFa,b\n1,"2,5"'],
  ])('is read with %s', (_, text) => {
    expect(cellsIn(text)).toEqual([
      ['a', 'b'],
      ['1', '2,5'],
    ])
  })

  it('has rows that know their lines, past blank ones and ends of line inside a cell', () => {
    expect(readCsv('a,b\n\n,\n"two\r\nlines",x\n 5" disk , y ').rows).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 4, cells: ['two\r\nlines', 'x'] },
      { line: 6, cells: ['5" disk', 'y'] },
    ])
  })

  it('tells where a quote begins that does not end', () => {
    expect(readCsv('a,b\nx,"y\nz')).toMatchObject({ openQuote: 2 })
    expect(readCsv('a,b\nx,"y"')).not.toHaveProperty('openQuote')
  })

  it('is read as it was written, guards of formulas included', () => {
    const cell = fc
      .string({
        unit: fc.constantFrom('a', '"', "'", ',', ';', '\n', '\r', ' ', '=', '-', '+', '@', '5'),
      })
      .filter((text) => text === text.trim() && !/^'[=+\-@\r]/.test(text))
    const row = fc.array(cell, { minLength: 2, maxLength: 4 })
    fc.assert(
      fc.property(fc.array(row, { maxLength: 4 }), (rows) => {
        const table = [['one', 'two'], ...rows]
        const kept = table.filter((cells) => cells.some((each) => each !== ''))
        expect(cellsIn(csvOf(table))).toEqual(kept)
      }),
    )
    expect(csvOf([['=1+1', -5, undefined]])).toBe("'=1+1,-5,\r\n")
  })
})
