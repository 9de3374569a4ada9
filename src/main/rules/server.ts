import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { LabError } from '../../shared/base/index.ts'
import { readBody } from '../read-body.ts'

/** An answer: a status and a JSON body. */
export type Answer = { readonly status: number; readonly body: unknown; readonly allow?: string }
export type Ask = {
  readonly method: string
  readonly path: string
  readonly from: string
  readonly body: string
}

/** Real ms: of a head, of a whole request, and between two looks at that. */
const patience = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
} as const

/** Attributes of one machine are about 1 kB; nobody needs more than this. */
const bodyLimit = 64 * 1024

const tooLong = () =>
  new LabError('rules.bad-request', `The body is longer than ${bodyLimit} bytes.`, {
    limit: bodyLimit,
  })

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
      const body = await readBody(request, bodyLimit, tooLong)
      send(response, await answer({ ...head, body: body.toString() }), false)
    } catch (error) {
      send(response, await refuse(head, error), true)
    }
  }
  return createServer(patience, (request, response) => {
    // A client that goes away in the middle leaves nothing to answer.
    serve(request, response).catch(() => response.destroy())
  })
}
