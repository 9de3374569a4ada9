import { nowhere, options, tryOption, type DhcpPacket } from '../../shared/packet/dhcp/index.ts'
import { contains } from '../../shared/base/index.ts'
import type { Lease } from '../journal/store.ts'
import { subnetOfAddress, type DhcpConfig, type ServedSubnet } from './config.ts'
import type { Situation } from './outcome.ts'
import { linkOf } from './relay.ts'
import type { Request } from './request.ts'

/** An address of the client's network as it is said: by the relay's link selection, the client's subnet selection, the relay's address. */
export const saidNetwork = ({
  packet,
  relayInfo,
}: Pick<Request, 'packet' | 'relayInfo'>): string | undefined =>
  linkOf(relayInfo) ??
  tryOption(packet, options.subnetSelection) ??
  (packet.giaddr === nowhere ? undefined : packet.giaddr)

/** Whether a packet is of a network we serve: a relay agent hands on those of all its networks, with other servers on some. */
export const isOfServed = (packet: DhcpPacket, config: DhcpConfig): boolean => {
  if (packet.giaddr === nowhere) return true
  const said = saidNetwork({ packet, relayInfo: tryOption(packet, options.relayInfo) })
  return said !== undefined && subnetOfAddress(config, said) !== undefined
}

/**
 * The network a client is on: as the relay's link selection says (RFC 3527), else the client's subnet selection (RFC
 * 3011), else the relay's address, else that of the address the client uses, else our own. A client behind a relay renews
 * by unicast, past the relay: then its own address alone tells (RFC 2131 section 4.3.2, RENEWING).
 */
export const subnetOf = (request: Request, config: DhcpConfig): ServedSubnet | undefined => {
  const { packet } = request
  const said = saidNetwork(request)
  if (said !== undefined) return subnetOfAddress(config, said)
  const used = packet.ciaddr === nowhere ? undefined : subnetOfAddress(config, packet.ciaddr)
  return used ?? config.local
}

const hasPool = ({ mode }: DhcpConfig): boolean => mode !== 'reservationOnly'

/**
 * Whether the lease on an address stands in the way of who it is reserved for: not that of the same card, whose firmware and
 * whose system may call themselves by different client identifiers.
 */
const isInTheWay = (holder: Lease, request: Request): boolean =>
  holder.mac !== request.mac || holder.state === 'declined'

/**
 * Whether the client may have the address now: its own, or free; reserved for nobody else; of this network. Who answers known
 * hosts alone has no pool: what lies in it may be somebody's.
 */
export const mayHave = (
  request: Request,
  { leases, config }: Situation,
  subnet: ServedSubnet,
  address: string,
): boolean => {
  const reservedFor = config.reservedFor.get(address)
  if (reservedFor !== undefined && reservedFor !== request.mac) return false
  if (reservedFor === undefined && !(hasPool(config) && leases.covers(subnet, address)))
    return false
  if (!contains(subnet.subnet, address)) return false
  const holder = leases.on(address)
  if (holder === undefined || holder.client === request.client) return true
  return reservedFor !== undefined && !isInTheWay(holder, request)
}

/** The reservation of a client, if it is an address of this network. */
export const reservationOf = (
  request: Request,
  config: DhcpConfig,
  subnet: ServedSubnet,
): string | undefined =>
  config.hostByMac.get(request.mac)?.addresses.find((each) => contains(subnet.subnet, each))

/**
 * The address for a client, in the order of RFC 2131 section 4.3.1: reserved for it, its own now or before, the one it asks
 * for, the next free one. `undefined` when the pool is used up, or there is none.
 */
export const chooseAddress = (
  request: Request,
  situation: Situation,
  subnet: ServedSubnet,
): string | undefined => {
  const { leases, config } = situation
  const wishes = [
    reservationOf(request, config, subnet),
    leases.of(request.client)?.address,
    request.requested,
  ]
  return (
    wishes.find(
      (address) => address !== undefined && mayHave(request, situation, subnet, address),
    ) ?? (hasPool(config) ? leases.next(subnet, 1)[0] : undefined)
  )
}
