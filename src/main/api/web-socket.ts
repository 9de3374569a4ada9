import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { readFile } from 'node:fs/promises'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { LabError } from '../../shared/base/index.ts'
import { servePeer } from './peer.ts'
import { isLoopback, isOwnCaller, isSameToken } from './request-guard.ts'
import type { ApiRouter } from './router.ts'
import { securityHeaders } from './security-headers.ts'
import { listStaticFiles, type StaticFile, type StaticFiles } from './static-files.ts'

/** Where the WebSocket is. The rest of the server is the built screen. */
const apiPath = '/api'

/** Bytes in one message of a client; the largest is a whole lab document. */
const messageLimit = 16 * 1024 * 1024

export type ControlServer = {
  /** The address of the page, with its token. */
  readonly url: string
  readonly port: number
  /** Cuts every connection. */
  close(): Promise<void>
}

type Options = {
  readonly router: ApiRouter
  readonly host?: string
  /** 0 takes a free one. */
  readonly port: number
  readonly token: string
  /** The built renderer; absent when only programs connect. */
  readonly staticDir?: string
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

const answer = (
  files: StaticFiles | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): void => {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
  const target = targetOf(request)
  if (target === undefined) refuse(response, 400, 'Bad request')
  else if (request.method !== 'GET' && request.method !== 'HEAD') {
    refuse(response, 405, 'Method not allowed')
  } else {
    const file = files?.find(target.pathname)
    if (file === undefined) refuse(response, 404, 'Not found')
    else sendFile(request, response, file).catch(() => refuse(response, 404, 'Not found'))
  }
}

/** Close code of a socket whose client sent what is no message (RFC 6455 section 7.4.1). */
const invalidPayload = 1007

/**
 * Serves the API on a socket. A message counts as sent when its bytes have left for the kernel, so a
 * reader that is slow holds back the stream that feeds it.
 */
const serveSocket = (router: ApiRouter, socket: WebSocket): void => {
  const peer = servePeer(router, {
    send: (message) =>
      new Promise((resolve) => {
        socket.send(message, (error) => {
          // A failed send means a socket that closes: once that is told, what runs on it has ended.
          if (!error || socket.readyState === socket.CLOSED) resolve()
          else socket.once('close', () => resolve())
        })
      }),
    refuse: () => socket.close(invalidPayload),
  })
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

/**
 * Serves the built screen and the API over a WebSocket, on loopback alone. Entry takes the token, a
 * Host header that is ours and, from a browser, our own Origin. Rejects with `net.port-in-use`.
 */
export const serveWebSocket = async ({
  router,
  host = '127.0.0.1',
  port,
  token,
  staticDir,
}: Options): Promise<ControlServer> => {
  if (!isLoopback(host)) throw new Error(`The control server listens on loopback, not on ${host}.`)
  const files = staticDir === undefined ? undefined : await listStaticFiles(staticDir)
  const sockets = new WebSocketServer({ noServer: true, maxPayload: messageLimit })
  sockets.on('connection', (socket) => serveSocket(router, socket))

  const server = createServer((request, response) => {
    if (isOwnCaller(callerOf(request), host, bound)) answer(files, request, response)
    else refuse(response, 403, 'Forbidden')
  })
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    const target = targetOf(request)
    if (target?.pathname !== apiPath) refuseUpgrade(socket, '404 Not Found')
    else if (!isOwnCaller(callerOf(request), host, bound)) refuseUpgrade(socket, '403 Forbidden')
    else if (!isSameToken(target.searchParams.get('token'), token)) {
      refuseUpgrade(socket, '401 Unauthorized')
    } else {
      sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client))
    }
  })
  const bound = await listen(server, host, port)

  return {
    url: `http://${host}:${bound}/?token=${encodeURIComponent(token)}`,
    port: bound,
    close: async () => {
      for (const client of sockets.clients) client.terminate()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}
