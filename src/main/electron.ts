import { join } from 'node:path'
import { app, dialog, session, type BrowserWindow } from 'electron'
import { toErrorData } from '../shared/base/index.ts'
import { listStaticFiles, type ApiRouter, type Opening } from './api/index.ts'
import { lockPage, lockSession } from './electron/lock-down.ts'
import { setMenu } from './electron/menu.ts'
import { registerPageScheme, servePage } from './electron/page.ts'
import { quitCleanly } from './electron/quit.ts'
import { openWindow } from './electron/window.ts'
import { dataFolder, rendererFolder } from './folders.ts'
import { demoLab, openLab, programVersion, readLabFile } from './open-lab.ts'
import { openRecording } from './open-recording.ts'
import { createSystemClock } from './system-clock.ts'

/** The lab that opens without arguments; `npm start -- lab` in a browser opens the same one. */
const folder = join(dataFolder(process.platform, process.env), 'lab')

const report = (error: unknown): void => {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`${text}\n`)
}

/** Says why the lab did not open, and ends. */
const giveUp = (error: unknown): void => {
  const { message, remedy, code } = toErrorData(error)
  dialog.showErrorBox('The lab did not open', `${message}\n\n${remedy}\n\n${code}`)
  app.exit(1)
}

/** A recording gets a window of its own, and ends with it. */
const showRecording = async (file: string): Promise<undefined> => {
  const recording = await openRecording({
    file,
    clock: createSystemClock(),
    platform: 'electron',
    version: await programVersion(),
    onUnexpected: report,
  })
  const window = await openWindow(recording.router)
  window.on('closed', () => {
    recording.stop().catch(report)
  })
}

const start = async (): Promise<BrowserWindow> => {
  lockSession(session.defaultSession)
  setMenu()
  let opening: Opening | undefined
  let window: Promise<BrowserWindow> | undefined
  const router = Promise.withResolvers<ApiRouter>()
  servePage(await listStaticFiles(rendererFolder), () => opening)
  const lab = await openLab({
    folder,
    initial: await readLabFile(demoLab),
    clock: createSystemClock(),
    hostsWorker: new URL('./hosts-worker.js', import.meta.url),
    journalWorker: new URL('./journal-worker.js', import.meta.url),
    tftpLaneWorker: new URL('./tftp-lane-worker.js', import.meta.url),
    platform: 'electron',
    showRecording,
    onUpgrade(upgrade) {
      opening = upgrade
      window ??= openWindow(router.promise)
      window.catch(report)
    },
    onUnexpected: report,
  })
  quitCleanly(app, lab.stop)
  opening = undefined
  router.resolve(lab.router)
  const shown = await (window ?? openWindow(router.promise))
  // A recording's window that is left keeps no lab running.
  shown.on('closed', () => app.quit())
  return shown
}

app.enableSandbox()
registerPageScheme()
app.on('web-contents-created', (_event, contents) => lockPage(contents))

// A second start shows the window of the first: one program owns the lab's file and its ports.
if (app.requestSingleInstanceLock()) {
  const window = app.whenReady().then(start)
  window.catch(giveUp)
  app.on('second-instance', () => {
    void window.then((shown) => {
      if (shown.isMinimized()) shown.restore()
      shown.focus()
    })
  })
} else {
  app.quit()
}
