import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { Connect, Connection, LabClient } from './connection.ts'

const connectionOver = (websocket: WebSocket): Connection => {
  const client: LabClient = createORPCClient(new RPCLink({ websocket }))
  const closed = new Promise<void>((resolve) => {
    websocket.addEventListener('close', () => resolve(), { once: true })
  })
  return { client, closed, close: () => websocket.close() }
}

/** The lab over a WebSocket; `url` carries the token. The first connection is `early`, if the page has opened one. */
export const overWebSocket = (url: string, early?: WebSocket): Connect => {
  let opened = early
  return (signal) =>
    new Promise((resolve, reject) => {
      const websocket = opened ?? new WebSocket(url)
      opened = undefined
      signal.addEventListener('abort', () => websocket.close(), { once: true })
      if (websocket.readyState === WebSocket.OPEN) resolve(connectionOver(websocket))
      // It has failed already: nothing will tell.
      if (websocket.readyState > WebSocket.OPEN) reject(new RefusedError(abnormal))
      websocket.addEventListener('open', () => resolve(connectionOver(websocket)), { once: true })
      websocket.addEventListener('close', (event) => reject(new RefusedError(event.code)), {
        once: true,
      })
    })
}

/** Close code of a socket that closed without saying why (RFC 6455 section 7.4.1). */
const abnormal = 1006

/** The socket closed before it was open, with the WebSocket's close code. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
  readonly closeCode: number

  constructor(closeCode: number) {
    super(`The lab closed the connection (${closeCode}).`)
    this.closeCode = closeCode
  }
}
