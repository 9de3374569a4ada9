import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { readFile } from 'node:fs/promises'
import type { Duplex } from 'node:stream'
import { BodyLimitPlugin, RPCHandler } from '@orpc/server/node'
import { WebSocketServer, type WebSocket } from 'ws'
import { LabError, type Clock } from '../../shared/base/index.ts'
import { limitSeats } from '../net/index.ts'
import { createSystemClock } from '../system-clock.ts'
import { openingPage, type Opening } from './opening-page.ts'
import { servePeer, type Channel, type Share } from './peer.ts'
import { isLoopback, isOwnCaller, isSameToken } from './request-guard.ts'
import type { ApiRouter } from './router.ts'
import { securityHeaders } from './security-headers.ts'
import { listStaticFiles, type StaticFile, type StaticFiles } from './static-files.ts'

/** Where the WebSocket is, and below it the one call that comes by HTTP. The rest of the server is the built screen. */
const apiPath = '/api'
const piecePath = `${apiPath}/imports/putUpload`

/** Bytes in one message of a client that works the lab; the largest is a whole lab document. */
const workLimit = 16 * 1024 * 1024
/** Of one that looks on and only asks. */
const questionLimit = 64 * 1024
/** For one that looks on: many share the program with who works the lab. */
const onlookersShare: Share = { questions: 8, streams: 16 }

/** A browser opens some seven for a screen. Each takes a descriptor that the lab may lack, known or unknown as its client is. */
const mostConnections = 512

/** ms between two questions whether a screen is still there: a laptop that is closed says nothing. */
const heartbeat = 20_000

export type ControlServer = {
  /** The address of the page, with its token. */
  readonly url: string
  readonly port: number
  /** Cuts every connection. */
  close(): Promise<void>
}

/** Many screens of other computers. */
export type Audience = {
  /** How many at once. */
  readonly most: number
  /** Told how many there are whenever that changes. */
  readonly changed: (screens: number) => void
}

type Options = {
  /** Or a promise of it: until it is kept there is nothing but the page of `opening`. */
  readonly router: ApiRouter | Promise<ApiRouter>
  readonly opening?: () => Opening | undefined
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  readonly token: string
  readonly clock?: Clock
  /** The built renderer; absent when only programs connect. */
  readonly staticDir?: string
  /** Absent where the lab's own screens come. With it the token as a path leads in, too: people type it. */
  readonly audience?: Audience
}

const refuse = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, { 'Content-Type': 'text/plain' }).end(`${text}\n`)
}

const refuseUpgrade = (socket: Duplex, status: string): void => {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

const callerOf = ({ headers }: IncomingMessage) => ({ host: headers.host, origin: headers.origin })

/** The target of a request; undefined when it is not a path. */
const targetOf = (request: IncomingMessage): URL | undefined =>
  request.url?.startsWith('/') === true
    ? (URL.parse(`http://unused${request.url}`) ?? undefined)
    : undefined

/** In one piece: the page waits for its program, and a stream would bring each 64 KiB by a turn of its own. */
const sendFile = async (
  request: IncomingMessage,
  response: ServerResponse,
  { path, headers }: StaticFile,
): Promise<void> => {
  const body = await readFile(path)
  response.writeHead(200, { ...headers, 'Content-Length': body.length })
  response.end(request.method === 'HEAD' ? undefined : body)
}

type Serve = (request: IncomingMessage, response: ServerResponse) => void

/** Takes pieces of uploads: a browser sends a file by HTTP several times as fast as through a WebSocket. */
const servePieces = (router: ApiRouter, token: string): Serve => {
  const plugins = [new BodyLimitPlugin({ maxBodySize: workLimit })]
  const handler = new RPCHandler(router, { plugins })
  return (request, response) => {
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    if (isSameToken(given, token))
      handler
        .handle(request, response, { prefix: apiPath })
        .catch(() => refuse(response, 400, 'Bad request'))
    else refuse(response, 401, 'Unauthorized')
  }
}

/** What is served by HTTP. */
type Served = {
  readonly files: StaticFiles | undefined
  /** Absent for who only looks on. */
  readonly pieces: Serve | undefined
  /** The page that a path leads to. */
  readonly leadsIn: (path: string) => string | undefined
}

const answer = (
  { files, pieces, leadsIn }: Served,
  request: IncomingMessage,
  response: ServerResponse,
): void => {
  const target = targetOf(request)
  if (target === undefined) refuse(response, 400, 'Bad request')
  else if (target.pathname === piecePath && request.method === 'POST' && pieces !== undefined) {
    pieces(request, response)
  } else if (request.method !== 'GET' && request.method !== 'HEAD') {
    refuse(response, 405, 'Method not allowed')
  } else {
    const file = files?.find(target.pathname)
    const page = leadsIn(target.pathname)
    if (page !== undefined) response.writeHead(303, { Location: page }).end()
    else if (file === undefined) refuse(response, 404, 'Not found')
    else sendFile(request, response, file).catch(() => refuse(response, 404, 'Not found'))
  }
}

/**
 * Whether the request came before that ahead of it on its connection was answered. No browser does so, and a packet has room
 * for a thousand, each with a file to hold in memory.
 */
const asksAhead = (response: ServerResponse): boolean => response.socket === null

/** What is answered while there is no lab yet. */
const answerOpening = (opening: Opening | undefined, response: ServerResponse): void => {
  if (opening === undefined) return refuse(response, 503, 'The lab is being opened')
  const { headers, body } = openingPage(opening)
  response.writeHead(200, headers).end(body)
}

/** Close code of a socket whose client sent what is no message (RFC 6455 section 7.4.1). */
const invalidPayload = 1007

/**
 * Serves the API on a socket. A message counts as sent when its bytes have left for the kernel, so a
 * reader that is slow holds back the stream that feeds it.
 */
const serveSocket = (router: ApiRouter, socket: WebSocket, share: Share | undefined): void => {
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  const channel: Channel = {
    send: (message) =>
      new Promise((resolve) => {
        socket.send(message, (error) => {
          // A failed send means a socket that closes: once that is told, what runs on it has ended.
          if (!error) resolve()
          else void closed.then(resolve)
        })
      }),
    refuse: () => socket.close(invalidPayload),
    flow: (isOpen) => (isOpen ? socket.resume() : socket.pause()),
  }
  const peer = servePeer(router, channel, share)
  socket.on('message', (data, isBinary) => {
    // `ws` hands text over as bytes, too: one buffer, as its default `binaryType` says.
    if (Buffer.isBuffer(data)) peer.receive(isBinary ? data : data.toString())
  })
  socket.on('close', () => peer.close())
  // The close event follows; an error without a listener would end the process.
  socket.on('error', () => {})
}

const listen = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new LabError('net.port-in-use', `Port ${port} of ${host} is taken.`, { host, port })
          : error,
      ),
    )
    server.listen(port, host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })

