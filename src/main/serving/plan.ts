import {
  contains,
  ipv4ToNumber,
  isIpv4,
  LabError,
  numberToIpv4,
  parseSubnet,
  type Subnet,
} from '../../shared/base/index.ts'
import type { DhcpMode, LabDocument, Network as NetworkPlan } from '../../shared/document/index.ts'
import type { InterfaceInfo } from '../net/index.ts'

/** Ones in a netmask. */
const onesIn = (netmask: string): number =>
  ipv4ToNumber(netmask).toString(2).replaceAll('0', '').length

type Addresses = Pick<NetworkPlan, 'subnet' | 'server' | 'router' | 'pool'>

/** Whether the pool has an address that a client may get: none of the subnet's own two, the server's and the router's. */
const hasRoom = ({ subnet, server, router, pool }: Addresses): boolean => {
  const { network, broadcast } = parseSubnet(subnet)
  const taken = new Set([network, broadcast, server, router])
  const first = ipv4ToNumber(pool.first)
  const length = Math.min(ipv4ToNumber(pool.last) - first + 1, taken.size + 1)
  return Array.from({ length }, (_, at) => numberToIpv4(first + at)).some((it) => !taken.has(it))
}

/**
 * The upper half of the subnet, without its broadcast address: the lower half is for fixed addresses. All of a subnet so small
 * that its upper half is the server's.
 */
const usualPool = (addresses: Omit<Addresses, 'pool'>) => {
  const subnet = parseSubnet(addresses.subnet)
  const first = ipv4ToNumber(subnet.network)
  const last = ipv4ToNumber(subnet.broadcast)
  const from = (start: number) => ({
    first: numberToIpv4(start),
    last: numberToIpv4(Math.max(start, last - 1)),
  })
  const upperHalf = from(first + Math.ceil((last - first) / 2))
  return hasRoom({ ...addresses, pool: upperHalf }) ? upperHalf : from(Math.min(first + 1, last))
}

const isAddressOf = (subnet: Subnet, text: string): boolean =>
  isIpv4(text) && contains(subnet, text)

const parsePool = (text: string, cidr: string) => {
  const [first = '', last = ''] = text.split('-').map((end) => end.trim())
  const subnet = parseSubnet(cidr)
  const good = [first, last].every((end) => isAddressOf(subnet, end))
  if (!good || ipv4ToNumber(first) > ipv4ToNumber(last)) {
    throw new LabError('net.pool-invalid', `The pool is FIRST-LAST inside ${cidr}, not ${text}.`, {
      pool: text,
    })
  }
  return { first, last }
}

const demandRouter = (router: string, cidr: string, server: string): string => {
  if (isAddressOf(parseSubnet(cidr), router) && router !== server) return router
  throw new LabError(
    'net.router-invalid',
    `The router is another address inside ${cidr}, not ${router}.`,
    { router },
  )
}

/** What whoever serves chooses: the mode, the address of the interface (its first), the pool as `FIRST-LAST` (the upper half), the router that clients are told (none). */
export type ServingChoice = {
  readonly mode: DhcpMode
  readonly address?: string | undefined
  readonly pool?: string | undefined
  readonly router?: string | undefined
}

type On = Pick<InterfaceInfo, 'address' | 'netmask'>

const subnetOf = ({ address, netmask }: On): Subnet => parseSubnet(`${address}/${onesIn(netmask)}`)

/** The addresses that serving an interface would use. `LabError` `net.pool-invalid`, `net.router-invalid`. */
export const addressesOn = (
  on: On,
  { pool, router }: Pick<ServingChoice, 'pool' | 'router'> = {},
): Addresses => {
  const { address } = on
  const { network, prefixLength } = subnetOf(on)
  const subnet = `${network}/${prefixLength}`
  const known = {
    ...{ subnet, server: address },
    ...(router !== undefined && { router: demandRouter(router, subnet, address) }),
  }
  return { ...known, pool: pool === undefined ? usualPool(known) : parsePool(pool, subnet) }
}

/** Whether the subnet of an interface has an address for a machine beside it. */
export const leavesRoom = (on: On): boolean => hasRoom(addressesOn(on))

/**
 * The addresses and ports used on a real interface: its own subnet, and the ports that firmware expects.
 * `LabError` `net.pool-invalid`, `net.router-invalid`, `net.no-room`.
 */
export const planFor = (on: On, { mode, ...choice }: ServingChoice): NetworkPlan => {
  const addresses = addressesOn(on, choice)
  const { subnet } = addresses
  if (mode === 'authoritative' && !hasRoom(addresses))
    throw new LabError('net.no-room', `No address of ${subnet} is left to lease.`, { subnet })
  return {
    ...addresses,
    leaseTime: 3600,
    ports: {
      dhcp: 67,
      dhcpClient: 68,
      tftp: 69,
      waiter: 6501,
      waiterTls: 6502,
      rules: 6502,
      vcenter: 10443,
      syslog: 514,
      syslogTcp: 1514,
    },
    dhcp: { mode },
  }
}

/**
 * The plan after its interface got another address: pool and router stay as long as they lie in the subnet. `LabError`
 * `net.no-room`.
 */
export const movedPlan = (
  { pool: { first, last }, router, dhcp }: NetworkPlan,
  now: On,
): NetworkPlan => {
  const subnet = subnetOf(now)
  const stays = (address: string) => contains(subnet, address)
  return planFor(now, {
    mode: dhcp?.mode ?? 'authoritative',
    ...([first, last].every(stays) && { pool: `${first}-${last}` }),
    ...(router !== undefined && stays(router) && router !== now.address && { router }),
  })
}

/**
 * The document as it holds on a served network. Addresses, ports and the mode are the plan's; whatever else the lab says of
 * DHCP, TFTP and the waiter holds there too. It is the same object until the document changes.
 */
export const documentOn = (plan: NetworkPlan, document: () => LabDocument): (() => LabDocument) => {
  let last: { readonly from: LabDocument; readonly here: LabDocument } | undefined
  return () => {
    const from = document()
    if (last?.from !== from) {
      const { dhcp, tftp, waiter } = from.network
      const network = { ...plan, tftp, waiter, dhcp: { ...dhcp, ...plan.dhcp } }
      last = { from, here: { ...from, network } }
    }
    return last.here
  }
}
