import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { isHttp, plainAddress, type Endpoint, type Network } from '../net/index.ts'
import type { Capture } from './capture.ts'
import { ourEnd } from './ends.ts'

const endsOf = ({ socket }: IncomingMessage): { local: Endpoint; peer: Endpoint } => ({
  local: { address: plainAddress(socket.localAddress), port: socket.localPort ?? 0 },
  peer: { address: plainAddress(socket.remoteAddress), port: socket.remotePort ?? 0 },
})

const linesOf = (rawHeaders: readonly string[]): string =>
  rawHeaders.map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join('')

const requestHead = ({ method, url, httpVersion, rawHeaders }: IncomingMessage): string =>
  `${method} ${url} HTTP/${httpVersion}\r\n${linesOf(rawHeaders)}\r\n`

const responseHead = (response: ServerResponse): string => {
  const headers = Object.entries(response.getHeaders()).map(
    ([name, value]) => `${name}: ${String(value)}\r\n`,
  )
  return `HTTP/1.1 ${response.statusCode} ${response.statusMessage}\r\n${headers.join('')}\r\n`
}

/** Keeps the heads of a server's HTTP messages: a request when it is read, a response when it is written. */
const tapHttp = (server: Server, capture: Capture): void => {
  const keep = (direction: 'received' | 'sent', ends: ReturnType<typeof endsOf>, head: string) =>
    capture.keep({ direction, carrier: 'tcp', ...ends, payload: Buffer.from(head, 'latin1') })
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    const ends = endsOf(request)
    keep('received', ends, requestHead(request))
    const writeHead = response.writeHead.bind(response)
    // Node writes the head through this method too when nobody calls it.
    response.writeHead = (...given: unknown[]) => {
      const headers = given.at(-1)
      Reflect.apply(writeHead, response, given)
      keep('sent', ends, withGiven(responseHead(response), headers))
      return response
    }
  })
}

/** Headers given to `writeHead` itself do not show in `getHeaders` when no other was set before. */
const withGiven = (head: string, headers: unknown): string => {
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers)) return head
  const missing = Object.entries(headers).filter(
    ([name]) => !head.toLowerCase().includes(`\r\n${name.toLowerCase()}: `),
  )
  const lines = missing.map(([name, value]) => `${name}: ${String(value)}\r\n`).join('')
  return `${head.slice(0, -2)}${lines}\r\n`
}

const nameOf = ({ address, port }: Endpoint): string => `${address}:${port}`

/** The same network, with a copy of every datagram and HTTP head kept. */
export const tapNetwork = (network: Network, capture: Capture): Network => {
  /** Where its sockets send from. What one of them hears of another (a broadcast, our own test client) was kept when it was sent. */
  const own = new Set<string>()

  const udp: Network['udp'] = async (options) => {
    let end = ourEnd(network, options)
    const socket = await network.udp({
      ...options,
      onDatagram: (datagram) => {
        const { from: peer, bytes: payload } = datagram
        const local = end.received(peer)
        if (!own.has(nameOf(peer)))
          capture.keep({ direction: 'received', carrier: 'udp', local, peer, payload })
        options.onDatagram(datagram)
      },
    })
    end = ourEnd(network, socket.local)
    const name = nameOf(end.sent())
    own.add(name)
    return {
      ...socket,
      send: (payload, peer) => {
        capture.keep({ direction: 'sent', carrier: 'udp', local: end.sent(), peer, payload })
        socket.send(payload, peer)
      },
      close: () => {
        own.delete(name)
        return socket.close()
      },
    }
  }

  return {
    ...network,
    get descriptor() {
      return network.descriptor
    },
    udp,
    listen: (server, at) => {
      if (isHttp(server)) tapHttp(server, capture)
      return network.listen(server, at)
    },
  }
}
