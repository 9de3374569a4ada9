import { availableParallelism } from 'node:os'
import type { LabError } from '../../../shared/base/index.ts'
import type { HostSpec, Order, Surroundings } from './messages.ts'
import type { Thread } from './thread.ts'

/** Hosts that one thread is enough for. */
const hostsPerThread = 32
const mostThreads = 8

/** The simulated hosts, spread over threads; a host stays in its thread. */
export type Racks = Omit<Thread, 'arrange'> & {
  /** Says anew what the hosts are like. */
  arrange(): void
  /** Whether no thread runs: no host was ever switched on. */
  areIdle(): boolean
}

/**
 * How many threads so many hosts are spread over. A core is left to the services and the screen: threads that always have
 * work, on every core, keep each of those waiting for its turn however low their own priority is.
 */
export const threadsFor = (hosts: number, cores = availableParallelism()): number =>
  Math.max(1, Math.min(Math.ceil(hosts / hostsPerThread), cores - 1, mostThreads))

/**
 * The racks' threads start with the first order for one of their hosts. `onLost` names the hosts of a
 * thread that ended by itself; the next order to one of them starts a new one.
 */
export const createRacks = ({
  plan,
  start,
  onLost,
}: {
  readonly plan: () => { readonly hosts: readonly HostSpec[]; readonly surroundings: Surroundings }
  readonly start: (onLost: (error: LabError) => void) => Thread
  readonly onLost: (hosts: readonly string[], error: LabError) => void
}): Racks => {
  const threads = new Map<number, Thread>()
  const places = new Map<string, number>()

  const placeOf = (host: string, of: number): number => {
    const place = places.get(host) ?? places.size % threadsFor(of)
    places.set(host, place)
    return place
  }
  const arrangeIn = (place: number, thread: Thread) => {
    const { hosts, surroundings } = plan()
    const mine = hosts.filter(({ id }) => placeOf(id, hosts.length) === place)
    thread.arrange(mine, surroundings)
  }
  const threadAt = (place: number): Thread => {
    const running = threads.get(place)
    if (running !== undefined) return running
    const thread = start((error) => {
      threads.delete(place)
      onLost(
        [...places.keys()].filter((host) => places.get(host) === place),
        error,
      )
    })
    threads.set(place, thread)
    arrangeIn(place, thread)
    return thread
  }

  return {
    areIdle: () => threads.size === 0,
    arrange: () => {
      for (const [place, thread] of threads) arrangeIn(place, thread)
    },
    order: async (order: Order, hosts) => {
      const of = plan().hosts.length
      const parts = Map.groupBy(hosts, (host) => placeOf(host, of))
      await Promise.all([...parts].map(([place, hosts]) => threadAt(place).order(order, hosts)))
    },
    stop: async (signal) => {
      await Promise.all([...threads.values()].map((thread) => thread.stop(signal)))
      threads.clear()
    },
  }
}
