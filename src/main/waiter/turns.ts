import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** What became of a request that came before those ahead of it were answered. */
export type Turn = 'first' | 'gone' | 'tooMany'

/** More than any client asks for at once; so many requests take next to no memory. */
const most = 100

/**
 * Requests that came on one connection without waiting for answers (RFC 9112 section 9.3.2) are worked on one after
 * the other: so a connection has one body on its way, however many it asks for.
 */
export const createTurns = () => {
  const waiting = new WeakMap<Socket, number>()

  /** Resolves when it is the request's turn, or there is none. A connection that asks for too much is cut. */
  return async ({ socket }: IncomingMessage, response: ServerResponse): Promise<Turn> => {
    if (response.socket !== null) return 'first'
    if (socket.destroyed) return 'gone'
    const others = waiting.get(socket) ?? 0
    if (others >= most) {
      socket.destroy()
      return 'tooMany'
    }
    waiting.set(socket, others + 1)
    await new Promise<void>((resolve) => {
      response.once('socket', () => resolve())
      response.once('close', () => resolve())
    })
    waiting.set(socket, (waiting.get(socket) ?? 1) - 1)
    return response.socket === null ? 'gone' : 'first'
  }
}
