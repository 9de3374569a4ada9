import { contains } from '../../../shared/base/index.ts'
import { nowhere } from '../../../shared/packet/dhcp/index.ts'
import { bootOf } from '../boot.ts'
import type { ServedSubnet } from '../config.ts'
import { destinationOf } from '../destination.ts'
import { clientOf, ignore, type Outcome, type Situation } from '../outcome.ts'
import { draftReply } from '../reply.ts'
import { namesAnother, type Request } from '../request.ts'

/** ms a declined address is set aside: somebody without a lease uses it. */
const setAside = 24 * 60 * 60 * 1000

const forAnother = (request: Request, situation: Situation): Outcome | undefined => {
  const other = namesAnother(request, situation.config.server)
  return other === undefined
    ? undefined
    : ignore(request, situation, 'dhcp.other-server', `It speaks to ${other}.`)
}

/** The client found its address in use (RFC 2131 section 4.3.3): nobody gets it for a day. */
export const handleDecline = (request: Request, situation: Situation): Outcome => {
  const { leases, now } = situation
  const address = request.requested
  const lease = address === undefined ? undefined : leases.on(address)
  const other = forAnother(request, situation)
  if (other !== undefined) return other
  if (address === undefined || lease?.client !== request.client)
    return ignore(
      request,
      situation,
      'dhcp.not-its-lease',
      'It declines an address it does not have.',
    )
  return {
    replies: [],
    leases: [
      { ...lease, state: 'released', expiresAt: now },
      {
        ...lease,
        client: `declined:${address}`,
        state: 'declined',
        expiresAt: now + setAside,
      },
    ],
    facts: [{ type: 'dhcp.declined', ...clientOf(request, situation), address }],
  }
}

/** The client gives its address back (section 4.3.4). It is kept in mind for when it returns. */
export const handleRelease = (request: Request, situation: Situation): Outcome => {
  const { leases, now } = situation
  const address = request.packet.ciaddr
  const lease = leases.on(address)
  const other = forAnother(request, situation)
  if (other !== undefined) return other
  if (lease?.client !== request.client)
    return ignore(
      request,
      situation,
      'dhcp.not-its-lease',
      'It releases an address it does not have.',
    )
  return {
    replies: [],
    leases: [{ ...lease, state: 'released', expiresAt: now }],
    facts: [{ type: 'dhcp.released', ...clientOf(request, situation), address }],
  }
}

/**
 * The client has an address from elsewhere and asks for the rest (section 4.3.5): no lease, no yiaddr. To one of another network
 * our mask and router would be lies.
 */
export const handleInform = (
  request: Request,
  situation: Situation,
  subnet: ServedSubnet,
): Outcome => {
  const { config } = situation
  const { packet, from } = request
  if (packet.ciaddr !== nowhere && !contains(subnet.subnet, packet.ciaddr))
    return ignore(
      request,
      situation,
      'dhcp.wrong-network',
      'The address it informs of is not of this network.',
    )
  const address = packet.ciaddr === nowhere ? from.address : packet.ciaddr
  const to = destinationOf(request, 'informed', config)
  return {
    replies: [
      {
        packet: draftReply({
          type: 'ack',
          request,
          config,
          address: nowhere,
          subnet,
          boot: bootOf(request, situation),
        }),
        to,
      },
    ],
    leases: [],
    facts: [{ type: 'dhcp.informed', ...clientOf(request, situation), address }],
  }
}
