import { LabError } from '../../shared/base/index.ts'
import type { TftpSettings } from '../../shared/document/schema.ts'
import type { Datagram, Endpoint, Network, UdpSocket } from '../net/network.ts'

type Heard = (datagram: Datagram) => void

/** Where transfers get their sockets: each one of its own, one of a range, or all the server's. */
export type Ports = {
  /** `LabError` `tftp.no-port` when the range is used up. */
  udp(client: Endpoint, onDatagram: Heard): Promise<UdpSocket>
  /** The same as a bare descriptor; undefined where the network or the mode has none. */
  descriptor(): Promise<number | undefined>
  /** Single-port mode: hands a datagram of the server's socket to its transfer. False when it has none. */
  pass(datagram: Datagram): boolean
}

const isTaken = (error: unknown): boolean =>
  error instanceof LabError && error.code === 'net.port-in-use'

/** Tries the ports of a range in turn, beginning after the one used last. */
const createRotation = (first: number, last: number) => {
  let next = first
  return async <T>(open: (port: number) => Promise<T>): Promise<T> => {
    for (let tries = last - first + 1; tries > 0; tries -= 1) {
      const port = next
      next = port < last ? port + 1 : first
      try {
        return await open(port)
      } catch (error) {
        if (!isTaken(error)) throw error
      }
    }
    throw new LabError('tftp.no-port', `All ports from ${first} to ${last} are in use`, {
      first,
      last,
    })
  }
}

/** A socket for one transfer that is really the server's own. */
const shareMain = (main: UdpSocket, onClose: () => void): UdpSocket => ({
  local: main.local,
  send: (bytes, to) => main.send(bytes, to),
  close: async () => onClose(),
})

export const createPorts = ({
  network,
  main,
  mode,
}: {
  readonly network: Network
  readonly main: UdpSocket
  readonly mode: NonNullable<TftpSettings['ports']>
}): Ports => {
  const { address } = network
  const sharers = new Map<string, Heard>()
  const keyOf = (client: Endpoint) => `${client.address}:${client.port}`
  const anyPort = <T>(open: (port: number) => Promise<T>): Promise<T> => open(0)
  const onPort = typeof mode === 'object' ? createRotation(mode.first, mode.last) : anyPort

  return {
    udp: async (client, onDatagram) => {
      if (mode === 'single') {
        sharers.set(keyOf(client), onDatagram)
        return shareMain(main, () => sharers.delete(keyOf(client)))
      }
      return onPort((port) => network.udp({ address, port, onDatagram, onError: () => undefined }))
    },
    descriptor: async () =>
      mode === 'single' || network.descriptor === undefined
        ? undefined
        : onPort(async (port) => network.descriptor?.({ address, port })),
    pass: (datagram) => {
      const hear = sharers.get(keyOf(datagram.from))
      hear?.(datagram)
      return hear !== undefined
    },
  }
}
