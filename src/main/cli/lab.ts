import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { LabError } from '../../shared/base/index.ts'
import { serveWebSocket, type ControlServer } from '../api/index.ts'
import type { App } from '../app.ts'
import { rendererFolder } from '../folders.ts'
import { tryEach } from '../try-each.ts'
import { openBrowser } from './open-browser.ts'
import type { Output } from './output.ts'
import { newToken, serveAtKept, type ScreenAddress } from './screen-address.ts'
import { untilStopped } from './until-stopped.ts'

/** `LabError` `cli.screen-not-built`; asked before any socket is opened. */
export const demandScreen = (): void => {
  if (existsSync(join(rendererFolder, 'index.html'))) return
  throw new LabError('cli.screen-not-built', 'The screen is not built yet.')
}

/** A lab in a folder keeps its address there; a recording gets a new one each time. */
const serveScreen = (
  { router }: Pick<App, 'router'>,
  { port, lab }: { readonly port: number; readonly lab?: string },
): Promise<ControlServer> => {
  const serve = (address: ScreenAddress) =>
    serveWebSocket({ router, ...address, staticDir: rendererFolder })
  return lab === undefined ? serve({ port, token: newToken() }) : serveAtKept(lab, port, serve)
}

/** Serves the screen of an open lab or recording on loopback until Ctrl-C, then stops everything. */
export const showLab = async (
  app: Pick<App, 'router' | 'stop'>,
  flags: { readonly port: number; readonly open: boolean; readonly lab?: string },
  output: Output,
  /** Closes what was opened beside it. */
  closeMore: () => Promise<void> = () => Promise.resolve(),
): Promise<void> => {
  const screen = await serveScreen(app, flags).catch(async (error: unknown) => {
    await app.stop()
    throw error
  })
  output.print(`Headwaiter is open: ${screen.url}`)
  output.say('Ctrl-C stops everything.')
  if (flags.open) openBrowser(screen.url)
  await untilStopped()
  output.say('Stopping...')
  await tryEach([() => screen.close(), closeMore, () => app.stop()])
}
