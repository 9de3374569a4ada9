import type { ConsoleLine } from '../../../shared/powercli/index.ts'
import type { LabClient } from '../../client/connection.ts'
import {
  emptyLine,
  insert,
  press,
  replace,
  sharedStart,
  type Key,
  type Line,
} from './line-editor.ts'

/** What the session writes on; texts are of the terminal's own codes. */
export type Screen = {
  readonly write: (text: string) => void
  readonly clear: () => void
  /** Characters in a row. */
  readonly columns: () => number
}

export type SessionDeps = {
  readonly client: () => LabClient
  readonly screen: Screen
  /** Where Escape leads. */
  readonly leave: () => void
  /** Said when a line could not be sent. */
  readonly lost: string
}

/** One PowerCLI console on the screen: a prompt, a line being typed, and what the lab answers. */
export type Session = {
  readonly key: (key: Key) => boolean
  readonly type: (text: string) => void
  readonly redraw: () => void
  readonly close: () => void
}

const codes: Readonly<Record<ConsoleLine['stream'], string>> = {
  output: '',
  error: '\u001b[91m',
  warning: '\u001b[93m',
  whatIf: '\u001b[36m',
  clear: '',
}
const plain = '\u001b[0m'

const prompts = { first: 'PowerCLI> ', more: '>> ' }

/** Columns in which candidates are listed, as many as fit. */
const inColumns = (candidates: readonly string[], width: number): string => {
  const cell = Math.max(...candidates.map(({ length }) => length)) + 2
  const across = Math.max(1, Math.floor(width / cell))
  const rows: string[] = []
  for (let at = 0; at < candidates.length; at += across)
    rows.push(
      candidates
        .slice(at, at + across)
        .map((each) => each.padEnd(cell))
        .join('')
        .trimEnd(),
    )
  return rows.join('\r\n')
}

/** Candidates listed at most. */
const mostCandidates = 60

export const createSession = ({ client, screen, leave, lost }: SessionDeps): Session => {
  const opening = client().powercli.open()
  opening.catch(() => undefined)
  let line: Line = emptyLine()
  let earlier = ''
  let busy = false
  /** Ends the run that is under way. */
  let stopping = new AbortController()
  /** Keys and texts typed while a line runs; they are worked when it has ended, as in any console. */
  let ahead: readonly (Key | string)[] = []
  /** Screen rows between the prompt's first and the cursor's. */
  let rowOfCursor = 0

  const prompt = () => (earlier === '' ? prompts.first : prompts.more)

  const draw = () => {
    const width = Math.max(20, screen.columns())
    const text = prompt() + line.text
    const end = text.length
    const at = prompt().length + line.cursor
    const up = rowOfCursor > 0 ? `\u001b[${rowOfCursor}A` : ''
    // A full row leaves the cursor hanging at its end: a blank takes it to the next.
    const body = end % width === 0 ? `${text} ` : text
    const rows = Math.floor(end / width)
    rowOfCursor = Math.floor(at / width)
    const back = rows > rowOfCursor ? `\u001b[${rows - rowOfCursor}A` : ''
    screen.write(`${up}\r\u001b[J${body}${back}\r${at % width > 0 ? `\u001b[${at % width}C` : ''}`)
  }

  const newLine = (text = '') => {
    rowOfCursor = 0
    screen.write(text === '' ? '' : `${text}\r\n`)
    draw()
  }

  const show = (lines: readonly ConsoleLine[]) => {
    for (const { stream, text } of lines)
      if (stream === 'clear') screen.clear()
      else screen.write(`${codes[stream]}${text.replaceAll('\n', '\r\n')}${plain}\r\n`)
  }

  const endLine = () => {
    const last = Math.floor((prompt().length + line.text.length) / Math.max(20, screen.columns()))
    const down = last - rowOfCursor
    screen.write(`${down > 0 ? `\u001b[${down}B` : ''}\r\n`)
    rowOfCursor = 0
  }

  const run = async () => {
    const typed = line.text
    const text = earlier === '' ? typed : `${earlier}\n${typed}`
    endLine()
    if (text.trim() === '') {
      line = emptyLine(line.history)
      draw()
      return
    }
    busy = true
    stopping = new AbortController()
    const history =
      typed.trim() === '' || line.history.at(-1) === typed ? line.history : [...line.history, typed]
    line = emptyLine(history)
    try {
      const { console } = await opening
      // An empty line ends what is not whole: it is run as it is, and says what is missing.
      const { signal } = stopping
      earlier = ''
      for await (const step of await client().powercli.follow({ console, text }, { signal })) {
        if (step.kind === 'lines') show(step.lines)
        else if (step.incomplete && typed.trim() !== '') earlier = text
      }
    } catch {
      earlier = ''
      if (!stopping.signal.aborted) screen.write(`${codes.error}${lost}${plain}\r\n`)
    }
    busy = false
    newLine()
    workAhead()
  }

  const workAhead = () => {
    const [first, ...rest] = ahead
    if (busy || first === undefined) return
    ahead = rest
    if (typeof first === 'string') type(first)
    else key(first)
    workAhead()
  }

  const complete = async () => {
    const asked = line
    const { console } = await opening
    const { from, to, candidates } = await client().powercli.complete({
      console,
      text: asked.text,
      cursor: asked.cursor,
    })
    // What was typed meanwhile has made the answer old.
    if (line !== asked || candidates.length === 0) return
    const [only] = candidates
    if (candidates.length === 1 && only !== undefined) {
      line = replace(line, from, to, only)
      draw()
      return
    }
    const start = sharedStart(candidates)
    if (start.length > to - from) line = replace(line, from, to, start)
    endLine()
    const more = candidates.length > mostCandidates ? '\r\n…' : ''
    newLine(inColumns(candidates.slice(0, mostCandidates), screen.columns()) + more)
  }

  const type = (text: string): void => {
    if (busy) {
      ahead = [...ahead, text]
      return
    }
    const [first = '', ...rest] = text.split(/\r\n|\r|\n/)
    // Codes of the terminal itself have no place in a line.
    line = insert(line, first.replaceAll(/\p{Cc}/gu, ' '))
    draw()
    if (rest.length === 0) return
    ahead = [rest.join('\n'), ...ahead]
    void run()
  }

  const key = (pressed: Key): boolean => {
    const done = press(line, pressed)
    if (done.kind === 'other') return false
    if (done.kind === 'wish' && done.wish === 'leave') {
      leave()
      return true
    }
    if (busy) {
      if (done.kind !== 'wish' || done.wish !== 'cancel') ahead = [...ahead, pressed]
      else {
        ahead = []
        stopping.abort()
      }
      return true
    }
    if (done.kind === 'edit') {
      line = done.line
      draw()
      return true
    }
    switch (done.wish) {
      case 'run':
        void run()
        break
      case 'complete':
        complete().catch(() => undefined)
        break
      case 'cancel':
        endLine()
        earlier = ''
        line = emptyLine(line.history)
        draw()
        break
      case 'clear':
        rowOfCursor = 0
        screen.clear()
        draw()
        break
      default:
    }
    return true
  }

  return {
    key,
    type,
    // While a line runs there is no prompt to draw; its end draws one.
    redraw: () => {
      if (!busy) draw()
    },
    close: () => {
      opening.then(({ console }) => client().powercli.close({ console })).catch(() => undefined)
    },
  }
}
