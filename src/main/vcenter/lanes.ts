/** Runs work one after the other in each lane, and side by side across lanes. */
export type Lanes = {
  run<T>(lane: string, work: () => Promise<T>): Promise<T>
  /** Resolves when all that was given so far has ended. */
  idle(): Promise<void>
}

/** One lane for each host: what vCenter does to a host never overlaps. */
export const createLanes = (): Lanes => {
  const last = new Map<string, Promise<unknown>>()
  return {
    run: (lane, work) => {
      const turn = (last.get(lane) ?? Promise.resolve()).then(work)
      const settled = turn.catch(() => undefined)
      last.set(lane, settled)
      void settled.then(() => {
        if (last.get(lane) === settled) last.delete(lane)
      })
      return turn
    },
    idle: async () => {
      await Promise.all(last.values())
    },
  }
}
