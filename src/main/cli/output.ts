import { EventEmitter } from 'node:events'
import { toErrorData, type ErrorData } from '../../shared/base/index.ts'

/** Where a command writes. The entry hands in the terminal; tests read it back. */
export type Output = {
  /** Results: standard output. */
  print(text: string): void
  /** Progress and errors: standard error. */
  say(text: string): void
  /** Whether colours are understood there. */
  readonly colour: boolean
}

/** 128 and the number of SIGPIPE: how a shell tells that nobody read on. */
const pipeClosed = 141

/** What writing fails with when a pipe has no reader, or the window of a terminal was closed; and what the same stream says later. */
const gone = new Set(['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED'])

/**
 * `gone` when nobody reads on what the program writes. It is not SIGPIPE: who listens to that is told of each connection that a
 * client has left, too.
 */
export const reader = new EventEmitter<{ gone: [] }>()

/** Nobody reads on, as when `head` has enough: the program ends and says nothing, or in order where it listens. */
const endWithReader = (error: NodeJS.ErrnoException): void => {
  if (!gone.has(error.code ?? '')) throw error
  if (!reader.emit('gone')) process.exit(pipeClosed)
}

export const createTerminal = (): Output => {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', endWithReader)
  return {
    print: (text) => process.stdout.write(`${text}\n`),
    say: (text) => process.stderr.write(`${text}\n`),
    // Set to nothing it does not count: https://no-color.org
    colour: process.stdout.isTTY && !process.env.NO_COLOR,
  }
}

/** Errors that were said. What is told as it happens may also be what ends the command. */
const said = new WeakSet()

/** The stable code of an error, and what to do, as they stand below what happened. */
export const remedyText = ({ code, remedy }: Pick<ErrorData, 'code' | 'remedy'>): string =>
  `  code    ${code}\n  remedy  ${remedy}`

/** Says an error, once, as three things: what happened, its stable code, what to do. */
export const sayError = (output: Output, error: unknown): void => {
  if (error instanceof Error) {
    if (said.has(error)) return
    said.add(error)
  }
  const data = toErrorData(error)
  output.say(`${data.message}\n${remedyText(data)}`)
  if (data.code === 'lab.unexpected' && error instanceof Error) output.say(error.stack ?? '')
}
