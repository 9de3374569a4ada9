/** A line being typed. `cursor` is an offset in characters of `text`. */
export type Line = {
  readonly text: string
  readonly cursor: number
  /** Lines that were run, oldest first. */
  readonly history: readonly string[]
  /** The place in the history that is shown; `history.length` is the line of one's own. */
  readonly at: number
  /** One's own line, while an older one is shown. */
  readonly own: string
}

export const emptyLine = (history: readonly string[] = []): Line => ({
  text: '',
  cursor: 0,
  history,
  at: history.length,
  own: '',
})

/** What a key asks for beyond the line itself. */
export type Wish = 'run' | 'complete' | 'cancel' | 'clear' | 'leave'

const put = (line: Line, text: string, cursor: number): Line => ({ ...line, text, cursor })

/** Text typed or pasted at the cursor; a pasted line ends become blanks at the prompt's end. */
export const insert = (line: Line, typed: string): Line =>
  put(
    line,
    line.text.slice(0, line.cursor) + typed + line.text.slice(line.cursor),
    line.cursor + typed.length,
  )

/** A stretch of the line replaced, with the cursor behind it. */
export const replace = (line: Line, from: number, to: number, by: string): Line =>
  put(line, line.text.slice(0, from) + by + line.text.slice(to), from + by.length)

const recall = (line: Line, by: number): Line => {
  const at = Math.max(0, Math.min(line.history.length, line.at + by))
  if (at === line.at) return line
  const own = line.at === line.history.length ? line.text : line.own
  const text = at === line.history.length ? own : (line.history[at] ?? '')
  return { ...line, at, own, text, cursor: text.length }
}

const wordStart = ({ text, cursor }: Line): number =>
  /\S*\s*$/.exec(text.slice(0, cursor))?.index ?? 0
const wordEnd = ({ text, cursor }: Line): number =>
  cursor + (/^\s*\S*/.exec(text.slice(cursor))?.[0].length ?? 0)

const moves: Readonly<Record<string, (line: Line) => Line>> = {
  ArrowLeft: (line) => put(line, line.text, Math.max(0, line.cursor - 1)),
  ArrowRight: (line) => put(line, line.text, Math.min(line.text.length, line.cursor + 1)),
  'ctrl ArrowLeft': (line) => put(line, line.text, wordStart(line)),
  'ctrl ArrowRight': (line) => put(line, line.text, wordEnd(line)),
  Home: (line) => put(line, line.text, 0),
  End: (line) => put(line, line.text, line.text.length),
  'ctrl a': (line) => put(line, line.text, 0),
  'ctrl e': (line) => put(line, line.text, line.text.length),
  Backspace: (line) => (line.cursor === 0 ? line : replace(line, line.cursor - 1, line.cursor, '')),
  Delete: (line) =>
    put(line, line.text.slice(0, line.cursor) + line.text.slice(line.cursor + 1), line.cursor),
  'ctrl w': (line) => replace(line, wordStart(line), line.cursor, ''),
  'ctrl Backspace': (line) => replace(line, wordStart(line), line.cursor, ''),
  'ctrl u': (line) => replace(line, 0, line.cursor, ''),
  'ctrl k': (line) => put(line, line.text.slice(0, line.cursor), line.cursor),
  ArrowUp: (line) => recall(line, -1),
  ArrowDown: (line) => recall(line, 1),
}

const wishes: Readonly<Record<string, Wish>> = {
  Enter: 'run',
  Tab: 'complete',
  'ctrl c': 'cancel',
  'ctrl l': 'clear',
  Escape: 'leave',
}

/** A key press as `KeyboardEvent` has it. */
export type Key = { readonly key: string; readonly ctrl: boolean; readonly shift: boolean }

export type Pressed =
  | { readonly kind: 'edit'; readonly line: Line }
  | { readonly kind: 'wish'; readonly wish: Wish }
  /** A key of the browser's, or none of ours. */
  | { readonly kind: 'other' }

/** What a key does to the line. Shift Tab is left to the browser: it leads out of the console. */
export const press = (line: Line, { key, ctrl, shift }: Key): Pressed => {
  if (key === 'Tab' && shift) return { kind: 'other' }
  const name = ctrl ? `ctrl ${key.length === 1 ? key.toLowerCase() : key}` : key
  const wish = Object.hasOwn(wishes, name) ? wishes[name] : undefined
  if (wish !== undefined) return { kind: 'wish', wish }
  const move = Object.hasOwn(moves, name) ? moves[name] : undefined
  return move === undefined ? { kind: 'other' } : { kind: 'edit', line: move(line) }
}

/** The beginning that all candidates share, whatever the case of their letters. */
export const sharedStart = (candidates: readonly string[]): string => {
  const [first = '', ...others] = candidates
  let length = first.length
  for (const other of others) {
    let same = 0
    while (
      same < length &&
      first[same]?.toLowerCase() === other[same]?.toLowerCase() &&
      same < other.length
    )
      same += 1
    length = same
  }
  return first.slice(0, length)
}
