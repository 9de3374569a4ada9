import { nowhere } from '../../shared/packet/dhcp/index.ts'
import { everybody, type Endpoint, type Network } from '../net/index.ts'

/** Our end of the datagrams of a socket, as it stands in their IP headers. */
export type OurEnd = { sent(): Endpoint; received(from: Endpoint): Endpoint }

/**
 * A socket that is bound to all addresses, as DHCP's is, sends from the network's own. The system does not tell where a
 * datagram was sent to; one from a client without an address went to everybody.
 */
export const ourEnd = ({ address }: Pick<Network, 'address'>, bound: Endpoint): OurEnd => {
  const isOpen = bound.address === nowhere || bound.address === everybody
  const own = isOpen ? { address, port: bound.port } : bound
  const all = { address: everybody, port: bound.port }
  const heard = bound.address === everybody ? all : own
  return {
    sent: () => own,
    received: (from) => (isOpen && from.address === nowhere ? all : heard),
  }
}
