import { createServer, type Server, type Socket } from 'node:net'
import type { Clock } from '../../shared/base/index.ts'
import { plainAddress } from '../net/index.ts'
import { createFrames } from './frames.ts'

/** Connections at a time, of all senders and of one; one that says nothing for so long (ms) is closed. */
const most = { connections: 512, ofOne: 8, silence: 30 * 60_000 } as const

/** ms that a connection is not read when more came by it than is kept: its sender waits, not the lab. */
const rest = 250

/** A server of TCP connections that bring messages. `take` is false for one that was dropped. */
export const createStreams = (
  take: (message: Uint8Array, address: string) => boolean,
  clock: Clock,
): { readonly server: Server; close(): void } => {
  const open = new Map<Socket, string>()
  const over = new AbortController()

  const admit = (socket: Socket) => {
    const address = plainAddress(socket.remoteAddress)
    const ofOne = open
      .values()
      .filter((each) => each === address)
      .toArray().length
    if (ofOne >= most.ofOne) {
      socket.destroy()
      return
    }
    open.set(socket, address)
    const frames = createFrames()
    const takeAll = (messages: Iterable<Uint8Array>) => {
      let kept = true
      for (const message of messages) kept = take(message, address) && kept
      return kept
    }
    socket.setTimeout(most.silence, () => socket.destroy())
    socket.on('data', (chunk: Buffer) => {
      if (takeAll(frames.push(chunk))) return
      socket.pause()
      clock.sleep(rest, over.signal).then(
        () => socket.resume(),
        () => undefined,
      )
    })
    // It is closed after that.
    socket.on('error', () => undefined)
    socket.on('close', () => {
      takeAll(frames.end())
      open.delete(socket)
    })
  }

  const server = createServer(admit)
  server.maxConnections = most.connections
  return {
    server,
    close() {
      over.abort()
      server.close()
      for (const socket of open.keys()) socket.destroy()
    },
  }
}
