import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** What a run came to; a broken promise rejects instead and names seed and packet. */
export type FuzzReport = {
  readonly packets: number
  /** Datagrams the service sent. */
  readonly replies: number
  /** Packets told to be bad input. */
  readonly bad: number
  /** MiB of memory the service held more at its end than after the first tenth of the packets. */
  readonly grownMiB: number
}

/** Runs that many mutated packets against a service. */
export type Fuzz = (packets: number, seed: number) => Promise<FuzzReport>

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** MiB a service may grow by: its leases, and what the run itself remembers of them. */
const leak = 24

/** Watches the memory of a run. */
export const createScales = (packets: number) => {
  const early = Math.floor(packets / 10)
  let settled = 0
  const weigh = () => {
    collect()
    return process.memoryUsage().heapUsed / 1024 / 1024
  }
  return {
    /** Call it for each packet. */
    at(count: number) {
      if (count === early) settled = weigh()
    },
    /** Call it while the service still stands. Throws when it holds too much more. */
    grown(): number {
      const grown = Math.round(weigh() - settled)
      if (grown > leak)
        throw new Error(`The service holds ${String(grown)} MiB more than early on.`)
      return grown
    },
  }
}
