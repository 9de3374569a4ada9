import type { Lease } from '../../journal/store.ts'
import type { DhcpConfig, ServedSubnet } from '../config.ts'
import { createAddressPool, type AddressPool } from './address-pool.ts'
import { createExpiry } from './expiry.ts'
import { keyedNow } from './key.ts'

/** What the service may know of the leases. It changes nothing: changes are values, see `LeaseBook.apply`. */
export type LeaseView = {
  /** The lease of a client's key (`keyOn`), in force or the last one it had. */
  of(client: string): Lease | undefined
  /** The lease in force on an address. */
  on(address: string): Lease | undefined
  /** Whether the pool of the network may give the address, free or not. */
  covers(subnet: ServedSubnet, address: string): boolean
  /** The next free addresses of a network, best first. */
  next(subnet: ServedSubnet, count: number): readonly string[]
}

/** All leases, by client and by address, with the free addresses of each pool. */
export type LeaseBook = LeaseView & {
  /** Makes changes stand. */
  apply(leases: readonly Lease[]): void
  /** Ends what has run out by `now`. */
  expire(now: number): void
  /** The leases in force, and the last ones of clients that may come back. */
  all(): readonly Lease[]
}

const holds = (lease: Lease) => lease.state !== 'released'

/** The book for one version of the document, filled with those of the leases that are of its networks. */
export const createLeaseBook = (
  config: DhcpConfig,
  leases: readonly Lease[],
  now: number,
): LeaseBook => {
  const byClient = new Map<string, Lease>()
  /** Who holds an address, or held it last: one record for each address at most. */
  const lastOn = new Map<string, string>()
  const held = new Set<string>()
  const expiry = createExpiry()
  const isHeld = (address: string) => held.has(address)
  const withheld = [config.server, ...config.reservedFor.keys()]
  const pools = new Map<ServedSubnet, AddressPool>(
    [config.local, ...config.relayed].map((subnet) => [
      subnet,
      createAddressPool(subnet, withheld, isHeld),
    ]),
  )

  const letGo = (lease: Lease) => {
    if (lastOn.get(lease.address) !== lease.client) return
    held.delete(lease.address)
    for (const pool of pools.values()) pool.giveBack(lease.address)
  }

  const applyOne = (lease: Lease) => {
    const before = byClient.get(lease.client)
    if (before !== undefined && before.address !== lease.address) {
      letGo(before)
      lastOn.delete(before.address)
    }
    const former = lastOn.get(lease.address)
    if (former !== undefined && former !== lease.client) {
      // A lease that ended long ago must not free the address under somebody else's feet.
      if (!holds(lease)) return
      byClient.delete(former)
    }
    byClient.set(lease.client, lease)
    lastOn.set(lease.address, lease.client)
    if (!holds(lease)) return letGo(lease)
    held.add(lease.address)
    expiry.add(lease.client, lease.expiresAt)
  }

  const expire = (now: number) => {
    for (const client of expiry.due(now)) {
      const lease = byClient.get(client)
      if (lease === undefined || !held.has(lease.address)) continue
      if (lease.expiresAt <= now) letGo(lease)
      else expiry.add(client, lease.expiresAt)
    }
  }

  const ours = leases.flatMap((lease) => keyedNow(lease, config) ?? [])
  for (const lease of ours.sort((a, b) => a.expiresAt - b.expiresAt)) applyOne(lease)
  expire(now)

  return {
    of: (client) => byClient.get(client),
    on(address) {
      if (!held.has(address)) return undefined
      const client = lastOn.get(address)
      return client === undefined ? undefined : byClient.get(client)
    },
    covers: (subnet, address) => pools.get(subnet)?.covers(address) ?? false,
    next: (subnet, count) => pools.get(subnet)?.next(count) ?? [],
    apply(leases) {
      for (const lease of leases) applyOne(lease)
    },
    expire,
    all: () => [...byClient.values()],
  }
}
