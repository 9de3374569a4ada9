import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { LabError } from '../../shared/base/index.ts'
import { serveWebSocket } from '../api/index.ts'
import type { App } from '../app.ts'
import { rendererFolder } from '../folders.ts'
import { openBrowser } from './open-browser.ts'
import type { Output } from './output.ts'
import { untilStopped } from './until-stopped.ts'

/** `LabError` `cli.screen-not-built`; asked before any socket is opened. */
export const demandScreen = (): void => {
  if (existsSync(join(rendererFolder, 'index.html'))) return
  throw new LabError('cli.screen-not-built', 'The screen is not built yet.')
}

/** Serves the screen of an open lab or recording on loopback until Ctrl-C, then stops everything. */
export const showLab = async (
  app: Pick<App, 'router' | 'stop'>,
  { port, open }: { readonly port: number; readonly open: boolean },
  output: Output,
  /** Closes what was opened beside it. */
  closeMore: () => Promise<void> = () => Promise.resolve(),
): Promise<void> => {
  const token = randomBytes(24).toString('base64url')
  const screen = await serveWebSocket({
    router: app.router,
    port,
    token,
    staticDir: rendererFolder,
  }).catch(async (error: unknown) => {
    await app.stop()
    throw error
  })
  output.print(`Headwaiter is open: ${screen.url}`)
  output.say('Ctrl-C stops everything.')
  if (open) openBrowser(screen.url)
  await untilStopped()
  output.say('Stopping...')
  await screen.close()
  await closeMore()
  await app.stop()
}
