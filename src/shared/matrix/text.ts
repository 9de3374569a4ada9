import type { Grid } from './grid.ts'
import type { Mode } from './scenarios.ts'
import { columns } from './words.ts'

const padded = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((row) =>
      row
        .map((cell, column) => {
          const width = Math.max(...rows.map((each) => (each[column] ?? '').length))
          return cell.padEnd(width)
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n')

const tableOf = ({ rows }: Grid, mode: Mode): string => {
  const head = ['', 'broken', ...columns.map(({ title }) => title)]
  const body = rows.map(({ scenario, broken, cells, notRun }) => {
    const cell = cells.find((each) => each.mode === mode.id)
    if (cell === undefined) return [scenario, broken, notRun ?? 'not run']
    return [scenario, broken, ...columns.map((column) => column.of(cell))]
  })
  return `${mode.title}\n${padded([head, ...body])}`
}

/** The grid as plain text: a table for each mode. */
export const renderGrid = (grid: Grid, modes: readonly Mode[]): string =>
  [
    ...modes.map((mode) => tableOf(grid, mode)),
    `${grid.rows.length} outages on ${modes.length} kinds of hosts in ${(grid.took / 1000).toFixed(0)} s.`,
  ].join('\n\n')
