import type { ConsoleLine, ConsoleResult } from '../../shared/powercli/index.ts'

/** What a run says while it goes: lines as they come, then how it ended. */
export type ConsoleStep =
  | { readonly kind: 'lines'; readonly lines: ConsoleLine[] }
  | { readonly kind: 'ended'; readonly errors: number; readonly incomplete: boolean }

type Ended =
  | { readonly kind: 'result'; readonly result: ConsoleResult }
  | { readonly kind: 'failed'; readonly error: unknown }

/**
 * The lines of a run as it says them, and its end. A reader who leaves aborts the run; one who is slow
 * gets more lines at once.
 */
export async function* streamed(
  run: (options: {
    readonly onLine: (line: ConsoleLine) => void
    readonly signal: AbortSignal
  }) => Promise<ConsoleResult>,
  signal: AbortSignal,
): AsyncGenerator<ConsoleStep, void> {
  const leaving = new AbortController()
  const said: ConsoleLine[] = []
  const end: { is?: Ended } = {}
  let wake: () => void = () => {}
  const onLine = (line: ConsoleLine): void => {
    said.push(line)
    wake()
  }
  const running = run({ onLine, signal: AbortSignal.any([signal, leaving.signal]) })
    .then(
      (result) => {
        end.is = { kind: 'result', result }
      },
      (error: unknown) => {
        end.is = { kind: 'failed', error }
      },
    )
    .finally(() => wake())
  try {
    while (end.is === undefined || said.length > 0) {
      if (said.length > 0) yield { kind: 'lines', lines: said.splice(0) }
      else
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    }
    if (end.is.kind === 'failed') throw end.is.error
    const { errors, incomplete } = end.is.result
    yield { kind: 'ended', errors, incomplete }
  } finally {
    leaving.abort()
    await running
  }
}
