import { LabError } from '../base/index.ts'
import type { ConsoleLab } from './lab.ts'
import { completeAt, type Completion } from './complete.ts'
import { createCommandTable } from './commands.ts'
import { parseScript } from './parse/parse.ts'
import type { Script } from './parse/syntax.ts'
import { formatValues } from './run/format.ts'
import type { Ground } from './run/ground.ts'
import { limits } from './run/limits.ts'
import { reportError } from './run/report.ts'
import { atPlace, type ScriptError } from './run/script-error.ts'
import { createSession, noteError, remember, type HistoryEntry } from './run/session.ts'
import { capture, runBlock, runBody } from './run/statement.ts'
import type { Value } from './run/values.ts'

/** A line of a console, and where it came from. `clear` empties the screen. */
export type ConsoleLine = {
  readonly stream: 'output' | 'error' | 'warning' | 'whatIf' | 'clear'
  readonly text: string
}

export type ConsoleResult = {
  readonly lines: readonly ConsoleLine[]
  readonly errors: number
  /** Nothing was run: the text needs more lines to be whole. */
  readonly incomplete: boolean
}

export type RunOptions = {
  /** More text cannot come: a script file. What is incomplete is an error. */
  readonly isWhole?: boolean
  readonly signal?: AbortSignal
  /** Told of each line as soon as it is there. */
  readonly onLine?: (line: ConsoleLine) => void
}

/** One PowerCLI console over the lab. It reads its own language; it is no shell. */
export type PowerCliConsole = {
  /** Runs a command line or a script. Errors are lines; it rejects only for a defect. */
  run(text: string, options?: RunOptions): Promise<ConsoleResult>
  complete(text: string, cursor: number): Completion
  history(): readonly HistoryEntry[]
}

/** Collects lines; what a statement leaves waits until something else is shown, and then goes first. */
const createScreen = (onLine: RunOptions['onLine']) => {
  const lines: ConsoleLine[] = []
  let pending: Value[] = []
  let isFull = false
  const put = (line: ConsoleLine): void => {
    if (isFull) return
    isFull = lines.length >= limits.outputLines
    const shown: ConsoleLine = isFull
      ? { stream: 'warning', text: `WARNING: ${limits.outputLines} lines are shown at most.` }
      : line
    lines.push(shown)
    onLine?.(shown)
  }
  const flush = (): void => {
    const values = pending
    pending = []
    for (const text of formatValues(values)) put({ stream: 'output', text })
  }
  return {
    lines,
    flush,
    emit: (values: readonly Value[]): void => void pending.push(...values),
    write: (line: ConsoleLine): void => {
      flush()
      put(line)
    },
  }
}

type Screen = ReturnType<typeof createScreen>

const checkLength = (text: string): void => {
  if (text.length > limits.sourceLength)
    throw new LabError('powercli.limit', `A script is ${limits.sourceLength} characters at most.`)
}

const never = new AbortController().signal

/** Opens a console. It begins connected to the lab's vCenter. */
export const createConsole = (lab: ConsoleLab): PowerCliConsole => {
  const session = createSession()
  const commands = createCommandTable()
  const { server, ports } = lab.document().network
  session.connection = { server, port: ports.vcenter, user: 'administrator@vsphere.local' }

  const reporter = (source: string, screen: Screen) => {
    let errors = 0
    const report = (error: ScriptError): void => {
      errors += 1
      noteError(session, error.message)
      for (const text of reportError(source, error)) screen.write({ stream: 'error', text })
    }
    return { report, count: () => errors }
  }

  const groundFor = (
    source: string,
    screen: Screen,
    report: Ground['report'],
    signal: AbortSignal,
  ): Ground => {
    const ground: Ground = {
      lab,
      session,
      commands,
      source,
      signal,
      write: (stream, text) => {
        for (const line of text.split('\n')) screen.write({ stream, text: line })
      },
      report,
      capture: (script) => capture(ground, script),
      runBlock: (block, item) => runBlock(ground, block, item),
      steps: limits.steps,
    }
    return ground
  }

  const runParsed = async (script: Script, ground: Ground, screen: Screen): Promise<void> => {
    for (const statement of script) {
      try {
        await runBody(ground, [statement], screen.emit)
      } catch (error) {
        ground.report(atPlace(error, statement.span))
        return
      }
      screen.flush()
    }
  }

  const run: PowerCliConsole['run'] = async (text, options = {}) => {
    const screen = createScreen(options.onLine)
    const { report, count } = reporter(text, screen)
    const result = (incomplete: boolean): ConsoleResult => ({
      lines: screen.lines,
      errors: count(),
      incomplete,
    })
    let script: Script
    try {
      checkLength(text)
      script = parseScript(text)
    } catch (error) {
      const failure = atPlace(error, { at: 0, length: 1 })
      if (failure.details['incomplete'] === true && options.isWhole !== true) return result(true)
      remember(session, text)
      report(failure)
      session.succeeded = false
      return result(false)
    }
    remember(session, text)
    await runParsed(script, groundFor(text, screen, report, options.signal ?? never), screen)
    return result(false)
  }

  return {
    run,
    complete: (text, cursor) => completeAt(text, cursor, { lab, session, commands }),
    history: () => session.history,
  }
}
