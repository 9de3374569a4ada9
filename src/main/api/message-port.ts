import { RPCHandler } from '@orpc/server/message-port'
import type { ApiRouter } from './router.ts'

/** One end of a channel between two threads or processes, whatever its library calls things. */
export type ApiPort = {
  onMessage(listener: (data: unknown) => void): void
  onClose(listener: () => void): void
  postMessage(data: unknown): void
  /** Messages that came before are delivered now. */
  start(): void
}

/** Serves the API on a port. It ends when the other side closes the port. */
export const serveMessagePort = (router: ApiRouter, port: ApiPort): void => {
  new RPCHandler(router).upgrade({
    on: (event, listener) => {
      if (event === 'message') port.onMessage((data) => listener({ data }))
      else port.onClose(() => listener())
    },
    postMessage: (data: unknown) => port.postMessage(data),
  })
  port.start()
}
