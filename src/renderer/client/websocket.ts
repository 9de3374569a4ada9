import { createORPCClient, DynamicLink } from '@orpc/client'
import { RPCLink as HttpLink } from '@orpc/client/fetch'
import { RPCLink } from '@orpc/client/websocket'
import type { Connect, Connection, LabClient } from './connection.ts'

/** Pieces of an upload go by HTTP: a browser hands a file over several times as fast as through a WebSocket. */
const linkOver = (websocket: WebSocket) => {
  const { protocol, host, pathname, searchParams } = new URL(websocket.url)
  const pieces = new HttpLink({
    url: `${protocol.replace('ws', 'http')}//${host}${pathname}`,
    headers: { authorization: `Bearer ${searchParams.get('token') ?? ''}` },
  })
  const others = new RPCLink({ websocket })
  return new DynamicLink((_options, path) =>
    path.join('.') === 'imports.putUpload' ? pieces : others,
  )
}

const connectionOver = (websocket: WebSocket): Connection => {
  const client: LabClient = createORPCClient(linkOver(websocket))
  const closed = new Promise<void>((resolve) => {
    websocket.addEventListener('close', () => resolve(), { once: true })
  })
  return { client, closed, close: () => websocket.close() }
}

/** The lab over a WebSocket; `url` carries the token. */
export const overWebSocket =
  (url: string): Connect =>
  (signal) =>
    new Promise((resolve, reject) => {
      const websocket = new WebSocket(url)
      signal.addEventListener('abort', () => websocket.close(), { once: true })
      websocket.addEventListener('open', () => resolve(connectionOver(websocket)), { once: true })
      websocket.addEventListener('close', (event) => reject(new RefusedError(event.code)), {
        once: true,
      })
    })

/** The socket closed before it was open, with the WebSocket's close code. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
  readonly closeCode: number

  constructor(closeCode: number) {
    super(`The lab closed the connection (${closeCode}).`)
    this.closeCode = closeCode
  }
}
