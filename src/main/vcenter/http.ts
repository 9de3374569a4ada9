import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { toErrorData } from '../../shared/base/index.ts'
import { clientAt } from '../net/index.ts'
import { readBody } from '../read-body.ts'
import { autoDeployRoutes } from './auto-deploy-api.ts'
import { automationRoutes } from './automation-api.ts'
import { ApiError, type Ask, type Face, type Reply } from './face.ts'
import { createSessions } from './sessions.ts'

const largestBody = 64 * 1024

/** ms for a head and for a whole request to come. */
const patience = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
} as const

const badRequest = (message: string): ApiError => new ApiError(400, 'INVALID_ARGUMENT', message)

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  // A browser sends JSON to another origin only after asking, which this server never grants.
  if (request.headers['content-type']?.split(';')[0] !== 'application/json') {
    throw badRequest('The body must be application/json.')
  }
  const tooLarge = () => badRequest(`The body is larger than ${largestBody} bytes.`)
  const body = await readBody(request, largestBody, tooLarge)
  try {
    return JSON.parse(body.toString())
  } catch {
    throw badRequest('The body is not JSON.')
  }
}

const single = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header

const askOf = (request: IncomingMessage): Ask => {
  const url = URL.parse(request.url ?? '/', 'http://vcenter')
  if (url === null) throw badRequest('The address is malformed.')
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    authorization: request.headers.authorization,
    session: single(request.headers['vmware-api-session-id']),
    body: () => bodyOf(request),
  }
}

const send = (response: ServerResponse, { status, body }: Reply): void => {
  if (response.destroyed) return
  if (body === undefined) {
    response.writeHead(status).end()
    return
  }
  const payload = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(payload),
  })
  response.end(payload)
}

/** An error as the API words it. `onBadRequest` hears of input that is not what vCenter speaks. */
const failure = (face: Face, request: IncomingMessage, error: unknown): Reply => {
  if (error instanceof ApiError) {
    if (error.status === 400) face.onBadRequest(clientAt(request.socket), error.message)
    return error.reply()
  }
  const { code, message } = toErrorData(error)
  return new ApiError(500, 'INTERNAL_SERVER_ERROR', `${code}: ${message}`).reply()
}

/** vCenter's HTTP server, not listening yet. */
export const createFace = (face: Face): Server => {
  const routes = [autoDeployRoutes(face), automationRoutes(face, createSessions(face.clock))]
  const answer = async (request: IncomingMessage): Promise<Reply> => {
    try {
      const ask = askOf(request)
      for (const route of routes) {
        const reply = await route(ask)
        if (reply !== undefined) return reply
      }
      throw new ApiError(404, 'NOT_FOUND', `There is no ${ask.method} ${ask.path}.`)
    } catch (error) {
      return failure(face, request, error)
    }
  }
  const server = createServer(patience, (request, response) => {
    answer(request)
      .then((reply) => send(response, reply))
      .catch((error: unknown) => {
        response.destroy()
        face.onUnexpected(error)
      })
  })
  server.on('clientError', (error, socket) => {
    const from = 'remoteAddress' in socket ? String(socket.remoteAddress) : ''
    if (!('code' in error && error.code === 'ECONNRESET')) face.onBadRequest(from, error.message)
    socket.destroy()
  })
  return server
}
