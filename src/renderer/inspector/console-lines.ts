import type { ConsoleLine } from '../../shared/host/index.ts'

/** Colours of the terminal's theme (`ui/terminal`), by what a line means. */
const colours: Readonly<Record<ConsoleLine['tone'], number>> = {
  plain: 39,
  dim: 90,
  good: 36,
  warn: 93,
  bad: 91,
}

/** A text in rows of at most so many columns, broken between words; a longer word is left to the terminal. */
const rowsOf = (text: string, columns: number): string =>
  text.split(' ').reduce((rows, word) => {
    const row = rows.slice(rows.lastIndexOf('\n') + 1)
    return row.length + 1 + word.length > columns ? `${rows}\r\n${word}` : `${rows} ${word}`
  })

/**
 * A line as a terminal of so many columns takes it. What came off the wire commands no terminal: its control
 * characters go.
 */
export const ansiOf = ({ tone, text }: ConsoleLine, columns: number): string =>
  `\u001b[${String(colours[tone])}m${rowsOf(text.replaceAll(/\p{Cc}/gu, ' '), columns)}\u001b[0m`

/** What was added to the lines that are shown; undefined when they are not its beginning. */
export const addedTo = (
  shown: readonly ConsoleLine[],
  lines: readonly ConsoleLine[],
): readonly ConsoleLine[] | undefined => {
  const [last, same] = [shown.at(-1), lines[shown.length - 1]]
  if (last === undefined) return lines
  return last.seq === same?.seq && last.text === same.text ? lines.slice(shown.length) : undefined
}
