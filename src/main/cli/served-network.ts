import { createInterfaceNetwork, listInterfaces, type InterfaceInfo } from '../net/index.ts'
import {
  assertNever,
  contains,
  ipv4ToNumber,
  LabError,
  numberToIpv4,
  parseSubnet,
} from '../../shared/base/index.ts'
import type { DhcpMode, Network as NetworkPlan } from '../../shared/document/index.ts'
import type { ServedNetwork } from '../app.ts'

/** Ones in a netmask. */
const prefixLength = (netmask: string): number =>
  ipv4ToNumber(netmask).toString(2).replaceAll('0', '').length

/** The upper half of the subnet, without its broadcast address: the lower half is for fixed addresses. */
const upperHalf = (cidr: string) => {
  const subnet = parseSubnet(cidr)
  const first = ipv4ToNumber(subnet.network)
  const last = ipv4ToNumber(subnet.broadcast)
  return {
    first: numberToIpv4(first + Math.ceil((last - first) / 2)),
    last: numberToIpv4(last - 1),
  }
}

const parsePool = (text: string, cidr: string) => {
  const [first = '', last = ''] = text.split('-')
  const subnet = parseSubnet(cidr)
  const good = [first, last].every((end) => /^\d+(\.\d+){3}$/.test(end) && contains(subnet, end))
  if (!good || ipv4ToNumber(first) > ipv4ToNumber(last)) {
    throw new LabError('cli.usage', `--pool wants FIRST-LAST inside ${cidr}, not ${text}.`, {
      pool: text,
    })
  }
  return { first, last }
}

/** The addresses and ports used on a real interface: its own subnet, and the ports that firmware expects. */
export const planFor = (
  { address, netmask }: Pick<InterfaceInfo, 'address' | 'netmask'>,
  pool: string | undefined,
  mode: DhcpMode,
): NetworkPlan => {
  const { network } = parseSubnet(`${address}/${prefixLength(netmask)}`)
  const subnet = `${network}/${prefixLength(netmask)}`
  return {
    subnet,
    server: address,
    pool: pool === undefined ? upperHalf(subnet) : parsePool(pool, subnet),
    leaseTime: 3600,
    ports: {
      dhcp: 67,
      dhcpClient: 68,
      tftp: 69,
      waiter: 6501,
      waiterTls: 6502,
      rules: 6502,
      vcenter: 10443,
    },
    dhcp: { mode },
  }
}

/** What a mode does on the network, in words. */
export const doingOf = (mode: DhcpMode, { pool }: NetworkPlan): string => {
  switch (mode) {
    case 'authoritative':
      return `leasing ${pool.first} to ${pool.last}`
    case 'reservationOnly':
      return 'answering hosts with an address of their own in the lab alone'
    case 'proxy':
      return 'giving boot information beside the DHCP server of the network'
    case 'observe':
      return 'listening to DHCP, answering nothing'
    default:
      return assertNever(mode)
  }
}

/**
 * A real interface, when the user named it and said the network is theirs. `LabError`
 * `net.not-confirmed`, or what `createInterfaceNetwork` throws.
 */
export const servedNetwork = async ({
  name,
  confirmed,
  pool,
  mode,
}: {
  readonly name: string
  readonly confirmed: boolean
  readonly pool: string | undefined
  readonly mode: DhcpMode
}): Promise<ServedNetwork> => {
  if (!confirmed) {
    throw new LabError(
      'net.not-confirmed',
      `Serving on ${name} answers every machine there that boots from the network.`,
      { interface: name },
    )
  }
  const network = await createInterfaceNetwork({ name })
  const info = listInterfaces().find((each) => each.name === name)
  if (info === undefined) {
    throw new LabError(
      'net.no-such-interface',
      `There is no interface ${name} with an IPv4 address.`,
    )
  }
  return { network, plan: planFor(info, pool, mode) }
}
