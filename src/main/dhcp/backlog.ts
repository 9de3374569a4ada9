/**
 * ms the disk may be behind with leases before new clients are put off. Firmware asks again after 4 s at most; an answer that
 * waits in line with ten thousand others comes after its client has given up, and so would all after it.
 */
const longest = 250

/** How far the journal is behind with the leases it was given. Entries become durable in their order. */
export const createBacklog = (now: () => number) => {
  let waiting = 0
  let lag = 0
  return {
    /** Whether the lease that became durable last took too long, and others still wait. */
    isLong: () => lag > longest && waiting > 0,
    /** Waits until a lease is durable. */
    async wait(durable: Promise<unknown>): Promise<void> {
      const since = now()
      waiting += 1
      try {
        await durable
      } finally {
        waiting -= 1
        lag = now() - since
      }
    },
  }
}
