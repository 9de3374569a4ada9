import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { Connect, LabClient } from './connection.ts'

/** The window message by which the preload hands its port over. */
export const portMessage = 'headwaiter:port'

const receivePort = (target: Window, signal: AbortSignal): Promise<MessagePort> =>
  new Promise((resolve) => {
    const take = (event: MessageEvent<unknown>) => {
      const [port] = event.ports
      // Only our own preload posts from the same window.
      if (event.source !== target || event.data !== portMessage || port === undefined) return
      target.removeEventListener('message', take)
      resolve(port)
    }
    target.addEventListener('message', take, { signal })
  })

/**
 * The lab over the port that the preload hands over. Listens from the moment it is called, so call
 * it before the page has loaded. The port lives as long as the window.
 */
export const overMessagePort = (target: Window, signal: AbortSignal): Connect => {
  const handedOver = receivePort(target, signal)
  return async () => {
    const port = await handedOver
    const client: LabClient = createORPCClient(new RPCLink({ port }))
    const closed = new Promise<void>((resolve) => {
      port.addEventListener('close', () => resolve(), { once: true })
    })
    port.start()
    return { client, closed, close: () => port.close() }
  }
}
