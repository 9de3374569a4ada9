import { reader } from './output.ts'

/**
 * Resolves at the first Ctrl-C or request to end, or when nobody reads on. Ctrl-C after that ends the program at once; other
 * requests may come twice, from the terminal and passed on by npm.
 */
export const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    let asked = false
    const stop = (signal: NodeJS.Signals) => {
      if (asked && signal === 'SIGINT') process.exit(130)
      asked = true
      resolve()
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
    // Ctrl-C ends a log that is piped to as well: a lost reader is no request.
    reader.on('gone', () => resolve())
  })
