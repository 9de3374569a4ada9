/** Resolves at the first Ctrl-C or request to end. A second one ends the program at once. */
export const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    let asked = false
    const stop = () => {
      if (asked) process.exit(130)
      asked = true
      resolve()
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  })
