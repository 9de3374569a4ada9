import {
  decodeDhcp,
  messageTypes,
  options,
  readOption,
  type DhcpPacket,
} from '../../src/shared/packet/dhcp/index.ts'
import { assertNever } from '../../src/shared/base/index.ts'
import type { LabDocument } from '../../src/shared/document/index.ts'
import type { FactOf, FactType } from '../../src/shared/facts/index.ts'
import { configOf } from '../../src/main/dhcp/config.ts'
import type { Destination } from '../../src/main/dhcp/destination.ts'
import { createLeaseBook } from '../../src/main/dhcp/leases/lease-book.ts'
import type { Outcome, Situation } from '../../src/main/dhcp/outcome.ts'
import { encodeReply } from '../../src/main/dhcp/reply.ts'
import { readRequest } from '../../src/main/dhcp/request.ts'
import { handle } from '../../src/main/dhcp/service.ts'
import { createTraces } from '../../src/main/dhcp/trace.ts'
import type { Endpoint } from '../../src/main/net/index.ts'
import type { Lease } from '../../src/main/journal/store.ts'

const place = (to: Destination) => {
  switch (to.kind) {
    case 'relay':
    case 'unicast':
      return to.to
    case 'broadcast':
      return { address: '255.255.255.255', port: 68 }
    case 'linkLayer':
      return { address: to.address, port: 68 }
    default:
      return assertNever(to)
  }
}

/** The pure service with its leases and a clock that a test moves: no socket, no journal. */
export const openDesk = (document: LabDocument, server: string, stored: readonly Lease[] = []) => {
  const config = configOf(document, server)
  const traces = createTraces()
  let now = 1_000_000_000
  const book = createLeaseBook(config, stored, now)
  let last: Outcome = { replies: [], leases: [], facts: [] }

  /** Hands a packet in and makes its leases stand; the first reply, as the client would read it. */
  const say = (
    packet: DhcpPacket,
    {
      from = { address: '0.0.0.0', port: 68 },
      service = 'dhcp',
    }: { from?: Endpoint; service?: Situation['service'] } = {},
  ) => {
    book.expire(now)
    const request = readRequest(packet, from, config.identity)
    last = handle(request, {
      leases: book,
      config,
      now,
      host: `host-${request.mac.replaceAll(':', '')}`,
      trace: traces.of(request.mac),
      service,
      reach: place,
    })
    traces.note(request, now)
    book.apply(last.leases)
    const [reply] = last.replies
    if (reply === undefined) return undefined
    const bytes = encodeReply(reply.packet, request)
    if (bytes === undefined) throw new Error('The reply has no room.')
    const read = decodeDhcp(bytes)
    return {
      ...read,
      type: messageTypes[(readOption(read, options.messageType) ?? 0) - 1],
      codes: [...read.options.keys()],
      to: reply.to,
      size: bytes.length,
    }
  }

  return {
    say,
    book,
    wait(seconds: number) {
      now += seconds * 1000
    },
    /** The only fact of a type that the last packet made. */
    fact<T extends FactType>(type: T): FactOf<T> {
      const found = last.facts.find((fact): fact is FactOf<T> => fact.type === type)
      if (found === undefined)
        throw new Error(`No ${type} among ${last.facts.map((fact) => fact.type).join(', ')}.`)
      return found
    },
    types: () => last.facts.map((fact) => fact.type),
    reason: () => {
      const ignored = last.facts.find((fact) => fact.type === 'dhcp.ignored')
      return ignored?.reason.code
    },
  }
}

export type Desk = ReturnType<typeof openDesk>
