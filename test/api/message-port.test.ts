import { once } from 'node:events'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { expect, it } from 'vitest'
import { serveMessagePort, type ApiRouter } from '../../src/main/api/index.ts'
import { describeTransport, nonsense, type Client } from './conformance.ts'
import { createRig } from './rig.ts'

/** Serves the API on one end of a channel; gives the other. */
const serve = (router: ApiRouter): MessagePort => {
  const { port1, port2 } = new MessageChannel()
  serveMessagePort(router, {
    onMessage: (listener) => void port1.on('message', listener),
    onClose: (listener) => void port1.on('close', listener),
    postMessage: (data) => port1.postMessage(data),
    start: () => port1.start(),
    close: () => port1.close(),
  })
  port2.start()
  return port2
}

describeTransport('API over a message port', (router) => {
  const port = serve(router)
  const client: Client = createORPCClient(new RPCLink({ port }))
  return Promise.resolve({
    client,
    close: () => {
      port.close()
      return Promise.resolve()
    },
  })
})

const moreNonsense: readonly (readonly [string, unknown])[] = [
  ...nonsense,
  ['an object', { i: '1', p: {} }],
  ['nothing at all', undefined],
]

it.each(moreNonsense)('closes a port that says %s', async (_, message) => {
  const port = serve((await createRig()).router)
  const closed = once(port, 'close')
  port.postMessage(message)
  await expect(closed).resolves.toBeDefined()
})
