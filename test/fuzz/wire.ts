import type { Datagram, Endpoint, Network } from '../../src/main/net/index.ts'

/** What a socket of the server sent. */
export type Sent = {
  readonly bytes: Uint8Array
  /** The socket's port. */
  readonly socket: number
  /** Whether it is the one the server listens on. */
  readonly isMain: boolean
  readonly to: Endpoint
}

export const textOf = ({ address, port }: Endpoint): string => `${address}:${String(port)}`

/** A network in memory: its sockets hand datagrams to the caller at once. */
export const createWire = (
  address: string,
  on: { readonly sent: (sent: Sent) => void; readonly closed: (socket: number) => void },
) => {
  const sockets = new Map<number, (datagram: Datagram) => void>()
  let last = 0
  const network: Network = {
    kind: 'interface',
    name: 'memory',
    address,
    async udp({ onDatagram }) {
      const port = (last += 1)
      sockets.set(port, onDatagram)
      return {
        local: { address, port },
        send: (bytes, to) => on.sent({ bytes, socket: port, isMain: port === 1, to }),
        async close() {
          sockets.delete(port)
          on.closed(port)
        },
      }
    },
    listen: () => Promise.reject(new Error('Nothing listens on this network.')),
    broadcast: (asked) => asked,
  }
  return {
    network,
    main: () => 1,
    /** The ports of the sockets that are open. */
    open: () => [...sockets.keys()],
    /** Delivers a datagram to a socket, if it is open. */
    deliver: (socket: number, datagram: Datagram) => sockets.get(socket)?.(datagram),
  }
}
