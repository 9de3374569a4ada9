import { nowhere } from '../../../shared/packet/dhcp/index.ts'
import { contains } from '../../../shared/base/index.ts'
import type { Lease } from '../../journal/store.ts'
import { mayHave, reservationOf } from '../allocate.ts'
import type { ServedSubnet } from '../config.ts'
import { clientOf, ignore, type Outcome, type Situation } from '../outcome.ts'
import { namesAnother, type Request } from '../request.ts'
import { sayingItsClasses } from './discover.ts'
import { acknowledge, refuse } from './grant.ts'

/** What a REQUEST means (RFC 2131 table 4). */
export type RequestState =
  /** Takes our offer. */
  | { readonly kind: 'selecting'; readonly address: string }
  /** Takes another server's offer. */
  | { readonly kind: 'elsewhere'; readonly serverId: string }
  /** Starts again with an address it remembers. */
  | { readonly kind: 'initReboot'; readonly address: string }
  /** Renewing by unicast or rebinding by broadcast: it uses the address now. Some clients name us then, which they must not. */
  | { readonly kind: 'extending'; readonly address: string }
  | { readonly kind: 'senseless' }

/** Which state a client is in that sent this REQUEST. */
export const requestState = (request: Request, server: string): RequestState => {
  const { packet, serverId, requested } = request
  const other = namesAnother(request, server)
  if (other !== undefined) return { kind: 'elsewhere', serverId: other }
  if (serverId !== undefined && requested !== undefined)
    return { kind: 'selecting', address: requested }
  if (requested !== undefined && packet.ciaddr === nowhere)
    return { kind: 'initReboot', address: requested }
  return packet.ciaddr === nowhere
    ? { kind: 'senseless' }
    : { kind: 'extending', address: packet.ciaddr }
}

/** An offer of ours the client did not take is free at once (section 3.1 item 4). */
const withdraw = (request: Request, { leases, now }: Situation): readonly Lease[] => {
  const lease = leases.of(request.client)
  return lease?.state === 'offered' ? [{ ...lease, state: 'released', expiresAt: now }] : []
}

const wrongNetwork = { code: 'dhcp.wrong-network', message: 'The address is not of this network.' }
const taken = { code: 'dhcp.address-taken', message: 'The address is not free for this client.' }
const moved = { code: 'dhcp.other-address', message: 'This client has another address here.' }

/** Whether the client should have another address by reservation. */
const belongsElsewhere = (
  request: Request,
  situation: Situation,
  subnet: ServedSubnet,
  address: string,
) => {
  const reserved = reservationOf(request, situation.config, subnet)
  return (
    reserved !== undefined && reserved !== address && mayHave(request, situation, subnet, reserved)
  )
}

/** A client asks for its address, or for more time on it (RFC 2131 section 4.3.2). */
export const handleRequest = (
  request: Request,
  situation: Situation,
  subnet: ServedSubnet,
): Outcome => {
  const state = requestState(request, situation.config.server)
  if (state.kind === 'elsewhere')
    return {
      ...ignore(request, situation, 'dhcp.other-server', `It took the offer of ${state.serverId}.`),
      leases: withdraw(request, situation),
    }
  if (state.kind === 'senseless')
    return ignore(request, situation, 'dhcp.no-address-asked', 'It asks for no address at all.')

  const { address } = state
  const remembered =
    situation.leases.of(request.client)?.address ?? reservationOf(request, situation.config, subnet)
  const outcome = decide()
  return { ...outcome, facts: [requested(request, situation, address), ...outcome.facts] }

  function decide(): Outcome {
    if (!contains(subnet.subnet, address)) return refuse(request, situation, address, wrongNetwork)
    if (state.kind === 'initReboot' && remembered === undefined)
      // RFC 2131 section 4.3.2: without a record of the client the server is silent.
      return ignore(request, situation, 'dhcp.unknown-client', 'It has no lease here.')
    if (state.kind === 'initReboot' && remembered !== address)
      return refuse(request, situation, address, moved)
    if (!mayHave(request, situation, subnet, address))
      return refuse(request, situation, address, taken)
    if (state.kind !== 'selecting' && belongsElsewhere(request, situation, subnet, address))
      return refuse(request, situation, address, moved)
    return acknowledge({ request, situation, subnet, address })
  }
}

const requested = (request: Request, situation: Situation, address: string) =>
  ({
    type: 'dhcp.requested',
    ...clientOf(request, situation),
    address,
    ...sayingItsClasses(request),
  }) as const
