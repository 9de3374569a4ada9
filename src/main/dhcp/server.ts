import { assertNever, type Clock } from '../../shared/base/index.ts'
import type { DhcpMode, LabDocument } from '../../shared/document/schema.ts'
import type { FactOf, Recorded } from '../../shared/facts/index.ts'
import type { Identify } from '../hosts/identify.ts'
import type { Entry, Lease } from '../journal/store.ts'
import { badInputLimit, createLimiter, withHeld } from '../limiter.ts'
import type { Datagram, Endpoint, Network } from '../net/index.ts'
import type { DhcpPacket } from '../../shared/packet/dhcp/index.ts'
import { isOfServed } from './allocate.ts'
import { configOf, type DhcpConfig } from './config.ts'
import type { Destination } from './destination.ts'
import { createLeaseBook, type LeaseBook } from './leases/lease-book.ts'
import { encodeReply } from './reply.ts'
import { readDatagram } from './read-datagram.ts'
import type { Request } from './request.ts'
import { handle } from './service.ts'
import { ignore, proofHost, type Outcome, type Situation } from './outcome.ts'
import { createBacklog } from './backlog.ts'
import { createTraces } from './trace.ts'
import { unexpected } from './unexpected.ts'

export type ServerDeps = {
  readonly network: Network
  readonly document: () => LabDocument
  readonly identify: Identify
  readonly commit: (entry: Entry) => Promise<readonly Recorded[]>
  readonly clock: Clock
}

/** ms an address somebody answers on is not given to anybody. */
const conflictKept = 60 * 60 * 1000

/**
 * An offer promises nothing yet: it need not outlive a restart, after which the client's REQUEST is granted as
 * long as the address is free.
 */
const isPromise = ({ state }: Lease) => state !== 'offered'

/**
 * ms that what promises nothing may take to reach the disk, and that an ACK may wait for company on its way there. Who has its
 * address from another server comes to TFTP at once: there it is known by what is written down here.
 */
const patience = { noted: 50, promised: 25, addressed: 0 }

const patienceFor = ({ leases, facts }: Pick<Outcome, 'leases' | 'facts'>): number => {
  if (leases.some(isPromise)) return patience.promised
  const isAddressed = facts.some(({ type }) => type === 'dhcp.addressedElsewhere')
  return isAddressed ? patience.addressed : patience.noted
}

/** Bytes and where they go. */
export type Outgoing = {
  readonly bytes: Uint8Array
  readonly to: Endpoint
  /** It waited for the disk, and others with it. */
  readonly inCompany: boolean
}

/** What came of a packet, with the replies as they leave. */
type Settled = Omit<Outcome, 'replies'> & {
  readonly answers: readonly { readonly bytes: Uint8Array; readonly to: Destination }[]
}

/** Nothing is promised that cannot be said: a client whose reply has no room gets none, and no lease. */
const settle = (outcome: Outcome, request: Request, situation: Situation): Settled => {
  const answers: Settled['answers'][number][] = []
  for (const { packet, to } of outcome.replies) {
    const bytes = encodeReply(packet, request)
    if (bytes === undefined) return { ...ignore(request, situation, ...noRoom), answers: [] }
    answers.push({ bytes, to })
  }
  return { facts: outcome.facts, leases: outcome.leases, answers }
}

const noRoom = [
  'dhcp.too-long',
  'What its reply must carry does not fit the largest packet it takes.',
] as const

/** The server between its socket and the pure service: keeps the leases, keeps the order. */
export type Server = {
  /**
   * Takes a datagram in, from the DHCP port or the PXE boot server's. What it says is on its way to the journal
   * when this returns.
   */
  receive(datagram: Datagram, service: Situation['service']): void
  /** The next free addresses of the local network, for a look at who answers on them. */
  nextFree(count: number): readonly string[]
  /** Somebody answers on a free address: it is set aside. Does nothing when it is not free any more. */
  setAside(address: string, mac: string | undefined): Promise<void>
  /** Whether a packet is of a network that is served. */
  concerns(packet: DhcpPacket): boolean
  /** The mode that packets are answered in. */
  mode(): DhcpMode
  /** Answers in another mode from the next packet on. */
  setMode(mode: DhcpMode): void
  /** The MAC of our own test client: it is answered, and nothing is kept or written of it. */
  setProver(mac: string | undefined): void
}

