import { servePeer, type Message } from './peer.ts'
import type { ApiRouter } from './router.ts'

/** One end of a channel between two threads or processes, whatever its library calls things. */
export type ApiPort = {
  onMessage(listener: (data: unknown) => void): void
  onClose(listener: () => void): void
  postMessage(data: Message): void
  /** Messages that came before are delivered now. */
  start(): void
  close(): void
}

const isMessage = (data: unknown): data is Message =>
  typeof data === 'string' || data instanceof Uint8Array || data instanceof ArrayBuffer

/** Serves the API on a port. It ends when the other side closes the port, or sends what is no message. */
export const serveMessagePort = (router: ApiRouter, port: ApiPort): void => {
  const peer = servePeer(router, {
    send: (message) => port.postMessage(message),
    refuse: () => port.close(),
  })
  port.onMessage((data) => {
    if (isMessage(data)) peer.receive(data)
    else port.close()
  })
  port.onClose(() => peer.close())
  port.start()
}
