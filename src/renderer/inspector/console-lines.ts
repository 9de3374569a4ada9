import type { ConsoleLine } from '../../shared/host/index.ts'

/** Colours of the terminal's theme (`ui/terminal`), by what a line means. */
const colours: Readonly<Record<ConsoleLine['tone'], number>> = {
  plain: 39,
  dim: 90,
  good: 36,
  warn: 93,
  bad: 91,
}

/** A line as a terminal takes it. What came off the wire commands no terminal: its control characters go. */
export const ansiOf = ({ tone, text }: ConsoleLine): string =>
  `\u001b[${String(colours[tone])}m${text.replaceAll(/\p{Cc}/gu, ' ')}\u001b[0m`

/** What was added to the lines that are shown; undefined when they are not its beginning. */
export const addedTo = (
  shown: readonly ConsoleLine[],
  lines: readonly ConsoleLine[],
): readonly ConsoleLine[] | undefined => {
  const [last, same] = [shown.at(-1), lines[shown.length - 1]]
  if (last === undefined) return lines
  return last.seq === same?.seq && last.text === same.text ? lines.slice(shown.length) : undefined
}