/** Makes the server for leases as they were stored. `send` is called when facts and leases are durable. */
export const createServer = (
  { network, document, identify, commit, clock }: ServerDeps,
  stored: readonly Lease[],
  on: {
    /** Sends from the port the question came to. */
    readonly send: (out: Outgoing, service: Situation['service']) => void
    /** Sees each packet, if it is one, before anything else is done. False: nothing else is. */
    readonly admit: (
      packet: DhcpPacket | undefined,
      from: Endpoint,
      service: Situation['service'],
    ) => boolean
    /** The journal takes nothing: no lease can be promised any more. What one packet is to blame for does not come here. */
    readonly broken: (error: unknown) => void
  },
): Server => {
  let served = document()
  let config = configOf(served, network.address)
  let book: LeaseBook = createLeaseBook(config, stored, clock.now())
  let prover: string | undefined
  let traces = createTraces()
  const flood = createLimiter(clock, badInputLimit)
  const putOff = createLimiter(clock, badInputLimit)
  const defects = createLimiter(clock, badInputLimit)
  const backlog = createBacklog(() => clock.now())

  /** Config and pools follow the document; the leases stay. */
  const follow = () => {
    const current = document()
    if (current.network === served.network && current.hosts === served.hosts) return
    served = current
    // A mode is taken up by `setMode` alone, once the segment was asked who else serves.
    config = { ...configOf(served, network.address), mode: config.mode }
    book = createLeaseBook(config, book.all(), clock.now())
  }

  const reach = (to: Destination, { from }: Request) => endpointOf(to, from, network, config)

  /** A defect that a packet meets is that packet's alone. */
  const tellUnexpected = async (error: unknown, from: Endpoint, mac: string | undefined) => {
    const held = defects()
    if (held === undefined) return
    await commit({ facts: [unexpected(error, { from, mac, held })] })
  }

  const respond = (
    request: Request,
    { answers, leases }: Settled,
    service: Situation['service'],
  ) => {
    try {
      const inCompany = leases.some(isPromise)
      for (const { bytes, to } of answers)
        on.send({ bytes, to: reach(to, request), inCompany }, service)
      // iPXE configures IPv6 beside DHCP and would wait for a router that a rack seldom has.
      const isIpxe = answers.length > 0 && request.firmware.kind === 'ipxe'
      if (isIpxe && config.routerAdvertisement) network.advertise?.()
    } catch (error) {
      tellUnexpected(error, request.from, request.mac).catch(on.broken)
    }
  }

  /** Writes down what could not be read of a packet. */
  const tellBad = async (fact: FactOf<'net.badInput'>) => {
    const held = flood()
    if (held === undefined) return
    const { code, message } = fact.reason
    await commit({ facts: [{ ...fact, reason: { code, message: withHeld(message, held) } }] })
  }

  const leaveForLater = async (request: Request, situation: Situation) => {
    const held = putOff()
    if (held === undefined) return
    const why = withHeld('The disk is behind with the leases of others; it asks again.', held)
    await commit({
      facts: ignore(request, situation, 'dhcp.busy', why).facts,
      patience: patience.noted,
    })
  }

  /** Writes down what was decided and answers. Rejects when the journal fails. */
  const carryOut = async (
    request: Request,
    outcome: Settled,
    service: Situation['service'],
  ): Promise<unknown> => {
    const leases = outcome.leases.filter(isPromise)
    const durable = commit({ facts: outcome.facts, leases, patience: patienceFor(outcome) })
    if (leases.length > 0) await backlog.wait(durable)
    const delay = config.hostByMac.get(request.mac)?.boot.replyDelay ?? 0
    if (delay > 0) await clock.sleep(delay)
    respond(request, outcome, service)
    // Not awaited: the request would stay in memory as long.
    return durable
  }

  /** Decides at once, and throws what it met in that; rejects when the journal fails. */
  const serve = (request: Request, service: Situation['service']): Promise<unknown> => {
    const isProof = request.mac === prover
    const situation: Situation = {
      leases: book,
      config,
      now: clock.now(),
      host: isProof ? proofHost : identify.byMac(request.mac, request.uuid),
      trace: traces.of(request.mac),
      service,
      reach,
    }
    // Who has an offer gets its lease; who only begins is asked to come again, by silence.
    if (request.type === 'discover' && backlog.isLong()) return leaveForLater(request, situation)
    const outcome = settle(handle(request, situation), request, situation)
    if (isProof) return Promise.resolve(respond(request, outcome, service))
    traces.note(request, clock.now())
    book.apply(outcome.leases)
    return carryOut(request, outcome, service)
  }

  return {
    receive(datagram, service) {
      let mac: string | undefined
      try {
        follow()
        const read = readDatagram(datagram, config.identity)
        if (!on.admit(read.packet, datagram.from, service)) return
        book.expire(clock.now())
        if (read.fact !== undefined) tellBad(read.fact).catch(on.broken)
        if (read.kind !== 'request') return
        mac = read.request.mac
        serve(read.request, service).catch(on.broken)
      } catch (error) {
        tellUnexpected(error, datagram.from, mac).catch(on.broken)
      }
    },
    nextFree: (count) => book.next(config.local, count),
    async setAside(address, mac) {
      // Leased while we looked: then it is its new holder that answers.
      if (book.on(address) !== undefined) return
      const lease: Lease = {
        client: `declined:${address}`,
        host: 'unknown',
        mac: mac ?? '00:00:00:00:00:00',
        address,
        expiresAt: Math.ceil(clock.now() + conflictKept),
        state: 'declined',
      }
      book.apply([lease])
      await commit({
        facts: [{ type: 'dhcp.conflictFound', address, ...(mac === undefined ? {} : { mac }) }],
        leases: [lease],
      })
    },
    concerns: (packet) => isOfServed(packet, config),
    mode: () => config.mode,
    setMode(mode) {
      follow()
      config = { ...config, mode }
      // What a client did under the old mode says nothing of the new one.
      traces = createTraces()
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
