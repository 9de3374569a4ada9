import { assertNever, type Clock } from '../../shared/base/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import type { Recorded } from '../../shared/facts/index.ts'
import type { Identify } from '../hosts/identify.ts'
import type { Entry, Lease } from '../journal/store.ts'
import type { Datagram, Endpoint, Network } from '../net/index.ts'
import { configOf, type DhcpConfig } from './config.ts'
import type { Destination } from './destination.ts'
import { createLeaseBook, type LeaseBook } from './leases/lease-book.ts'
import { encodeReply } from './reply.ts'
import { readDatagram } from './read-datagram.ts'
import type { Request } from './request.ts'
import { handle } from './service.ts'
import type { Outcome } from './outcome.ts'

export type ServerDeps = {
  readonly network: Network
  readonly document: () => LabDocument
  readonly identify: Identify
  readonly commit: (entry: Entry) => Promise<readonly Recorded[]>
  readonly clock: Clock
}

/** Bytes and where they go. */
export type Outgoing = { readonly bytes: Uint8Array; readonly to: Endpoint }

/** The server between its socket and the pure service: keeps the leases, keeps the order. */
export type Server = {
  /** Takes a datagram in; what it says is on its way to the journal when this returns. */
  receive(datagram: Datagram): void
  /** The MAC of our own test client: it is answered, and nothing is kept or written of it. */
  setProver(mac: string | undefined): void
}

/** Makes the server for leases as they were stored. `send` is called when facts and leases are durable. */
export const createServer = (
  { network, document, identify, commit, clock }: ServerDeps,
  stored: readonly Lease[],
  on: { readonly send: (out: Outgoing) => void; readonly broken: (error: unknown) => void },
): Server => {
  let served = document()
  let config = configOf(served, network.address)
  let book: LeaseBook = createLeaseBook(config, stored, clock.now())
  let prover: string | undefined

  /** Config and pools follow the document; the leases stay. */
  const follow = () => {
    const current = document()
    if (current.network === served.network && current.hosts === served.hosts) return
    served = current
    config = configOf(served, network.address)
    book = createLeaseBook(config, book.all(), clock.now())
  }

  const reach = (to: Destination, { from }: Request) => endpointOf(to, from, network, config)

  const respond = (request: Request, { replies }: Outcome) => {
    for (const { packet, to } of replies)
      on.send({ bytes: encodeReply(packet, request), to: reach(to, request) })
  }

  const serve = async (request: Request) => {
    const isProof = request.mac === prover
    const outcome = handle(request, {
      leases: book,
      config,
      now: clock.now(),
      host: isProof ? 'proof' : identify.byMac(request.mac, request.uuid),
      reach,
    })
    if (!isProof) {
      book.apply(outcome.leases)
      await commit({ facts: outcome.facts, leases: outcome.leases })
      const delay = config.hostByMac.get(request.mac)?.boot.replyDelay ?? 0
      if (delay > 0) await clock.sleep(delay)
    }
    respond(request, outcome)
  }

  return {
    receive(datagram) {
      follow()
      book.expire(clock.now())
      const read = readDatagram(datagram, config.identity)
      const work = read.kind === 'bad' ? commit({ facts: [read.fact] }) : serve(read.request)
      work.catch(on.broken)
    },
    setProver(mac) {
      prover = mac
    },
  }
}

/** The endpoint of a destination. Where the system cannot be told the client's MAC, everybody hears the reply. */
const endpointOf = (
  to: Destination,
  from: Endpoint,
  network: Network,
  { ports }: DhcpConfig,
): Endpoint => {
  switch (to.kind) {
    case 'relay':
      return to.to
    case 'unicast':
      // A simulated card is one loopback address, whatever addresses the machine behind it holds.
      return network.kind === 'lab' ? network.broadcast(from, ports.client) : to.to
    case 'broadcast':
      return network.broadcast(from, ports.client)
    case 'linkLayer':
      return network.introduce?.(to.address, to.mac) === true
        ? { address: to.address, port: ports.client }
        : network.broadcast(from, ports.client)
    default:
      return assertNever(to)
  }
}
