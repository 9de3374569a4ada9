/** One who holds one of a few places. */
export type Holder = {
  /** Its holder's address: one machine counts as one, however many places it takes. */
  readonly address: string
  /** Whether it has asked for something that is not answered yet; else it is us who wait for it. */
  readonly asked: boolean
  /** Since when nothing has moved there (ms). */
  readonly since: number
}

/**
 * ms for which nothing may have moved before one gives way: to an address that holds fewer places, and to any other. A body that
 * is being taken slowly never gives way to an equal, and a head may be on its way behind hundreds of others that come at once.
 */
const patience = {
  asked: { toFewer: 3_000, toEqual: Infinity },
  silent: { toFewer: 0, toEqual: 200 },
} as const

/** How many places each address holds. */
export const heldByAddress = (holders: Iterable<Pick<Holder, 'address'>>): Map<string, number> => {
  const held = new Map<string, number>()
  for (const { address } of holders) held.set(address, (held.get(address) ?? 0) + 1)
  return held
}

/** Of two whose addresses hold as many. */
const goesBefore = (one: Holder, other: Holder): boolean =>
  one.asked === other.asked ? one.since < other.since : other.asked

/**
 * Who gives its place to one more of the address `comer` (decision 0148): of those whose address holds most, one that has
 * asked for nothing before one that has, and the one that has kept still for longest first. `undefined` when nobody has to.
 */
export const whoGivesWay = <H extends Holder>(
  holders: readonly H[],
  comer: string,
  now: number,
): H | undefined => {
  const held = heldByAddress(holders)
  const own = held.get(comer) ?? 0
  let found: H | undefined
  let most = own
  for (const holder of holders) {
    const holds = held.get(holder.address) ?? 0
    if (holds < most) continue
    const { toFewer, toEqual } = patience[holder.asked ? 'asked' : 'silent']
    if (now - holder.since < (holds > own + 1 ? toFewer : toEqual)) continue
    if (found === undefined || holds > most || goesBefore(holder, found)) found = holder
    most = holds
  }
  return found
}
