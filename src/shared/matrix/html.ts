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

const row = ({ scenario, broken, notRun }: Row, cell: Cell | undefined): string => {
  const head = `<th scope="row">${text(scenario)}</th><td>${text(broken)}</td>`
  if (cell === undefined) {
    return `<tr>${head}<td colspan="${columns.length}">${text(notRun ?? 'not run')}</td></tr>`
  }
  return `<tr>${head}${columns.map((column) => `<td>${text(column.of(cell))}</td>`).join('')}</tr>`
}

const table = (grid: Grid, mode: Mode): string => `
<h2>${text(mode.title)}</h2>
<table>
<thead><tr><th scope="col"></th><th scope="col">Broken</th>${columns
  .map(({ title }) => `<th scope="col">${text(title)}</th>`)
  .join('')}</tr></thead>
<tbody>
${grid.rows
  .map((each) =>
    row(
      each,
      each.cells.find(({ mode: id }) => id === mode.id),
    ),
  )
  .join('\n')}
</tbody>
</table>`

const summary = (grid: Grid, modes: readonly Mode[]): string => `
<h2>All at a glance</h2>
<table>
<thead><tr><th scope="col"></th><th scope="col">Broken</th>${modes
  .map(({ title }) => `<th scope="col">${text(title)}</th>`)
  .join('')}</tr></thead>
<tbody>
${grid.rows
  .map(
    ({ scenario, broken, cells }) =>
      `<tr><th scope="row">${text(scenario)}</th><td>${text(broken)}</td>${modes
        .map(({ id }) => {
          const cell = cells.find(({ mode }) => mode === id)
          if (cell === undefined) return '<td>not run</td>'
          return `<td>${text(cell.image === 'none' ? `no system: ${endingInWords(cell)}` : cell.image)}</td>`
        })
        .join('')}</tr>`,
  )
  .join('\n')}
</tbody>
</table>`

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
${modes.map((mode) => table(grid, mode)).join('\n')}
</body>
</html>
`
