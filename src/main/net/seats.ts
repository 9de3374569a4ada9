import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Clock } from '../../shared/base/index.ts'
import type { FactOf } from '../../shared/facts/index.ts'
import { whoGivesWay, type Holder } from '../give-way.ts'
import { badInputLimit, createLimiter } from '../limiter.ts'
import { plainAddress } from './plain-address.ts'

/** The other end of a connection, `address:port`. */
export const clientAt = ({
  remoteAddress = '',
  remotePort = 0,
}: Partial<Pick<Socket, 'remoteAddress' | 'remotePort'>>): string =>
  `${remoteAddress}:${remotePort}`

const addressOf = (socket: Socket): string => plainAddress(socket.remoteAddress)

type Seat = Holder & {
  readonly client: string
  socket: Socket
  /** The newest request, and how many have no answer yet. */
  request: IncomingMessage | undefined
  unanswered: number
  since: number
}

const newSeat = (client: string, socket: Socket, since: number): Seat => ({
  ...{ client, socket, since, address: addressOf(socket), request: undefined, unanswered: 0 },
  get asked() {
    // Behind the first a second may be on its way.
    return this.unanswered > 1 || (this.unanswered === 1 && this.request?.complete === true)
  },
})

/** Every host of a large rack at once. */
const usualSeats = 1024

/** What the fact `net.crowded` says of a connection that was closed. */
export type Crowded = Omit<FactOf<'net.crowded'>, 'type' | 'component' | 'host'>

type SeatRules = {
  /** Connections at a time. */
  readonly most?: number
  readonly clock: Pick<Clock, 'now'>
  /** Told at most 20 times a second. */
  readonly onCrowded?: (crowded: Crowded) => void
}

/**
 * Limits the connections of an HTTP or HTTPS server so that no machine keeps others out: past the limit, one that holds its seat
 * for nothing gives it to who comes (decision 0148).
 */
export const limitSeats = (
  server: Server,
  { most = usualSeats, clock, onCrowded }: SeatRules,
): void => {
  const seats = new Map<string, Seat>()
  const now = () => clock.now()
  const admit = createLimiter(clock, badInputLimit)
  const tell = (client: string, still?: number) => {
    const held = admit()
    if (held === undefined) return
    onCrowded?.({ client, open: most, held, ...(still !== undefined && { still }) })
  }

  const speakBy = (seat: Seat, socket: Socket) => {
    seat.socket = socket
    socket.on('drain', () => {
      seat.since = now()
    })
  }
  /** Whether there is a seat for one more. */
  const makeRoom = (comer: string): boolean => {
    if (seats.size < most) return true
    const found = whoGivesWay([...seats.values()], comer, now())
    if (found === undefined) return false
    seats.delete(found.client)
    // Whoever answers there learns that it took too long, not that the client went.
    found.socket.emit('timeout')
    found.socket.destroy()
    tell(found.client, now() - found.since)
    return true
  }

  server.on('connection', (socket: Socket) => {
    const client = clientAt(socket)
    if (!makeRoom(addressOf(socket))) {
      socket.destroy()
      tell(client)
      return
    }
    const seat = newSeat(client, socket, now())
    seats.set(client, seat)
    speakBy(seat, socket)
    socket.once('close', () => {
      if (seats.get(client) === seat) seats.delete(client)
    })
  })
  // TLS speaks by a socket of its own.
  server.on('secureConnection', (socket: Socket) => {
    const seat = seats.get(clientAt(socket))
    if (seat !== undefined) speakBy(seat, socket)
  })
  const asks = (request: IncomingMessage): Seat | undefined => {
    const seat = seats.get(clientAt(request.socket))
    if (seat === undefined) return undefined
    seat.request = request
    seat.unanswered += 1
    seat.since = now()
    return seat
  }
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const seat = asks(request)
    if (seat === undefined) return
    response.once('close', () => {
      seat.unanswered -= 1
      seat.since = now()
    })
  })
  // A WebSocket is never through with its answer.
  if (server.listenerCount('upgrade') > 0) server.on('upgrade', asks)
}
