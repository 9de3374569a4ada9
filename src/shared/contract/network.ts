import { oc } from '@orpc/contract'
import { z } from 'zod'
import { dhcpMode } from '../document/schema.ts'

/** What the network sees of us: the loopback lab alone, or a real interface too, by name. */
export const level = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('lab') }),
  /** Listens to DHCP there and answers nothing. */
  z.object({ kind: z.literal('observe'), interface: z.string(), mode: dhcpMode }),
  z.object({
    kind: z.literal('serve'),
    interface: z.string(),
    mode: dhcpMode,
    /** What is leased there: `FIRST-LAST`. Absent where this lab leases nothing of its own choice. */
    pool: z.string().optional(),
  }),
])
export type Level = z.infer<typeof level>

/** Why an interface must not be served on. */
export const interfaceLock = z.enum(['defaultRoute', 'wireless', 'vpn', 'bridgedPort', 'loopback'])
export type InterfaceLock = z.infer<typeof interfaceLock>

/** An address of an interface, its subnet, and what would be leased unless another pool is given: `FIRST-LAST`. */
const servedAddress = z.object({ address: z.string(), subnet: z.string(), pool: z.string() })

/** By the address that it is served by unless another one is named. */
const interfaceSight = servedAddress.extend({
  name: z.string(),
  mac: z.string(),
  others: z.array(servedAddress),
  link: z.enum(['up', 'down']),
  /** Mbit/s, where the card tells. */
  speed: z.int().optional(),
  /** Machines of the segment that this computer has spoken with lately. */
  neighbours: z.int(),
  lock: interfaceLock.optional(),
})
export type InterfaceSight = z.infer<typeof interfaceSight>

/** Whether the ports below 1024 can be opened; if not, the first that can and what would change it. */
const networkRights = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open') }),
  z.object({ kind: z.literal('closed'), firstOpen: z.int(), command: z.string() }),
])
export type NetworkRights = z.infer<typeof networkRights>

/** A DHCP server that answered: its id, where the answer came from, what it offered. */
const server = z.object({ serverId: z.string(), from: z.string(), offered: z.string() })
export type Server = z.infer<typeof server>

const none = z.object({})
const named = z.object({ interface: z.string().min(1) })

/** The interfaces of this computer, and the one that is served beside the loopback lab. */
export const networkContract = {
  /** Sends nothing: what the system itself knows. */
  interfaces: oc.output(z.object({ interfaces: z.array(interfaceSight), rights: networkRights })),
  /** Asks the segment for DHCP servers, in about four seconds. Locked interfaces are not asked. */
  probe: oc.input(named).output(z.object({ server: server.optional() })),
  /** Serves, or observes, an interface. `typed` is its name as the person typed it, to be sure. */
  serve: oc
    .input(
      named.extend({
        typed: z.string(),
        mode: dhcpMode,
        /** One of the interface's; by default the first. */
        address: z.string().optional(),
        /** `FIRST-LAST`; by default the upper half of the subnet. */
        pool: z.string().optional(),
        /** What clients are told as their router; none when not said. */
        router: z.string().optional(),
      }),
    )
    .output(none),
  /** Closes every socket on the real interface at once. Harmless when there is none. */
  stop: oc.output(none),
} as const
