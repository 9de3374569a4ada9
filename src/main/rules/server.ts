import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { LabError } from '../../shared/base/index.ts'

/** An answer: a status and a JSON body. */
export type Answer = { readonly status: number; readonly body: unknown; readonly allow?: string }
export type Ask = {
  readonly method: string
  readonly path: string
  readonly from: string
  readonly body: string
}

/** Attributes of one machine are about 1 kB; nobody needs more than this. */
const bodyLimit = 64 * 1024

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > bodyLimit)
      throw new LabError('rules.bad-request', `The body is longer than ${bodyLimit} bytes.`, {
        limit: bodyLimit,
      })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const send = (response: ServerResponse, { status, body, allow }: Answer, close: boolean): void => {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...(allow === undefined ? {} : { allow }),
    ...(close ? { connection: 'close' } : {}),
  })
  response.end(text)
}

/** HTTP server of JSON questions. `refuse` words the answer when a body cannot be read. */
export const createJsonServer = (
  answer: (ask: Ask) => Promise<Answer>,
  refuse: (ask: Omit<Ask, 'body'>, error: unknown) => Promise<Answer>,
): Server => {
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const head = {
      method: request.method ?? '',
      path: (request.url ?? '').split('?')[0] ?? '',
      from: `${request.socket.remoteAddress ?? '?'}:${request.socket.remotePort ?? 0}`,
    }
    try {
      send(response, await answer({ ...head, body: await readBody(request) }), false)
    } catch (error) {
      send(response, await refuse(head, error), true)
    }
  }
  const server = createServer((request, response) => {
    // A client that goes away in the middle leaves nothing to answer.
    serve(request, response).catch(() => response.destroy())
  })
  server.requestTimeout = 10_000
  server.headersTimeout = 5_000
  return server
}

/** `LabError` `net.port-in-use` or `net.port-denied` for what listen() can meet, else the error itself. */
const listenError = (error: NodeJS.ErrnoException, on: string): Error => {
  if (error.code === 'EADDRINUSE')
    return new LabError('net.port-in-use', `${on} is taken by another program.`, { on }, error)
  if (error.code === 'EACCES')
    return new LabError(
      'net.port-denied',
      `The system does not let us listen on ${on}.`,
      { on },
      error,
    )
  return error
}

/** Listens on one address; resolves with `address:port`. */
export const listenOn = (server: Server, address: string, port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      reject(listenError(error, `${address}:${port}`))
    }
    server.once('error', failed)
    server.listen({ host: address, port, exclusive: true }, () => {
      server.off('error', failed)
      const bound = server.address()
      resolve(`${address}:${typeof bound === 'object' && bound !== null ? bound.port : port}`)
    })
  })

/** Closes the listener and cuts live connections. */
export const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => {
      resolve()
    })
    server.closeAllConnections()
  })
