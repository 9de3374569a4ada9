import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { Server } from 'node:net'
import { LabError } from '../../shared/base/index.ts'
import type { BulkDatagrams, Parcel, UdpBinding } from './native/binding.ts'
import type { Datagram, Endpoint, UdpSocket } from './network.ts'

/** Bytes the kernel keeps for us while we are busy: a boot storm comes in one burst. */
const receiveBuffer = 4 * 1024 * 1024

const growBuffer = (socket: Socket) => {
  try {
    socket.setRecvBufferSize(receiveBuffer)
  } catch {
    // The system's own limit holds; a smaller buffer only drops earlier under a burst.
  }
}

/** The system's handle of a socket that Node made; `undefined` where Node keeps it to itself, as on Windows. */
const handleOf = (socket: Socket): number | undefined => {
  const handle: unknown = Reflect.get(socket, '_handle')
  const fd: unknown = typeof handle === 'object' && handle !== null ? Reflect.get(handle, 'fd') : -1
  return typeof fd === 'number' && fd >= 0 ? fd : undefined
}

/** Rejects when the system refuses to tie the socket: better none than one that is heard elsewhere. */
const tieIfAsked = (socket: Socket, binding: UdpBinding) => {
  if (!('tie' in binding) || binding.tie === undefined) return
  const handle = handleOf(socket)
  if (handle !== undefined && !binding.tie(handle))
    throw new LabError('net.native-call', 'The system does not tie the socket to its interface.')
}

const close = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    try {
      socket.close(() => {
        resolve()
      })
    } catch {
      resolve()
    }
  })

/** All our destinations are addresses; asking the resolver about each costs as much as half the sending. */
export const takeAsItIs = (
  address: string,
  _options: unknown,
  done: (error: null, address: string, family: number) => void,
) => {
  done(null, address, 4)
}

/**
 * The same bytes as no `Buffer`: to the engine that is another type, and for its sake it would compile all that reads packets once more.
 */
const plain = ({ buffer, byteOffset, length }: Buffer): Uint8Array =>
  new Uint8Array(buffer, byteOffset, length)

/** How a socket's datagrams leave and, after the one that woke us, come. */
type Traffic = {
  /** What else has come. */
  received(): readonly Datagram[]
  send(bytes: Uint8Array, to: Endpoint): void
  /** Sends what waits. */
  flush(): void
}

/** A datagram may come from port 0 (RFC 768): Node throws at who would answer it, in the middle of what else it does. */
const sendOne = (socket: Socket, bytes: Uint8Array, { address, port }: Endpoint) => {
  try {
    socket.send(bytes, port, address)
  } catch (error) {
    socket.emit('error', error)
  }
}

const singly = (socket: Socket): Traffic => ({
  received: () => [],
  send(bytes, to) {
    sendOne(socket, bytes, to)
  },
  flush: () => undefined,
})

/** What is sent in one go of the event loop leaves in few calls, in its order. */
const inBulk = (socket: Socket, fd: number, bulk: BulkDatagrams): Traffic => {
  let waiting: Parcel[] = []
  const failed = (error: Error) => socket.emit('error', error)
  const flush = () => {
    const parcels = waiting
    waiting = []
    for (const { bytes, to } of bulk.send(fd, parcels, failed)) sendOne(socket, bytes, to)
  }
  return {
    received: () => bulk.receive(fd),
    send(bytes, to) {
      if (waiting.push({ bytes, to }) === 1) process.nextTick(flush)
    },
    flush,
  }
}

/** Opens a UDP socket. Rejects with the system's own error and leaves nothing open. */
export const openUdp = async (
  binding: UdpBinding,
  handlers: {
    readonly onDatagram: (datagram: Datagram) => void
    readonly onError: (error: Error) => void
  },
): Promise<UdpSocket> => {
  const socket = createSocket({ type: 'udp4', lookup: takeAsItIs })
  try {
    // A descriptor makes it listen at once, inside of bind.
    const listening = once(socket, 'listening')
    socket.bind(binding)
    await listening
    tieIfAsked(socket, binding)
  } catch (error) {
    await close(socket)
    throw error
  }
  if (!('fd' in binding)) growBuffer(socket)
  const traffic =
    'fd' in binding && binding.bulk !== undefined
      ? inBulk(socket, binding.fd, binding.bulk)
      : singly(socket)
  const closed = { yes: false }
  socket.on('message', (bytes, from) => {
    handlers.onDatagram({ bytes: plain(bytes), from: { address: from.address, port: from.port } })
    if (closed.yes) return
    for (const datagram of traffic.received()) if (!closed.yes) handlers.onDatagram(datagram)
  })
  socket.on('error', handlers.onError)
  const { address, port } = socket.address()
  return {
    local: { address, port },
    send(bytes, to) {
      if (!closed.yes) traffic.send(bytes, to)
    },
    close() {
      if (closed.yes) return Promise.resolve()
      traffic.flush()
      closed.yes = true
      return close(socket)
    },
  }
}

/** Makes a TCP server listen. Rejects with the system's own error. */
export const listenTcp = async (
  server: Server,
  binding: { readonly host: string; readonly port: number } | { readonly fd: number },
): Promise<Endpoint> => {
  const listening = once(server, 'listening')
  server.listen(binding)
  await listening
  const bound = server.address()
  if (bound === null || typeof bound === 'string')
    throw new LabError('lab.unexpected', 'A TCP server listens on something that is not a port.')
  return { address: bound.address, port: bound.port }
}
