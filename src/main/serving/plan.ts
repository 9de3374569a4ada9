import {
  contains,
  ipv4ToNumber,
  LabError,
  numberToIpv4,
  parseSubnet,
} from '../../shared/base/index.ts'
import type { DhcpMode, LabDocument, Network as NetworkPlan } from '../../shared/document/index.ts'
import type { InterfaceInfo } from '../net/index.ts'

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
  const [first = '', last = ''] = text.split('-').map((end) => end.trim())
  const subnet = parseSubnet(cidr)
  const good = [first, last].every((end) => /^\d+(\.\d+){3}$/.test(end) && contains(subnet, end))
  if (!good || ipv4ToNumber(first) > ipv4ToNumber(last)) {
    throw new LabError('net.pool-invalid', `The pool is FIRST-LAST inside ${cidr}, not ${text}.`, {
      pool: text,
    })
  }
  return { first, last }
}

/**
 * The addresses and ports used on a real interface: its own subnet, and the ports that firmware expects.
 * `LabError` `net.pool-invalid`.
 */
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

/** The plan after its interface got another address: the pool stays as long as it lies in the subnet. */
export const movedPlan = (
  { pool: { first, last }, dhcp }: NetworkPlan,
  now: Pick<InterfaceInfo, 'address' | 'netmask'>,
): NetworkPlan => {
  const mode = dhcp?.mode ?? 'authoritative'
  const usual = planFor(now, undefined, mode)
  const subnet = parseSubnet(usual.subnet)
  return [first, last].every((end) => contains(subnet, end))
    ? { ...usual, pool: { first, last } }
    : usual
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
