import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { z } from 'zod'
import { hostId, LabError, toErrorData } from '../../shared/base/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import { connectReply, connectRequest } from '../../shared/protocol/index.ts'
import type { Inventory } from './inventory.ts'
import type { Operations } from './operations.ts'

const largestBody = 64 * 1024

/** What the HTTP face reads and does. */
export type Face = {
  readonly document: () => LabDocument
  readonly inventory: () => Inventory
  readonly admit: Operations['admit']
  /** Told of a request that is not what vCenter speaks. */
  readonly onBadRequest: (from: string, message: string) => void
}

type Reply = { readonly status: number; readonly body: unknown }

const bad = (message: string): LabError => new LabError('vcenter.bad-request', message)

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  // A browser sends JSON to another origin only after asking, which this server never grants.
  if (request.headers['content-type']?.split(';')[0] !== 'application/json') {
    throw bad('The body must be application/json.')
  }
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > largestBody) throw bad(`The body is larger than ${largestBody} bytes.`)
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    throw bad('The body is not JSON.')
  }
}

const parse = <T>(schema: z.ZodType<T>, value: unknown): T => {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw bad(z.prettifyError(parsed.error))
  return parsed.data
}

const connectionStates = {
  connected: 'CONNECTED',
  disconnected: 'DISCONNECTED',
  notResponding: 'NOT_RESPONDING',
} as const

/** Summaries in the shape of the vSphere Automation API: `GET /api/vcenter/host`. */
const hostSummaries = (inventory: Inventory): unknown =>
  [...inventory.values()].map(({ id, connection }) => ({
    host: id,
    name: id,
    connection_state: connectionStates[connection],
  }))

/** `GET /api/vcenter/cluster`. */
const clusterSummaries = (document: LabDocument): unknown =>
  document.clusters.map(({ name }) => ({
    cluster: name,
    name,
    ha_enabled: false,
    drs_enabled: true,
  }))

const admit = async (face: Face, host: string, request: IncomingMessage): Promise<Reply> => {
  const { address, agentPort, association } = parse(connectRequest, await bodyOf(request))
  try {
    await face.admit(parse(hostId, host), { address, port: agentPort }, association)
    return { status: 200, body: connectReply.parse({ connected: true, message: 'Connected.' }) }
  } catch (error) {
    if (!(error instanceof LabError) || error.code === 'vcenter.bad-request') throw error
    return { status: 200, body: connectReply.parse({ connected: false, message: error.message }) }
  }
}

const route = async (face: Face, request: IncomingMessage): Promise<Reply> => {
  const path = (request.url ?? '/').split('?')[0] ?? '/'
  if (request.method === 'GET' && path === '/api/vcenter/host') {
    return { status: 200, body: hostSummaries(face.inventory()) }
  }
  if (request.method === 'GET' && path === '/api/vcenter/cluster') {
    return { status: 200, body: clusterSummaries(face.document()) }
  }
  const connect = /^\/api\/autodeploy\/hosts\/([^/]+)\/connect$/.exec(path)?.[1]
  if (request.method === 'POST' && connect !== undefined) return admit(face, connect, request)
  return { status: 404, body: { error_type: 'NOT_FOUND', messages: [] } }
}

const send = (response: ServerResponse, { status, body }: Reply): void => {
  if (response.destroyed) return
  const payload = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(payload),
  })
  response.end(payload)
}

const answer = async (face: Face, request: IncomingMessage): Promise<Reply> => {
  try {
    return await route(face, request)
  } catch (error) {
    const data = toErrorData(error)
    if (data.code !== 'vcenter.bad-request') return { status: 500, body: data }
    face.onBadRequest(peerOf(request), data.message)
    return { status: 400, body: data }
  }
}

const peerOf = ({ socket }: IncomingMessage): string =>
  `${socket.remoteAddress ?? ''}:${socket.remotePort ?? 0}`

/** vCenter's HTTP server, not listening yet. */
export const createFace = (face: Face): Server => {
  const server = createServer((request, response) => {
    void answer(face, request).then((reply) => send(response, reply))
  })
  server.on('clientError', (error, socket) => {
    const from = 'remoteAddress' in socket ? String(socket.remoteAddress) : ''
    if (!('code' in error && error.code === 'ECONNRESET')) face.onBadRequest(from, error.message)
    socket.destroy()
  })
  return server
}
