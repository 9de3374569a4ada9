import { contains, ipv4ToNumber, parseSubnet } from '../base/index.ts'
import {
  ofParts,
  problem,
  repeated,
  type Check,
  type CheckOfParts,
  type Path,
  type Problem,
} from './problem.ts'
import type { Network } from './schema.ts'

const addresses: Check<'network' | 'hosts'> = function* ({ network, hosts }) {
  const subnet = parseSubnet(network.subnet)
  const inside: [Path, string | undefined][] = [
    [['network', 'server'], network.server],
    [['network', 'router'], network.router],
    [['network', 'pool', 'first'], network.pool.first],
    [['network', 'pool', 'last'], network.pool.last],
    ...hosts.map(({ address }, i): [Path, string | undefined] => [
      ['hosts', i, 'address'],
      address,
    ]),
  ]
  for (const [path, address] of inside) {
    if (address === undefined) continue
    if (!contains(subnet, address)) {
      yield problem(path, `${address} is outside the subnet ${network.subnet}`)
    } else if (address === subnet.broadcast || address === subnet.network) {
      yield problem(path, `${address} is the subnet's own address`)
    }
  }
  for (const [i, { address }] of hosts.entries()) {
    if (address !== undefined && [network.server, network.router].includes(address)) {
      yield problem(['hosts', i, 'address'], `${address} is the server's or the router's address`)
    }
  }
  yield* pool(network)
  yield* excluded(network.dhcp, ['network', 'dhcp'])
}

function* backwards({ first, last }: Network['pool'], path: Path): Generator<Problem> {
  if (ipv4ToNumber(first) > ipv4ToNumber(last)) yield problem(path, `${first} comes after ${last}`)
}

function* excluded(
  from: { readonly exclude?: readonly Network['pool'][] | undefined } | undefined,
  path: Path,
): Generator<Problem> {
  for (const [i, range] of (from?.exclude ?? []).entries()) {
    yield* backwards(range, [...path, 'exclude', i])
  }
}

function* pool({ pool: range, server }: Network): Generator<Problem> {
  const path = ['network', 'pool']
  const own = ipv4ToNumber(server)
  yield* backwards(range, path)
  if (own >= ipv4ToNumber(range.first) && own <= ipv4ToNumber(range.last)) {
    yield problem(path, `the pool holds the server's own address ${server}`)
  }
}

const overlap = (one: string, other: string): boolean => {
  const [a, b] = [parseSubnet(one), parseSubnet(other)]
  return contains(a, b.network) || contains(b, a.network)
}

/** Networks behind a relay agent: what the server leases there must be of there, and no address of two networks. */
const relayed: Check<'network'> = function* ({ network }) {
  const known = [network.subnet]
  for (const [i, each] of (network.dhcp?.relayed ?? []).entries()) {
    const { subnet, router, pool: range } = each
    const path: Path = ['network', 'dhcp', 'relayed', i]
    const over = known.find((other) => overlap(subnet, other))
    if (over !== undefined) yield problem([...path, 'subnet'], `${subnet} overlaps ${over}`)
    known.push(subnet)
    for (const [key, address] of Object.entries({ router, ...range })) {
      if (address === undefined || contains(parseSubnet(subnet), address)) continue
      const at = key === 'router' ? [key] : ['pool', key]
      yield problem([...path, ...at], `${address} is outside the subnet ${subnet}`)
    }
    yield* backwards(range, [...path, 'pool'])
    yield* excluded(each, path)
  }
}

const tftpPorts: Check<'network'> = function* ({ network }) {
  const range = network.tftp?.ports
  if (typeof range !== 'object' || range.first <= range.last) return
  yield problem(['network', 'tftp', 'ports'], `${range.first} comes after ${range.last}`)
}

/**
 * Options that say what a reply is, whose, and for how long, or that only clients send (RFC 2131 table 3); the
 * relay's own (RFC 3046). A fixed value there would be a lie.
 */
const ofTheReplyItself: ReadonlySet<number> = new Set([
  50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 61, 80, 82, 118,
])

const dhcpOptions: Check<'network'> = function* ({ network }) {
  const path = (i: number): Path => ['network', 'dhcp', 'options', i, 'code']
  const own = network.dhcp?.options ?? []
  for (const [i, { code }] of own.entries()) {
    if (!ofTheReplyItself.has(code)) continue
    yield problem(path(i), `the server writes option ${code} itself`)
  }
  yield* repeated(own, path, ({ code }) => String(code), 'option')
}

/** What is reserved elsewhere is one host's, and not of the lab's own network. */
const reservations: Check<'network' | 'hosts'> = function* ({ network, hosts }) {
  const own = parseSubnet(network.subnet)
  const seen = new Set<string>()
  for (const [i, { otherAddresses = [] }] of hosts.entries()) {
    for (const [j, address] of otherAddresses.entries()) {
      const path = ['hosts', i, 'otherAddresses', j]
      if (contains(own, address)) {
        yield problem(path, `${address} is of the lab's own network: it goes into "address"`)
      }
      if (seen.has(address)) yield problem(path, `the address "${address}" is there twice`)
      seen.add(address)
    }
  }
}

const ports: Check<'network'> = function* ({ network }) {
  // 0 asks the system for a free port, so it may repeat. UDP and TCP ports are counted apart.
  for (const keys of [
    ['dhcp', 'dhcpClient', 'tftp', 'vcenter', 'syslog'],
    ['waiter', 'rules', 'vcenter', 'syslogTcp'],
  ] as const) {
    yield* repeated(
      keys,
      (i) => ['network', 'ports', keys[i] ?? ''],
      (key) => {
        const port = network.ports[key] ?? 0
        return port === 0 ? undefined : String(port)
      },
      'port',
    )
  }
}

/** What the network section says must fit together: addresses, pools, options, ports. */
export const networkChecks: readonly CheckOfParts[] = [
  ofParts(['network', 'hosts'], addresses),
  ofParts(['network'], relayed),
  ofParts(['network', 'hosts'], reservations),
  ofParts(['network'], dhcpOptions),
  ofParts(['network'], ports),
  ofParts(['network'], tftpPorts),
]
