import { MessageChannel } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { serveMessagePort } from '../../src/main/api/index.ts'
import { describeTransport, type Client } from './conformance.ts'

describeTransport('API over a message port', (router) => {
  const { port1, port2 } = new MessageChannel()
  serveMessagePort(router, {
    onMessage: (listener) => void port1.on('message', listener),
    onClose: (listener) => void port1.on('close', listener),
    postMessage: (data) => port1.postMessage(data),
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
