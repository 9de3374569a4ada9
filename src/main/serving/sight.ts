import { readFile } from 'node:fs/promises'
import type { Clock } from '../../shared/base/index.ts'
import type { InterfaceSight, NetworkRights, Server } from '../../shared/contract/index.ts'
import { probeSegment } from '../dhcp/index.ts'
import {
  createInterfaceNetwork,
  diagnoseLowPorts,
  knownNeighbours,
  listInterfaces,
  withoutCarrier,
} from '../net/index.ts'
import { addressesOn } from './plan.ts'

/** Mbit/s, where the card tells; virtual ones often say -1. */
const speedOf = async (name: string): Promise<number | undefined> => {
  const text = await readFile(`/sys/class/net/${name}/speed`, 'utf8').catch(() => '')
  const speed = Number(text.trim())
  return speed > 0 ? speed : undefined
}

/** What serving by an address of an interface would be. */
const waysOn = (on: Parameters<typeof addressesOn>[0]) => {
  const { server, subnet, pool } = addressesOn(on)
  return { address: server, subnet, pool: `${pool.first}-${pool.last}` }
}

/** The interfaces of this computer and what the system knows of each. Sends nothing. */
export const sightInterfaces = async (): Promise<readonly InterfaceSight[]> =>
  Promise.all(
    listInterfaces().map(async ({ name, address, netmask, mac, others, lock }) => {
      const speed = await speedOf(name)
      return {
        name,
        mac,
        ...waysOn({ address, netmask }),
        others: others.map(waysOn),
        link: withoutCarrier(name) ? ('down' as const) : ('up' as const),
        neighbours: (await knownNeighbours(name)).size,
        ...(speed === undefined ? {} : { speed }),
        ...(lock === undefined ? {} : { lock }),
      }
    }),
  )

/** Whether this user may open the ports that firmware expects. */
export const sightRights = async (): Promise<NetworkRights> => {
  const ports = await diagnoseLowPorts()
  return ports.kind === 'open'
    ? { kind: 'open' }
    : { kind: 'closed', firstOpen: ports.firstOpen, command: ports.command }
}

/**
 * Asks the segment of an interface for DHCP servers: a few questions, no lease taken. Undefined when
 * none answers in about four seconds. The errors of `createInterfaceNetwork` and of its sockets.
 */
export const probeInterface = async (
  name: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<Server | undefined> => {
  const network = await createInterfaceNetwork({ name, clock })
  return probeSegment({ network, clock, signal })
}
