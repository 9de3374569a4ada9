import type { Server } from 'node:http'
import type { Endpoint, Network, UdpSocket } from '../../net/network.ts'

/**
 * A machine's cables. Whatever it sends and hears goes through here: with the cables out, datagrams are
 * lost, connections fall silent, and its own listener is gone.
 */
export type Uplink = Pick<Network, 'udp'> & {
  isIn(): boolean
  /** Ends when the cables are pulled; aborted already when they are out. */
  whileUp(): AbortSignal
  plug(isIn: boolean): void
  /** Makes a server listen whenever the cables are in, until the signal ends it. */
  serve(server: () => Server, at: Endpoint, signal: AbortSignal): Promise<Endpoint>
}

export const createUplink = (network: Network): Uplink => {
  let up = new AbortController()
  const listeners = new Set<() => void>()
  const isIn = (): boolean => !up.signal.aborted

  const closing = (server: Server) => {
    server.close()
    server.closeAllConnections()
  }

  return {
    isIn,
    whileUp: () => up.signal,
    plug: (wanted) => {
      if (wanted === isIn()) return
      if (wanted) {
        up = new AbortController()
        for (const listen of listeners) listen()
      } else up.abort()
    },
    udp: async (options) => {
      const socket: UdpSocket = await network.udp({
        ...options,
        onDatagram: (datagram) => {
          if (isIn()) options.onDatagram(datagram)
        },
      })
      return {
        local: socket.local,
        send: (bytes, to) => {
          if (isIn()) socket.send(bytes, to)
        },
        close: () => socket.close(),
      }
    },
    serve: async (make, at, signal) => {
      let bound = at
      const listen = async (): Promise<void> => {
        const server = make()
        bound = await network.listen(server, bound)
        const end = () => closing(server)
        const over = AbortSignal.any([up.signal, signal])
        if (over.aborted) end()
        else over.addEventListener('abort', end, { once: true })
      }
      const again = () => void listen().catch(() => undefined)
      listeners.add(again)
      signal.addEventListener('abort', () => listeners.delete(again), { once: true })
      if (isIn()) await listen()
      return bound
    },
  }
}
