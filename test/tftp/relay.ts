import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { once } from 'node:events'

/** What the relay does to one packet: a delivery after each of these ms; none is a loss. */
export type Decide = (direction: 'toServer' | 'toClient', bytes: Uint8Array) => readonly number[]

/**
 * A cable with a will of its own between clients and one server. Each client gets a socket of the
 * relay's, which speaks to the server for it and whose port the client takes for the server's.
 */
export const openRelay = async (
  address: string,
  server: { readonly host: string; readonly port: number },
  decide: Decide,
) => {
  const timers = new Set<NodeJS.Timeout>()
  const links = new Map<string, Promise<Socket>>()

  const pass = (direction: 'toServer' | 'toClient', bytes: Uint8Array, send: () => void) => {
    for (const delay of decide(direction, bytes)) {
      if (delay === 0) send()
      else {
        const timer = setTimeout(() => {
          timers.delete(timer)
          send()
        }, delay)
        timers.add(timer)
      }
    }
  }
  const bind = async (port: number) => {
    const socket = createSocket('udp4')
    const listening = once(socket, 'listening')
    socket.bind(port, address)
    await listening
    return socket
  }
  const openLink = async (client: RemoteInfo) => {
    const link = await bind(0)
    let transferPort = server.port
    link.on('message', (bytes, from) => {
      if (from.address !== server.host) {
        return pass('toServer', bytes, () => link.send(bytes, transferPort, server.host))
      }
      transferPort = from.port
      pass('toClient', bytes, () => link.send(bytes, client.port, client.address))
    })
    return link
  }
  const front = await bind(0)
  front.on('message', (bytes, client) => {
    const key = `${client.address}:${client.port}`
    const link = links.get(key) ?? openLink(client)
    links.set(key, link)
    void link.then((socket) =>
      pass('toServer', bytes, () => socket.send(bytes, server.port, server.host)),
    )
  })
  return {
    host: address,
    port: front.address().port,
    [Symbol.asyncDispose]: async () => {
      for (const timer of timers) clearTimeout(timer)
      front.close()
      for (const link of links.values()) (await link).close()
    },
  }
}
