/** Repeatable randomness: the same seed gives the same run. */
export type Random = {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number
  pick<T>(values: readonly T[]): T
}

/** Mulberry32: small, fast, good enough to shake a parser. */
export const createRandom = (seed: number): Random => {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    below,
    pick(values) {
      const value = values[below(values.length)]
      if (value === undefined) throw new Error('Nothing to pick from.')
      return value
    },
  }
}

/** One change to a datagram: bytes set, cut, doubled, put in, or taken from another one. */
export const mutate = (bytes: Uint8Array, other: Uint8Array, random: Random): Uint8Array => {
  const at = random.below(bytes.length + 1)
  const size = 1 + random.below(24)
  switch (random.below(6)) {
    case 0: {
      const changed = Uint8Array.from(bytes)
      if (changed.length > 0) changed[at % changed.length] = random.below(256)
      return changed
    }
    case 1:
      return bytes.slice(0, at)
    case 2:
      return Uint8Array.from([...bytes.slice(0, at), ...bytes.slice(at + size)])
    case 3:
      return Uint8Array.from([
        ...bytes.slice(0, at),
        ...bytes.slice(at, at + size),
        ...bytes.slice(at),
      ])
    case 4: {
      const noise = Array.from({ length: size }, () => random.below(256))
      return Uint8Array.from([...bytes.slice(0, at), ...noise, ...bytes.slice(at)])
    }
    default:
      return Uint8Array.from([...bytes.slice(0, at), ...other.slice(at)])
  }
}
