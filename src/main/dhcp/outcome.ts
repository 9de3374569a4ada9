import type { DhcpPacket } from '../../shared/packet/dhcp/index.ts'
import type { Lease } from '../journal/store.ts'
import type { Fact } from '../../shared/facts/index.ts'
import type { HostId } from '../../shared/base/index.ts'
import type { Endpoint } from '../net/index.ts'
import type { DhcpConfig } from './config.ts'
import type { Destination } from './destination.ts'
import type { LeaseView } from './leases/lease-book.ts'
import type { Request } from './request.ts'
import type { Trace } from './trace.ts'

/** A reply and where it goes. */
export type Reply = { readonly packet: DhcpPacket; readonly to: Destination }

/** What came of a packet: nothing of it has happened yet. */
export type Outcome = {
  readonly replies: readonly Reply[]
  readonly leases: readonly Lease[]
  readonly facts: readonly Fact[]
}

/** Who our own test client is. */
export const proofHost = 'proof'

/** What the service decides by, beside the packet. */
export type Situation = {
  readonly leases: LeaseView
  readonly config: DhcpConfig
  /** ms since the epoch. */
  readonly now: number
  readonly host: HostId
  /** What is remembered of this machine from before this packet. */
  readonly trace: Trace | undefined
  /** Which of our ports it came to: the DHCP server's, or the PXE boot server's (4011). */
  readonly service: 'dhcp' | 'boot'
  /** Where a destination is on the network served; for the facts. */
  readonly reach: (to: Destination, request: Request) => Endpoint
}

/** The fields all facts about a client share. */
export const clientOf = (request: Request, { host }: Situation) => ({
  host,
  mac: request.mac,
  xid: request.packet.xid.toString(16).padStart(8, '0'),
  port: request.from.port,
})

export const textOf = ({ address, port }: Endpoint): string => `${address}:${String(port)}`

/** Understood, and left unanswered for a stated reason. */
export const ignore = (
  request: Request,
  situation: Situation,
  code: string,
  message: string,
): Outcome => ({
  replies: [],
  leases: [],
  facts: [
    {
      type: 'dhcp.ignored',
      ...clientOf(request, situation),
      message: request.type,
      reason: { code, message },
    },
  ],
})
