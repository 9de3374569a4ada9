import type { Cell, Grid, Row } from './grid.ts'
import type { Mode } from './scenarios.ts'
import { columns, endingInWords } from './words.ts'

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const text = (value: string): string => value.replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? '')

const style = `
  body { font: 11pt/1.4 "IBM Plex Sans", system-ui, sans-serif; margin: 2rem; color: #14181f; }
  h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
  table { border-collapse: collapse; width: 100%; font-size: 9.5pt; }
  th, td { border: 1px solid #8a93a3; padding: 0.25rem 0.45rem; text-align: left; vertical-align: top; }
  thead th { background: #e8ebf0; }
  tr { break-inside: avoid; }
  @page { size: A4 landscape; margin: 12mm; }
  @media print { body { margin: 0; } h2 { break-after: avoid; } }
`

const cellIn = ({ cells }: Row, { id }: Mode): Cell | undefined =>
  cells.find(({ mode }) => mode === id)

const td = (value: string): string => `<td>${text(value)}</td>`

/** A row for each scenario: its name, what is broken, and the cells that `rest` makes. */
const table = (
  { rows }: Grid,
  title: string,
  heads: readonly { readonly title: string }[],
  rest: (row: Row) => string,
): string => `
<h2>${text(title)}</h2>
<table>
<thead><tr><th scope="col"></th><th scope="col">Broken</th>${heads
  .map((head) => `<th scope="col">${text(head.title)}</th>`)
  .join('')}</tr></thead>
<tbody>
${rows
  .map((row) => `<tr><th scope="row">${text(row.scenario)}</th>${td(row.broken)}${rest(row)}</tr>`)
  .join('\n')}
</tbody>
</table>`

const modeTable = (grid: Grid, mode: Mode): string =>
  table(grid, mode.title, columns, (row) => {
    const cell = cellIn(row, mode)
    return cell === undefined
      ? `<td colspan="${columns.length}">${text(row.notRun ?? 'not run')}</td>`
      : columns.map((column) => td(column.of(cell))).join('')
  })

const summary = (grid: Grid, modes: readonly Mode[]): string =>
  table(grid, 'All at a glance', modes, (row) =>
    modes
      .map((mode) => {
        const cell = cellIn(row, mode)
        if (cell === undefined) return td('not run')
        return td(cell.image === 'none' ? `no system: ${endingInWords(cell)}` : cell.image)
      })
      .join(''),
  )

/** The grid as a handout: one HTML file that needs nothing else, made for paper too. */
export const renderHandout = (grid: Grid, modes: readonly Mode[]): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>What survives which outage</title>
<style>${style}</style>
</head>
<body>
<h1>What survives which outage</h1>
<p>Every line was run on simulated hosts and read from what came about. Headwaiter is a lab; it is not
VMware software, and what it shows is its own model of Auto Deploy.</p>
${summary(grid, modes)}
${modes.map((mode) => modeTable(grid, mode)).join('\n')}
</body>
</html>
`
