import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Duplex } from 'node:stream'
import type { Clock } from '../../shared/base/index.ts'
import type { FactOf } from '../../shared/facts/index.ts'
import { closeServer, limitSeats, type Crowded, type Endpoint, type Network } from '../net/index.ts'
import type { Credentials } from './lab-ca.ts'
import type { WaiterLimits } from './limits.ts'

/** One open port of the waiter. */
export type Listener = {
  /** Base URL as hosts see it. */
  readonly url: string
  readonly on: string
  /** Stops listening and destroys what is connected. */
  close(): Promise<void>
}

/**
 * Opens a port. Bytes that are not HTTP, and requests that do not arrive whole in time, are answered,
 * noted and cut off here. The errors of `network.listen`.
 */
export const openListener = async ({
  network,
  at,
  credentials,
  limits,
  onRequest,
  onBadInput,
  onCrowded,
  clock,
}: {
  readonly network: Network
  readonly at: Endpoint
  /** With these the port speaks TLS. */
  readonly credentials?: Credentials | undefined
  readonly limits: WaiterLimits
  readonly onRequest: (url: () => string) => RequestListener
  readonly onBadInput: (fact: FactOf<'net.badInput'>) => void
  readonly onCrowded: (crowded: Crowded) => void
  readonly clock: Pick<Clock, 'now'>
}): Promise<Listener> => {
  let url = ''
  const options = {
    headersTimeout: limits.head,
    requestTimeout: limits.head,
    keepAliveTimeout: limits.idle,
    connectionsCheckingInterval: Math.min(1000, limits.head),
    // Refused by us instead, so that it is noted like any other.
    requireHostHeader: false,
  }
  const handler = onRequest(() => url)
  const server: Server =
    credentials === undefined
      ? createServer(options, handler)
      : createTlsServer({ ...options, ...credentials, ...tlsOptions(limits) }, handler)
  answerHalfClosed(server)
  const newest = new WeakMap<Duplex, Exchange>()
  server.on('request', (request, response) => newest.set(request.socket, { request, response }))
  server.on('clientError', (error, socket) => {
    const fact = refuseConnection(error, socket, newest.get(socket))
    if (fact !== undefined) onBadInput(fact)
  })
  // Node would cut it off without a word.
  server.on('connect', (_request, socket) => endWith(socket, notImplemented))
  const { address, port } = await network.listen(server, at)
  limitSeats(server, { most: limits.connections, clock, onCrowded })
  url = `${credentials === undefined ? 'http' : 'https'}://${address}:${port}`
  return { url, on: `${address}:${port}`, close: () => closeServer(server) }
}

/**
 * A client that has asked may close its own end and still read (RFC 9293 section 3.6). Node drops it then, unless this is set,
 * which its types do not know.
 */
const answerHalfClosed = (server: Server) => Object.assign(server, { httpAllowHalfOpen: true })

const tlsOptions = ({ head }: WaiterLimits) =>
  ({ minVersion: 'TLSv1.2', handshakeTimeout: head, allowHalfOpen: true }) as const

const statusLines: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
}

const notImplemented = '501 Not Implemented'

/** Whether it is a request all the same, by a method that HTTP's parser does not know (RFC 9110 section 9.1). */
const asksUnknown = (error: NodeJS.ErrnoException): boolean => {
  if (error.code !== 'HPE_INVALID_METHOD' || !('rawPacket' in error)) return false
  if (!Buffer.isBuffer(error.rawPacket)) return false
  const packet = error.rawPacket.toString('latin1')
  // Other requests may stand before it.
  const line = packet.slice(packet.lastIndexOf('\n', offsetOf(error)) + 1)
  return /^[\w!#$%&'*+.^`|~-]+ \S+ HTTP\/1\.[01]\r\n/.test(line)
}

/** Where in what came it stopped to be HTTP. */
const offsetOf = (error: NodeJS.ErrnoException): number =>
  'bytesParsed' in error && typeof error.bytesParsed === 'number' ? error.bytesParsed : 0

/** ms a refused connection may stay open for its client to read why. */
const lingering = 1_000

const endWith = (socket: Duplex, status: string): void => {
  socket.on('error', () => undefined)
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`)
  // A client that never closes its own end would keep it half open for ever.
  setTimeout(() => socket.destroy(), lingering).unref()
}

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse }

/** Connections that are refused as soon as all that was asked before is answered. */
const refusedNext = new WeakSet<Duplex>()

/** Whole requests before it are answered first: a refusal in the middle of their bodies would be taken for a part of them. */
const refuseNext = (socket: Duplex, status: string, before: Exchange | undefined): void => {
  if (before === undefined || before.response.closed || !before.request.complete) {
    endWith(socket, status)
    return
  }
  refusedNext.add(socket)
  socket.pause()
  before.response.once('close', () => {
    if (socket.writable) endWith(socket, status)
  })
}

/** What a connection did that could not become a request; one that was lost, or refused before, did nothing. */
const refuseConnection = (
  error: NodeJS.ErrnoException,
  socket: Duplex,
  before: Exchange | undefined,
): FactOf<'net.badInput'> | undefined => {
  const from = 'remoteAddress' in socket ? String(socket.remoteAddress) : ''
  const code = error.code ?? ''
  const isTls = code.startsWith('ERR_SSL')
  const isBad = isTls || code.startsWith('HPE_') || statusLines[code] !== undefined
  if (isBad && refusedNext.has(socket)) return undefined
  if (!isBad || socket.writableEnded) {
    socket.destroy()
    return undefined
  }
  const status = statusLines[code] ?? (asksUnknown(error) ? notImplemented : '400 Bad Request')
  if (socket.writable && !isTls) refuseNext(socket, status, before)
  else socket.destroy()
  const reason = { code: 'waiter.bad-request', message: error.message }
  return { type: 'net.badInput', component: 'waiter', from, reason, at: offsetOf(error) }
}
