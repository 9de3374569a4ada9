import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { LabError } from '../../shared/base/index.ts'
import { serveWebSocket, type ControlServer } from '../api/index.ts'
import type { App } from '../app.ts'
import { rendererFolder } from '../folders.ts'
import { tryEach } from '../try-each.ts'
import { openBrowser } from './open-browser.ts'
import type { Upgrade } from '../journal/index.ts'
import type { Output } from './output.ts'
import { sayUpgrade } from './progress.ts'
import { newToken, serveAtKept, type ScreenAddress } from './screen-address.ts'
import { untilStopped } from './until-stopped.ts'

/** `LabError` `cli.screen-not-built`; asked before any socket is opened. */
export const demandScreen = (): void => {
  if (existsSync(join(rendererFolder, 'index.html'))) return
  throw new LabError('cli.screen-not-built', 'The screen is not built yet.')
}

type Flags = { readonly port: number; readonly open: boolean; readonly lab?: string }

type Lab = Pick<App, 'router' | 'stop'>

/** The screen of a lab, on loopback. It may be there before its lab is open, and shows how far that is then. */
export type LabScreen = AsyncDisposable & {
  /** Told only of a lab that is ours already: another program may have its address. */
  readonly onUpgrade: (upgrade: Upgrade) => void
  /** Shows the lab; at once where the page is there already. */
  readonly show: (app: Lab) => Promise<ControlServer>
}

/** A lab in a folder keeps its address there; a recording gets a new one each time. */
export const createScreen = (
  { port, open, lab }: Flags,
  output: Output,
  staticDir = rendererFolder,
): LabScreen => {
  const router = Promise.withResolvers<App['router']>()
  let opening: Upgrade | undefined
  let served: Promise<ControlServer> | undefined
  const say = sayUpgrade(output)
  const serve = (address: ScreenAddress) =>
    serveWebSocket({
      router: router.promise,
      opening: () => opening,
      ...address,
      staticDir,
    })
  const start = async () => {
    const screen = await (lab === undefined
      ? serve({ port, token: newToken() })
      : serveAtKept(lab, port, serve))
    if (open) openBrowser(screen.url)
    return screen
  }
  return {
    onUpgrade: (upgrade) => {
      opening = upgrade
      say(upgrade)
      served ??= start()
      // It is told when the lab is to be shown.
      served.catch(() => undefined)
    },
    show: (app) => {
      router.resolve(app.router)
      return (served ??= start())
    },
    [Symbol.asyncDispose]: async () => (await served?.catch(() => undefined))?.close(),
  }
}

/** Serves the screen of an open lab or recording until Ctrl-C, then stops everything. */
export const showLab = async (
  app: Lab,
  flags: Flags,
  output: Output,
  {
    screen: page = createScreen(flags, output),
    closeMore = () => Promise.resolve(),
  }: {
    readonly screen?: LabScreen
    /** Closes what was opened beside it. */
    readonly closeMore?: () => Promise<void>
  } = {},
): Promise<void> => {
  const screen = await page.show(app).catch(async (error: unknown) => {
    await app.stop()
    throw error
  })
  output.print(`Headwaiter is open: ${screen.url}`)
  output.say('Ctrl-C stops everything.')
  await untilStopped()
  output.say('Stopping...')
  await tryEach([() => screen.close(), closeMore, () => app.stop()])
}
