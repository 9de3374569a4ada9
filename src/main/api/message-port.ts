import { RPCHandler } from '@orpc/server/message-port'
import type { ApiRouter } from './router.ts'

/** A port between two threads or processes: Electron's `MessagePortMain`, Node's `MessagePort`. */
export type ApiPort = {
  on(event: string, listener: (event?: { readonly data: unknown }) => void): unknown
  postMessage(message: unknown): void
  start(): void
}

/** Serves the API on a port. It ends when the other side closes the port. */
export const serveMessagePort = (router: ApiRouter, port: ApiPort): void => {
  const handler = new RPCHandler(router)
  handler.upgrade({
    on: (event, listener) => void port.on(event, listener),
    postMessage: (message: unknown) => port.postMessage(message),
  })
  port.start()
}
