import { ipv4ToNumber, numberToIpv4 } from '../../../shared/base/index.ts'
import type { Range, ServedSubnet } from '../config.ts'
import { createFreeList } from './free-list.ts'

/** The free addresses of one network. */
export type AddressPool = {
  /** Whether the pool may give this address at all, free or not. */
  covers(address: string): boolean
  /**
   * The next addresses to give, best first: those never used, then those free for the longest time,
   * so that a client that comes back finds its own. Takes the same time in a pool of any size.
   */
  next(count: number): readonly string[]
  /** The address is free again. */
  giveBack(address: string): void
}

const inside = (ranges: readonly Range[], value: number) =>
  ranges.find(({ first, last }) => value >= first && value <= last)

/**
 * The pool of a network. `isHeld` says whether an address has a holder now; reserved addresses, the
 * network's own two, the router's and the server's are never given.
 */
export const createAddressPool = (
  { subnet, pool, exclude, router }: ServedSubnet,
  withheld: Iterable<string>,
  isHeld: (address: string) => boolean,
): AddressPool => {
  const ruledOut = new Set(
    [...withheld, subnet.network, subnet.broadcast, ...(router === undefined ? [] : [router])].map(
      ipv4ToNumber,
    ),
  )
  const returned = createFreeList()
  let fresh = pool.first

  const covers = (value: number) =>
    value >= pool.first &&
    value <= pool.last &&
    !ruledOut.has(value) &&
    inside(exclude, value) === undefined

  /** The first address at or after `from` that may be given, or beyond the pool. */
  const seek = (from: number): number => {
    let at = from
    while (at <= pool.last) {
      const excluded = inside(exclude, at)
      if (excluded !== undefined) at = excluded.last + 1
      else if (ruledOut.has(at) || returned.has(at) || isHeld(numberToIpv4(at))) at += 1
      else return at
    }
    return at
  }

  return {
    covers: (address) => covers(ipv4ToNumber(address)),
    next(count) {
      const found: string[] = []
      // What lies before `fresh` has been used once and comes back through `returned`.
      fresh = seek(fresh)
      for (let at = fresh; at <= pool.last && found.length < count; at = seek(at + 1))
        found.push(numberToIpv4(at))
      for (const value of returned.values()) {
        if (found.length >= count) break
        const address = numberToIpv4(value)
        if (isHeld(address)) returned.remove(value)
        else found.push(address)
      }
      return found
    },
    giveBack(address) {
      const value = ipv4ToNumber(address)
      if (!covers(value)) return
      returned.remove(value)
      returned.add(value)
    },
  }
}
