/** A cell of a CSV file (RFC 4180); a spreadsheet takes none of them for a formula (OWASP: CSV injection). */
const csvCell = (value: string | number | undefined): string => {
  const text = String(value ?? '')
  const safe = typeof value === 'string' && formula.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
const formula = /^[=+\-@\t\r]/

/** Rows as CSV, each with its end of line. */
export const csvOf = (rows: Iterable<readonly (string | number | undefined)[]>): string =>
  Array.from(rows, (cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')

/** `line` counts from 1: where the row begins. */
export type CsvRow = { readonly line: number; readonly cells: readonly string[] }

export type CsvText = {
  /** Rows that hold anything. */
  readonly rows: readonly CsvRow[]
  /** Where a cell begins whose quote nobody closed. */
  readonly openQuote?: number
}

/** What stands between cells: spreadsheets write semicolons where the comma is for decimals, and copy tabs. */
const separatorIn = (text: string): string => {
  const [head = ''] = text.split(/\r?\n|\r/, 1)
  const count = (mark: string): number => head.split(mark).length
  return [',', ';', '\t'].reduce((most, mark) => (count(mark) > count(most) ? mark : most))
}

const lineEnds = /\r\n|\r|\n/g

/** A cell as it was before `csvCell` guarded it. */
const unguarded = (cell: string): string =>
  cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell

/** Takes a CSV text apart, whichever spreadsheet wrote it. Cells come without the blanks around them. */
export const readCsv = (file: string): CsvText => {
  const text = file.replace(/^\uFEFF/, '')
  const separator = separatorIn(text)
  const token = new RegExp(
    `"((?:[^"]|"")*)("|$)|(${separator})|(\r\n|\r|\n)|([^${separator}\r\n]+)`,
    'g',
  )
  const rows: CsvRow[] = []
  let [line, begins, cell] = [1, 1, '']
  let cells: string[] = []
  let openQuote: number | undefined
  const endCell = (): void => {
    cells.push(unguarded(cell.trim()))
    cell = ''
  }
  const endRow = (): void => {
    endCell()
    if (cells.some((each) => each !== '')) rows.push({ line: begins, cells })
    cells = []
  }
  for (const [whole, quoted, closed, isSeparator, isEnd] of text.matchAll(token)) {
    if (quoted !== undefined) {
      if (closed === '') openQuote ??= line
      cell += quoted.replaceAll('""', '"')
    } else if (isSeparator !== undefined) endCell()
    else if (isEnd !== undefined) endRow()
    else cell += whole
    line += whole.match(lineEnds)?.length ?? 0
    if (isEnd !== undefined) begins = line
  }
  endRow()
  return { rows, ...(openQuote !== undefined && { openQuote }) }
}
