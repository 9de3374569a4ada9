import { fromHex, option, options, type Route } from '../../shared/packet/dhcp/index.ts'
import { contains, ipv4ToNumber, parseSubnet, type Subnet } from '../../shared/base/index.ts'
import type { DhcpMode, HostBoot, LabDocument, LoaderRule } from '../../shared/document/schema.ts'

/** Addresses from first to last, both included, as numbers. */
export type Range = { readonly first: number; readonly last: number }

/** A network whose clients get addresses: our own, or one behind a relay agent. */
export type ServedSubnet = {
  readonly cidr: string
  readonly subnet: Subnet
  readonly router?: string
  readonly pool: Range
  readonly exclude: readonly Range[]
  /** Options a client of this network may ask for, by code. */
  readonly offered: ReadonlyMap<number, Uint8Array>
}

/** A card of a host the document knows. */
export type KnownHost = {
  /** Reserved for it, at most one in a network: for the first card alone, since another may ask while that one uses it. */
  readonly addresses: readonly string[]
  readonly boot: HostBoot
}

/** All that the pure service needs to know of the lab document; made once for each version. */
export type DhcpConfig = {
  readonly mode: DhcpMode
  /** Our address: server identifier and next server. */
  readonly server: string
  readonly ports: {
    readonly server: number
    readonly client: number
    /** The PXE boot server: 4011, or as far from it as our DHCP port is from 67. */
    readonly boot: number
  }
  readonly local: ServedSubnet
  readonly relayed: readonly ServedSubnet[]
  /** Seconds. */
  readonly leaseTime: number
  readonly rapidCommit: boolean
  readonly identity: 'clientId' | 'mac'
  readonly conflictCheck: boolean
  readonly routerAdvertisement: boolean
  readonly loaders: readonly LoaderRule[]
  /** Where HTTP boot finds the loaders, and the script after them. */
  readonly httpRoot: string
  readonly httpScript: string
  readonly hostByMac: ReadonlyMap<string, KnownHost>
  /** Whose an address is, by reservation. */
  readonly reservedFor: ReadonlyMap<string, string>
}

const rangeOf = ({ first, last }: { first: string; last: string }): Range => ({
  first: ipv4ToNumber(first),
  last: ipv4ToNumber(last),
})

type OfferedBy = {
  readonly settings: NonNullable<LabDocument['network']['dhcp']>
  readonly subnet: Subnet
  readonly router: string | undefined
}

const everywhere = '0.0.0.0/0'

/** A client that takes classless routes does not look at the router (RFC 3442): it is the last of the routes. */
const withRouter = (routes: readonly Route[], router: string | undefined): readonly Route[] =>
  router === undefined || routes.some(({ to }) => to === everywhere)
    ? routes
    : [...routes, { to: everywhere, via: router }]

/** The configuration options of one network, encoded once. Absent settings give no option. */
const offeredOptions = ({
  settings,
  subnet,
  router,
}: OfferedBy): ReadonlyMap<number, Uint8Array> => {
  const { dns = [], ntp = [], routes = [], domain, mtu } = settings
  return new Map([
    ...(settings.options ?? []).map(({ code, hex }) => [code, fromHex(hex)] as const),
    option(options.subnetMask, subnet.mask),
    option(options.broadcastAddress, subnet.broadcast),
    ...(router === undefined ? [] : [option(options.router, [router])]),
    ...(dns.length === 0 ? [] : [option(options.nameServer, dns)]),
    ...(ntp.length === 0 ? [] : [option(options.timeServer, ntp)]),
    ...(domain === undefined ? [] : [option(options.domainName, domain)]),
    ...(mtu === undefined ? [] : [option(options.interfaceMtu, mtu)]),
    ...(routes.length === 0 ? [] : [option(options.classlessRoutes, withRouter(routes, router))]),
  ])
}

const bootPort = (dhcp: number) => (dhcp === 0 ? 0 : dhcp - 67 + 4011)

/** What DHCP needs of the document, worked out once. `address` is the services' own. */
export const configOf = (document: LabDocument, address: string): DhcpConfig => {
  const { network } = document
  const settings = network.dhcp ?? {}
  const waiter = `http://${address}:${String(network.ports.waiter)}`
  const served = (each: {
    readonly subnet: string
    readonly router?: string | undefined
    readonly pool: { first: string; last: string }
    readonly exclude?: readonly { first: string; last: string }[] | undefined
  }): ServedSubnet => {
    const subnet = parseSubnet(each.subnet)
    return {
      cidr: each.subnet,
      subnet,
      pool: rangeOf(each.pool),
      exclude: (each.exclude ?? []).map(rangeOf),
      offered: offeredOptions({ settings, subnet, router: each.router }),
      ...(each.router === undefined ? {} : { router: each.router }),
    }
  }
  const known = document.hosts.flatMap(
    ({ mac, boot = {}, address, otherAddresses = [], moreCards = [] }) => [
      {
        mac,
        boot,
        addresses: address === undefined ? otherAddresses : [address, ...otherAddresses],
      },
      ...moreCards.map((card) => ({ mac: card.mac, boot, addresses: [] })),
    ],
  )
  return {
    mode: settings.mode ?? 'authoritative',
    server: address,
    ports: {
      server: network.ports.dhcp,
      client: network.ports.dhcpClient,
      boot: bootPort(network.ports.dhcp),
    },
    local: served({ ...network, exclude: settings.exclude }),
    relayed: (settings.relayed ?? []).map(served),
    leaseTime: network.leaseTime,
    rapidCommit: settings.rapidCommit ?? false,
    identity: settings.identity ?? 'clientId',
    conflictCheck: settings.conflictCheck ?? true,
    routerAdvertisement: settings.routerAdvertisement ?? true,
    loaders: settings.loaders ?? [],
    httpRoot: `${waiter}/vmw/loader/`,
    httpScript: `${waiter}/vmw/rbd/tramp`,
    hostByMac: new Map(known.map(({ mac, boot, addresses }) => [mac, { boot, addresses }])),
    reservedFor: new Map(
      known.flatMap(({ mac, addresses }) => addresses.map((each) => [each, mac] as const)),
    ),
  }
}

/** The network an address belongs to, if we serve it. */
export const subnetOfAddress = (config: DhcpConfig, address: string): ServedSubnet | undefined =>
  [config.local, ...config.relayed].find(({ subnet }) => contains(subnet, address))
