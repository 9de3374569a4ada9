import type { App } from 'electron'

/**
 * Lets the lab end cleanly before the program does: the first request to quit stops it, then the
 * program goes. Closing the window is a request to quit, on every platform: a lab without its window
 * would serve a network that nobody watches.
 */
export const quitCleanly = (app: App, stop: () => Promise<void>): void => {
  let stopping: Promise<void> | undefined
  app.on('window-all-closed', () => app.quit())
  app.on('before-quit', (event) => {
    event.preventDefault()
    stopping ??= stop().then(
      () => app.exit(0),
      () => app.exit(1),
    )
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => app.quit())
}
