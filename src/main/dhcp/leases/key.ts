import type { Lease } from '../../journal/store.ts'
import { subnetOfAddress, type DhcpConfig, type ServedSubnet } from '../config.ts'

/**
 * The key of a client's lease on one network. A client identifier is unique on its subnet alone (RFC 2131 section 2): a machine with a
 * card on each of two networks may say the same on both, and has an address on both.
 */
export const keyOn = (client: string, { cidr }: ServedSubnet): string => `${client}@${cidr}`

/**
 * A stored lease with the key it has now: its network may have another prefix since, and older labs named none. Undefined when
 * its address is of no network served.
 */
export const keyedNow = (lease: Lease, config: DhcpConfig): Lease | undefined => {
  const subnet = subnetOfAddress(config, lease.address)
  if (subnet === undefined || lease.state === 'declined') return subnet && lease
  const [client = ''] = lease.client.split('@')
  return { ...lease, client: keyOn(client, subnet) }
}
