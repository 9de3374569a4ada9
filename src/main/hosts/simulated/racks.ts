import { availableParallelism } from 'node:os'
import type { LabError } from '../../../shared/base/index.ts'
import type { HostSpec, Order, Surroundings } from './messages.ts'
import type { RackProcess } from './process.ts'

/** Hosts that one process is enough for. */
const hostsPerProcess = 32
const mostProcesses = 8

/** The simulated hosts, spread over processes; a host stays in its process. */
export type Racks = Omit<RackProcess, 'arrange'> & {
  /** Says anew what the hosts are like. */
  arrange(): void
  /** Whether no process runs: no host was ever switched on. */
  areIdle(): boolean
}

/**
 * How many processes so many hosts are spread over on a machine of so many cores. A core is left to the services and the
 * screen: processes that always have work, on every core, keep each of those waiting for its turn however low their own
 * priority is.
 */
export const processesFor = (hosts: number, cores: number): number =>
  Math.max(1, Math.min(Math.ceil(hosts / hostsPerProcess), cores - 1, mostProcesses))

/**
 * The racks' processes start with the first order for one of their hosts. `onLost` names the hosts of a
 * process that ended by itself; the next order to one of them starts a new one.
 */
export const createRacks = ({
  plan,
  start,
  onLost,
}: {
  readonly plan: () => { readonly hosts: readonly HostSpec[]; readonly surroundings: Surroundings }
  readonly start: (onLost: (error: LabError) => void) => RackProcess
  readonly onLost: (hosts: readonly string[], error: LabError) => void
}): Racks => {
  const processes = new Map<number, RackProcess>()
  const places = new Map<string, number>()
  // Asked of the system once, not for each of thousands of hosts.
  const cores = availableParallelism()

  const placeOf = (host: string, of: number): number => {
    const place = places.get(host) ?? places.size % processesFor(of, cores)
    places.set(host, place)
    return place
  }
  const arrangeIn = (place: number, process: RackProcess) => {
    const { hosts, surroundings } = plan()
    const mine = hosts.filter(({ id }) => placeOf(id, hosts.length) === place)
    process.arrange(mine, surroundings)
  }
  const processAt = (place: number): RackProcess => {
    const running = processes.get(place)
    if (running !== undefined) return running
    const process = start((error) => {
      processes.delete(place)
      onLost(
        [...places.keys()].filter((host) => places.get(host) === place),
        error,
      )
    })
    processes.set(place, process)
    arrangeIn(place, process)
    return process
  }

  return {
    areIdle: () => processes.size === 0,
    arrange: () => {
      for (const [place, process] of processes) arrangeIn(place, process)
    },
    order: async (order: Order, hosts) => {
      const of = plan().hosts.length
      const parts = Map.groupBy(hosts, (host) => placeOf(host, of))
      await Promise.all([...parts].map(([place, hosts]) => processAt(place).order(order, hosts)))
    },
    stop: async (signal) => {
      await Promise.all([...processes.values()].map((process) => process.stop(signal)))
      processes.clear()
    },
  }
}
