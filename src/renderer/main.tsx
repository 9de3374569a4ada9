import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { applyColorScheme } from './app/color-scheme.ts'
import type { Connect } from './client/connection.ts'
import { overMessagePort } from './client/message-port.ts'
import { createLabStore } from './client/store.ts'
import { overWebSocket } from './client/websocket.ts'
import { applyPreferences } from './preferences/store.ts'

const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true })
  })

/** Once a frame while the page is seen; a hidden page gets no frames and draws now and then. */
const schedule = (draw: () => void): void => {
  if (document.hidden) setTimeout(draw, 250)
  else requestAnimationFrame(draw)
}

declare global {
  /** Opened by `public/early.js`. */
  var earlySocket: WebSocket | undefined
}

/** A page with a token came from our server; without one it is the window of the desktop app. */
const wayToLab = (signal: AbortSignal): Connect => {
  const token = new URLSearchParams(location.search).get('token')
  if (token === null) return overMessagePort(window, signal)
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  const url = `${scheme}://${location.host}/api?token=${encodeURIComponent(token)}`
  return overWebSocket(url, globalThis.earlySocket)
}

const closing = new AbortController()
window.addEventListener('pagehide', () => closing.abort())
applyColorScheme(document.documentElement)
applyPreferences(document.documentElement)

const store = createLabStore({
  connect: wayToLab(closing.signal),
  schedule,
  now: () => performance.now(),
  sleep,
  signal: closing.signal,
})

const root = document.querySelector('#root')
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App store={store} />
    </StrictMode>,
  )
}
