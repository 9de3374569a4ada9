/** The lab behind this page. A chunk of its own: the lab is asked while the program that draws it is still on its way. */
import type { Connect } from './client/connection.ts'
import { overMessagePort } from './client/message-port.ts'
import { createLabStore } from './client/store.ts'
import { overWebSocket } from './client/websocket.ts'

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

/** A page with a token came from our server; without one it is the window of the desktop app. */
const wayToLab = (signal: AbortSignal): Connect => {
  const token = new URLSearchParams(location.search).get('token')
  if (token === null) return overMessagePort(window, signal)
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  return overWebSocket(`${scheme}://${location.host}/api?token=${encodeURIComponent(token)}`)
}

const closing = new AbortController()
window.addEventListener('pagehide', () => closing.abort())

export const store = createLabStore({
  connect: wayToLab(closing.signal),
  schedule,
  now: () => performance.now(),
  sleep,
  signal: closing.signal,
})
