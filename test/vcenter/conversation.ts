import { createServer, type IncomingMessage } from 'node:http'
import { once } from 'node:events'
import { z } from 'zod'

/** One request and its answer, as they went over the wire. Secrets are left out. */
export const exchangeList = z.array(
  z.object({
    method: z.string(),
    path: z.string(),
    session: z.boolean(),
    status: z.int(),
    body: z.unknown(),
  }),
)
export type Exchange = z.infer<typeof exchangeList>[number]

type Answer = (request: IncomingMessage) => Promise<{ status: number; text: string }>

const serve = async (answer: Answer) => {
  const server = createServer((request, response) => {
    void answer(request).then(({ status, text }) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(text)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const bound = server.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const saying = ({ method = '', url = '', headers }: IncomingMessage) => ({
  method,
  path: url,
  session: headers['vmware-api-session-id'] !== undefined,
})

const isLogin = ({ method, url }: IncomingMessage) => method === 'POST' && url === '/api/session'

/** Stands between a client and a vCenter and writes down what they say. */
export const recordConversation = async (target: string) => {
  const exchanges: Exchange[] = []
  const proxy = await serve(async (request) => {
    const headers = Object.entries(request.headers).flatMap(([name, value]) =>
      ['authorization', 'vmware-api-session-id'].includes(name) && typeof value === 'string'
        ? [[name, value] as const]
        : [],
    )
    const reply = await fetch(`${target}${request.url}`, {
      method: request.method ?? 'GET',
      headers: { ...Object.fromEntries(headers), connection: 'close' },
    })
    const text = await reply.text()
    const body: unknown = text === '' ? null : JSON.parse(text)
    exchanges.push({
      ...saying(request),
      status: reply.status,
      body: isLogin(request) && reply.status === 201 ? 'a session id' : body,
    })
    return { status: reply.status, text }
  })
  return { ...proxy, exchanges }
}

/** Answers as recorded, in order; a request that differs gets 418 and is kept in `strays`. */
export const replayConversation = async (exchanges: readonly Exchange[]) => {
  const left = [...exchanges]
  const strays: string[] = []
  const server = await serve(async (request) => {
    const next = left.shift()
    const said = saying(request)
    if (
      next === undefined ||
      next.method !== said.method ||
      next.path !== said.path ||
      next.session !== said.session
    ) {
      strays.push(`${said.method} ${said.path}`)
      return { status: 418, text: '{}' }
    }
    return { status: next.status, text: next.body === null ? '' : JSON.stringify(next.body) }
  })
  return { ...server, left, strays }
}
