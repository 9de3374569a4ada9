import { fileURLToPath } from 'node:url'
import { BrowserWindow, MessageChannelMain } from 'electron'
import { serveMessagePort, type ApiRouter } from '../api/index.ts'
import { pageUrl } from './security.ts'

/** The channel on which the preload gets its port. */
export const portChannel = 'headwaiter:port'

const preload = fileURLToPath(new URL('../preload/index.cjs', import.meta.url))

/** Hands the page its one way to the lab. A reload gets a new port; the old one dies with its page. */
const handOverPort = (window: BrowserWindow, router: ApiRouter): void => {
  const { port1, port2 } = new MessageChannelMain()
  serveMessagePort(router, {
    onMessage: (listener) => void port1.on('message', ({ data }) => listener(data)),
    onClose: (listener) => void port1.on('close', listener),
    postMessage: (data) => port1.postMessage(data),
    start: () => port1.start(),
    close: () => port1.close(),
  })
  window.webContents.postMessage(portChannel, null, [port2])
}

/** Opens the lab's window. It may be there before its lab is: its page finds the lab at a later load. */
export const openWindow = async (
  router: ApiRouter | Promise<ApiRouter>,
): Promise<BrowserWindow> => {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'Headwaiter',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => window.show())
  let lab: ApiRouter | undefined
  Promise.resolve(router).then(
    (opened) => {
      lab = opened
    },
    () => undefined,
  )
  window.webContents.on('did-finish-load', () => {
    if (lab !== undefined) handOverPort(window, lab)
  })
  await window.loadURL(pageUrl)
  return window
}