/** Counts the screens and lets go of those that do not answer any more. Returns how to stop. */
const attend = (sockets: WebSocketServer, { changed }: Audience, clock: Clock): (() => void) => {
  const answered = new WeakSet<WebSocket>()
  sockets.on('connection', (socket) => {
    answered.add(socket)
    socket.on('pong', () => answered.add(socket))
    socket.on('close', () => changed(sockets.clients.size))
    changed(sockets.clients.size)
  })
  const over = new AbortController()
  const ask = async (): Promise<never> => {
    for (;;) {
      await clock.sleep(heartbeat, over.signal)
      for (const socket of sockets.clients) {
        if (!answered.delete(socket)) socket.terminate()
        else socket.ping()
      }
    }
  }
  // It ends by the signal alone.
  ask().catch(() => undefined)
  return () => over.abort()
}

const pageOf = (token: string): string => `/?token=${encodeURIComponent(token)}`

/**
 * Serves the built screen and the API over a WebSocket. Entry takes the token, a Host header that is ours and, from a
 * browser, our own Origin. Rejects with `net.port-in-use`.
 */
const serveScreen = async ({
  router: coming,
  opening = () => undefined,
  host,
  port,
  token,
  clock = createSystemClock(),
  staticDir,
  audience,
}: Options): Promise<ControlServer> => {
  const files = staticDir === undefined ? undefined : await listStaticFiles(staticDir)
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: audience === undefined ? workLimit : questionLimit,
  })
  const share = audience && onlookersShare
  const leave = audience && attend(sockets, audience, clock)
  const isFull = () => audience !== undefined && sockets.clients.size >= audience.most
  const leadsIn = (path: string) =>
    audience !== undefined && isSameToken(path.slice(1), token) ? pageOf(token) : undefined

  let served: Served | undefined
  const enter = (router: ApiRouter) => {
    const pieces = audience === undefined ? servePieces(router, token) : undefined
    served = { files, pieces, leadsIn }
    sockets.on('connection', (socket) => serveSocket(router, socket, share))
  }
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
    if (asksAhead(response)) request.socket.destroy()
    else if (!isOwnCaller(callerOf(request), host, bound)) refuse(response, 403, 'Forbidden')
    else if (served === undefined) answerOpening(opening(), response)
    else answer(served, request, response)
  })
  Promise.resolve(coming).then(enter, () => undefined)
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    const target = targetOf(request)
    if (target?.pathname !== apiPath) refuseUpgrade(socket, '404 Not Found')
    else if (!isOwnCaller(callerOf(request), host, bound)) refuseUpgrade(socket, '403 Forbidden')
    else if (!isSameToken(target.searchParams.get('token'), token)) {
      refuseUpgrade(socket, '401 Unauthorized')
    } else if (isFull() || served === undefined) refuseUpgrade(socket, '503 Service Unavailable')
    else {
      sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client))
    }
  })
  const bound = await listen(server, host, port)
  limitSeats(server, { most: mostConnections, clock })

  return {
    url: `http://${host}:${bound}${pageOf(token)}`,
    port: bound,
    close: async () => {
      leave?.()
      for (const client of sockets.clients) client.terminate()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}

type ControlOptions = Omit<Options, 'host' | 'audience'> & { readonly host?: string }

/** The screens that work the lab, on loopback alone. */
export const serveWebSocket = async ({
  host = '127.0.0.1',
  ...options
}: ControlOptions): Promise<ControlServer> => {
  if (!isLoopback(host)) throw new Error(`The control server listens on loopback, not on ${host}.`)
  return serveScreen({ ...options, host })
}

/** Screens of other computers, for a router that only answers what changes nothing. */
export const serveOnlookers = (
  options: Options & { readonly audience: Audience },
): Promise<ControlServer> => serveScreen(options)
