import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os'
import { join } from 'node:path'
import { LabError } from '../../shared/base/index.ts'
import type { InterfaceLock } from '../../shared/contract/index.ts'
import { withoutCarrier } from './carrier.ts'
import { rowsOf } from './kernel-table.ts'

type Ipv4 = { readonly address: string; readonly netmask: string }

/** One network interface with an IPv4 address. */
export type InterfaceInfo = Ipv4 & {
  readonly name: string
  readonly mac: string
  /** The addresses that it has besides. */
  readonly others: readonly Ipv4[]
  readonly lock?: InterfaceLock
}

/** Each lock as the end of a sentence that begins with the interface's name. */
export const lockTexts: Readonly<Record<InterfaceLock, string>> = {
  defaultRoute:
    'carries the default route, or shares the card that does, so it leads to your own network',
  wireless: 'is a wireless card',
  vpn: 'is a VPN or another tunnel',
  bridgedPort: 'is a bridge with a physical card in it',
  loopback: 'is the loopback interface; the lab uses it without serving on it',
}

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** Devices that hold a default route, from the text of `/proc/net/route`. */
export const defaultRouteDevices = (routes: string): readonly string[] =>
  rowsOf(routes)
    .filter(([, destination, , , , , , mask]) => destination === '00000000' && mask === '00000000')
    .map(([device = '']) => device)

/** The devices that one is made on, or made of: a macvlan's card, a bond's cards, a bridge's ports. */
const lowersOf = (sys: string, name: string): readonly string[] =>
  namesIn(join(sys, name)).flatMap((entry) => /^lower_(.+)/.exec(entry)?.[1] ?? [])

/** Whether a device is a network of its own on the card it is made on. */
const isApart = (sys: string, name: string): boolean =>
  /^DEVTYPE=(?:vlan|vxlan|geneve)$/m.test(read(join(sys, name, 'uevent')))

const isPhysical = (sys: string, name: string): boolean =>
  existsSync(join(sys, name, 'device')) ||
  lowersOf(sys, name).some((lower) => isPhysical(sys, lower))

const bridgesPhysicalCard = (sys: string, name: string): boolean =>
  namesIn(join(sys, name, 'brif')).some((port) => isPhysical(sys, port))

/**
 * Why an interface must not be served on, as far as the system tells (Linux): for its own sake, or for that of the device
 * whose network it shares. A bridge among virtual machines alone is free; one with a physical card in it is somebody's network.
 */
export const interfaceLock = (
  name: string,
  { sys = '/sys/class/net', proc = '/proc' } = {},
): InterfaceLock | undefined => {
  if (name === 'lo') return 'loopback'
  if (defaultRouteDevices(read(join(proc, 'net/route'))).includes(name)) return 'defaultRoute'
  if (existsSync(join(sys, name, 'wireless')) || existsSync(join(sys, name, 'phy80211')))
    return 'wireless'
  if (isTunnel(sys, name)) return 'vpn'
  if (bridgesPhysicalCard(sys, name)) return 'bridgedPort'
  const sharing = isApart(sys, name) ? [] : lowersOf(sys, name)
  return sharing.map((lower) => interfaceLock(lower, { sys, proc })).find(Boolean)
}

/** Point-to-point devices (IFF_POINTOPOINT): tun, WireGuard, PPP. A tap device is Ethernet and free. */
const isTunnel = (sys: string, name: string): boolean => {
  const flags = Number(read(join(sys, name, 'flags')).trim() || '0')
  return (flags & 0x10) !== 0
}

export type Addresses = ReadonlyMap<string, readonly NetworkInterfaceInfo[]>

/** The addresses of each interface. One with a label of its own (`eth0:1`) is listed by the system as if that were another. */
export const addressesOf = (listed: ReturnType<typeof networkInterfaces>): Addresses => {
  const found = new Map<string, readonly NetworkInterfaceInfo[]>()
  for (const [label, addresses = []] of Object.entries(listed)) {
    const [name = label] = label.split(':')
    found.set(name, [...(found.get(name) ?? []), ...addresses])
  }
  return found
}

/** As they are now. */
export const readAddresses = (): Addresses => addressesOf(networkInterfaces())

/** Whether a system made an address up because nobody gave it one (RFC 3927). */
const isMadeUp = ({ address }: NetworkInterfaceInfo): boolean => address.startsWith('169.254.')

