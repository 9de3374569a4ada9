import { broadcastFlag, nowhere } from '../../shared/packet/dhcp/index.ts'
import type { Endpoint } from '../net/index.ts'
import type { DhcpConfig } from './config.ts'
import { hearsWhereItSends } from './relay.ts'
import type { Request } from './request.ts'

/** Where a reply goes, before any socket is asked. */
export type Destination =
  /** To the relay agent, on the server's port: it hands the reply on. */
  | { readonly kind: 'relay'; readonly to: Endpoint }
  /** To an address the client has already. */
  | { readonly kind: 'unicast'; readonly to: Endpoint }
  /** To an address the client does not answer for yet: needs its MAC. */
  | { readonly kind: 'linkLayer'; readonly address: string; readonly mac: string }
  /** To everybody on the segment. */
  | { readonly kind: 'broadcast' }

/**
 * Where a reply goes (RFC 2131 section 4.1):
 * 0. An answer to INFORM: unicast to ciaddr, past a relay as well (section 4.3.5).
 * 1. giaddr set: to the relay agent, on the server port, or on the one it asked from if it says so (RFC 8357).
 * 2. NAK without a relay: broadcast, for the client's address is the very thing in doubt.
 * 3. ciaddr set: unicast to it; the client answers ARP for it.
 * 4. Broadcast flag set: broadcast. OVMF hears nothing else.
 * 5. Else unicast to yiaddr at the client's hardware address.
 * An INFORM whose ciaddr is empty (some clients) is answered where it came from. `yiaddr` is 0.0.0.0 where no address is given.
 */
export const destinationOf = (
  { packet, mac, relayInfo, from }: Pick<Request, 'packet' | 'mac' | 'relayInfo' | 'from'>,
  reply: 'offer' | 'ack' | 'nak' | 'informed',
  { ports }: Pick<DhcpConfig, 'ports'>,
  yiaddr = nowhere,
): Destination => {
  const own: Destination = {
    kind: 'unicast',
    to: { address: packet.ciaddr, port: ports.client },
  }
  if (reply === 'informed' && packet.ciaddr !== nowhere) return own
  const relayPort = hearsWhereItSends(relayInfo) ? from.port : ports.server
  if (packet.giaddr !== nowhere)
    return { kind: 'relay', to: { address: packet.giaddr, port: relayPort } }
  if (reply === 'nak') return { kind: 'broadcast' }
  if (packet.ciaddr !== nowhere) return own
  if ((packet.flags & broadcastFlag) !== 0) return { kind: 'broadcast' }
  if (yiaddr === nowhere)
    return from.address === nowhere
      ? { kind: 'broadcast' }
      : { kind: 'unicast', to: { address: from.address, port: ports.client } }
  return { kind: 'linkLayer', address: yiaddr, mac }
}
