import type { Row } from './row.ts'

const number = (value: number | undefined): string =>
  value === undefined
    ? ''
    : value.toLocaleString('en', {
        maximumFractionDigits: Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0,
      })

const heads = ['figure', 'value', 'unit', 'peer', "peer's", 'ratio'] as const

const cells = (row: Row): readonly string[] => [
  row.name,
  number(row.value),
  row.unit,
  row.peer ?? '',
  number(row.peerValue),
  row.ratio === undefined ? '' : `${row.ratio.toFixed(2)} x`,
]

/** Rows as a table for the terminal: text left, numbers right. */
export const table = (rows: readonly Row[]): string => {
  const lines = [heads, ...rows.map(cells)]
  const widths = heads.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  )
  const right = new Set([1, 4, 5])
  return lines
    .map((line) =>
      line
        .map((cell, column) =>
          right.has(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