/** The interfaces with an IPv4 address, the one that somebody gave it if it has several, with what speaks against serving on each. */
export const listInterfaces = (listed: Addresses = readAddresses()): readonly InterfaceInfo[] =>
  [...listed].flatMap(([name, addresses]) => {
    const [first, ...rest] = addresses
      .filter((address) => address.family === 'IPv4')
      .toSorted((a, b) => Number(isMadeUp(a)) - Number(isMadeUp(b)))
    if (first === undefined) return []
    const lock = interfaceLock(name)
    const { address, netmask, mac } = first
    const others = rest.map((each) => ({ address: each.address, netmask: each.netmask }))
    return [{ name, address, netmask, mac, others, ...(lock === undefined ? {} : { lock }) }]
  })

/** What an interface lacks to be served on, the first thing first. */
export type Lack = 'up' | 'link' | 'address'

/** Each lack as the end of a sentence that begins with the interface's name. */
export const lackTexts: Readonly<Record<Lack, string>> = {
  up: 'is switched off in this computer',
  link: 'has no link: nothing is plugged in, or what is at the other end is off',
  address: 'has no IPv4 address',
}

/** What an interface lacks that the system's list leaves out; undefined when there is no such interface (Linux). */
export const lackOf = (name: string, sys = '/sys/class/net'): Lack | undefined => {
  if (!existsSync(join(sys, name))) return undefined
  if ((Number(read(join(sys, name, 'flags')).trim()) & up) === 0) return 'up'
  return withoutCarrier(name, sys) ? 'link' : 'address'
}

/** `IFF_UP` of the kernel. */
const up = 0x1
/** `ARPHRD_ETHER` of the kernel. */
const ethernet = '1'

/** An interface that is not ready, and why. */
export type Lacking = { readonly name: string; readonly lack: Lack }

/** Ethernet interfaces that the system's list leaves out, and what each lacks to be served on (Linux). Ports of bridges are none. */
export const notReady = (
  listed: readonly Pick<InterfaceInfo, 'name'>[],
  places: { readonly sys?: string; readonly proc?: string } = {},
): readonly Lacking[] => {
  const { sys = '/sys/class/net' } = places
  return namesIn(sys).flatMap((name) => {
    const lack = lackOf(name, sys)
    const isRack =
      lack !== undefined &&
      !listed.some((each) => each.name === name) &&
      read(join(sys, name, 'type')).trim() === ethernet &&
      !existsSync(join(sys, name, 'master')) &&
      interfaceLock(name, places) === undefined
    return isRack ? [{ name, lack }] : []
  })
}

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** The interface as it is served by one of its addresses. `LabError` `net.address-absent`. */
const servedBy = (found: InterfaceInfo, address: string): InterfaceInfo => {
  const { name, netmask, others } = found
  const all = [{ address: found.address, netmask }, ...others]
  const chosen = all.find((each) => each.address === address)
  if (chosen !== undefined)
    return { ...found, ...chosen, others: all.filter((each) => each !== chosen) }
  const has = all.map((each) => each.address).join(', ')
  throw new LabError('net.address-absent', `${name} has no address ${address}; it has ${has}.`, {
    name,
    address,
  })
}

/**
 * The interface by its name, free to be served on; by the address named, else by its first. `LabError` `net.no-such-interface` when
 * it is not there, `net.interface-not-ready` when it has no link or IPv4 address, `net.interface-locked` when it leads to a
 * network that is not a lab, `net.address-absent`.
 */
export const demandInterface = (name: string, address?: string): InterfaceInfo => {
  const found = listInterfaces().find((each) => each.name === name)
  const lack = found === undefined ? lackOf(name) : undefined
  if (lack !== undefined)
    throw new LabError('net.interface-not-ready', `${name} ${lackTexts[lack]}.`, { name, lack })
  if (found === undefined)
    throw new LabError(
      'net.no-such-interface',
      `There is no interface ${name} with an IPv4 address.`,
      { name },
    )
  if (found.lock !== undefined)
    throw new LabError('net.interface-locked', `${name} ${lockTexts[found.lock]}.`, {
      name,
      lock: found.lock,
    })
  return address === undefined ? found : servedBy(found, address)
}

/** Whether an interface has an address now. */
export const hasAddress = (name: string, address: string): boolean =>
  readAddresses()
    .get(name)
    ?.some((each) => each.address === address) === true

/** The number the system gives an interface, which stays when it is renamed (Linux). */
export const indexOf = (name: string): number | undefined =>
  Number(read(join('/sys/class/net', name, 'ifindex')).trim()) || undefined
