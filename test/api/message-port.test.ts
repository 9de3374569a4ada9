import { MessageChannel } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { serveMessagePort } from '../../src/main/api/index.ts'
import { describeTransport, type Client } from './conformance.ts'

describeTransport('API over a message port', (router) => {
  const { port1, port2 } = new MessageChannel()
  // Electron's port wraps what arrives in an event; Node's does not.
  serveMessagePort(router, {
    on: (event, listener) => port1.on(event, (data: unknown) => listener({ data })),
    postMessage: (message) => port1.postMessage(message),
    start: () => port1.start(),
  })
  port2.start()
  const client: Client = createORPCClient(new RPCLink({ port: port2 }))
  return Promise.resolve({
    client,
    close: () => {
      port2.close()
      return Promise.resolve()
    },
  })
})
