import { assertNever } from '../../shared/base/index.ts'
import { nowhere } from '../../shared/packet/dhcp/index.ts'
import type { ServedSubnet } from './config.ts'
import { ignore, proofHost, type Outcome, type Situation } from './outcome.ts'
import type { Request } from './request.ts'
import { handleDiscover } from './messages/discover.ts'
import { handleObserved, handleProxied } from './messages/proxied.ts'
import { handleRequest } from './messages/request.ts'
import { handleDecline, handleInform, handleRelease } from './messages/others.ts'
import { keyOn } from './leases/key.ts'
import { reservationOf, saidNetwork, subnetOf } from './allocate.ts'

/** Whether an address of the network it asks from is reserved for the client. Our own test client asks for none. */
const isKnown = (request: Request, { config, host }: Situation): boolean => {
  if (host === proofHost) return true
  const subnet = subnetOf(request, config)
  return subnet !== undefined && reservationOf(request, config, subnet) !== undefined
}

/**
 * What the server does with a client's message: pure. The caller makes the leases stand, writes facts and leases in one
 * durable step, and only then sends the replies.
 */
export const handle = (request: Request, situation: Situation): Outcome => {
  const { config } = situation
  if (request.packet.op !== 'request')
    return ignore(request, situation, 'dhcp.not-a-request', 'It is an answer, not a question.')
  if (config.mode === 'observe') return handleObserved(request, situation)
  if (config.mode === 'reservationOnly' && !isKnown(request, situation))
    return ignore(request, situation, 'dhcp.not-reserved', 'No address is reserved for it.')
  if (config.mode === 'proxy' || situation.service === 'boot')
    return handleProxied(request, situation)
  const subnet = subnetOf(request, config)
  if (subnet === undefined)
    return ignore(
      request,
      situation,
      'dhcp.unknown-network',
      `No served network holds ${saidNetwork(request) ?? nowhere}, the network that its relay agent or it names.`,
    )
  return handleOn(subnet, { ...request, client: keyOn(request.client, subnet) }, situation)
}

/** The request of a client on a network we serve. */
const handleOn = (subnet: ServedSubnet, request: Request, situation: Situation): Outcome => {
  switch (request.type) {
    case 'discover':
      return handleDiscover(request, situation, subnet)
    case 'request':
      return handleRequest(request, situation, subnet)
    case 'decline':
      return handleDecline(request, situation)
    case 'release':
      return handleRelease(request, situation)
    case 'inform':
      return handleInform(request, situation, subnet)
    case 'offer':
    case 'ack':
    case 'nak':
      return ignore(request, situation, 'dhcp.not-a-request', 'A server sends this, not a client.')
    default:
      return assertNever(request.type)
  }
}
