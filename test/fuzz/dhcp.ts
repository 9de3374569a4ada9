/**
 * Mutated packets of real clients against the running DHCP server, without its sockets. Stops at the first broken promise and
 * names the seed and the packet.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createServer, type Outgoing } from '../../src/main/dhcp/server.ts'
import type { Lease } from '../../src/main/journal/index.ts'
import { createLabNetwork } from '../../src/main/net/index.ts'
import { contains, parseSubnet } from '../../src/shared/base/index.ts'
import { fact } from '../../src/shared/facts/index.ts'
import {
  decodeDhcp,
  fromHex,
  hex,
  options,
  readOption,
} from '../../src/shared/packet/dhcp/index.ts'
import { lab } from '../dhcp/support.ts'
import { createRandom, mutate, type Random } from './random.ts'
import { createScales, type Fuzz } from './report.ts'

const folder = fileURLToPath(new URL('../fixtures/dhcp/', import.meta.url))
const server = '127.99.0.1'

/** The packets of real clients: what mutations begin with. */
const realPackets = (): readonly Uint8Array[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.hex'))
    .map((name) =>
      fromHex(
        readFileSync(join(folder, name), 'utf8')
          .split('\n')
          .filter((line) => !line.startsWith('#'))
          .join(''),
      ),
    )

/** Makes the packets meet each other: few MACs, our own server id, addresses of the pool. */
const settle = (bytes: Uint8Array, random: Random): Uint8Array => {
  const settled = Uint8Array.from(bytes)
  if (settled.length > 34 && random.below(2) === 0)
    settled.set([random.below(2), random.below(200)], 32)
  const address = [127, 99, 0, random.below(256)]
  if (random.below(2) === 0)
    settled.set(address.slice(0, Math.max(0, settled.length - 12)), Math.min(12, settled.length))
  for (
    let at = 240;
    at + 6 <= settled.length && random.below(3) > 0;
    at += 2 + (settled[at + 1] ?? 0)
  ) {
    if (settled[at] === options.serverId.code) settled.set([127, 99, 0, 1], at + 2)
    if (settled[at] === options.requestedAddress.code) settled.set(address, at + 2)
  }
  return settled
}

/** Options that a reply gives back as they came. */
const givenBack = [
  options.clientId.code,
  options.relayInfo.code,
  options.clientUuid.code,
  options.subnetSelection.code,
]

/** One option of hundreds of bytes, in as many instances as it takes (RFC 3396): no real client in the fixtures sends one. */
const stuff = (bytes: Uint8Array, random: Random): Uint8Array => {
  if (bytes.length < 240) return bytes
  const code = random.pick([...givenBack, random.below(256)])
  const long: number[] = []
  for (let left = random.below(900); left > 0; left -= 255) {
    const size = Math.min(left, 255)
    long.push(code, size, ...Array.from({ length: size }, () => random.below(256)))
  }
  return Uint8Array.from([...bytes.slice(0, 240), ...long, ...bytes.slice(240)])
}

const demand = (holds: boolean, promise: string) => {
  if (!holds) throw new Error(promise)
}

/** What every reply must be. */
const checkReply = (asked: Uint8Array, { bytes }: Outgoing) => {
  const request = decodeDhcp(asked)
  const reply = decodeDhcp(bytes)
  demand(bytes.length >= 300 && bytes.length <= 1472, 'a reply has 300 to 1472 bytes')
  demand(reply.op === 'reply' && reply.xid === request.xid, 'a reply answers its own request')
  demand(hex(reply.chaddr) === hex(request.chaddr), 'a reply is for the client that asked')
  demand(readOption(reply, options.serverId) === server, 'a reply names this server')
  demand(
    reply.yiaddr === '0.0.0.0' || contains(parseSubnet('127.99.0.0/16'), reply.yiaddr),
    'an address is of the network served',
  )
}

/** No address has two holders at a time. A client's next lease ends the one before, as in the store. */
const createLedger = () => {
  const byClient = new Map<string, Lease>()
  const holder = new Map<string, string>()
  return (leases: readonly Lease[], now: number) => {
    for (const lease of leases) {
      const before = byClient.get(lease.client)
      if (before !== undefined && holder.get(before.address) === lease.client)
        holder.delete(before.address)
      byClient.set(lease.client, lease)
      if (lease.state === 'released') continue
      const other = byClient.get(holder.get(lease.address) ?? '')
      demand(
        other === undefined || other.expiresAt <= now,
        `${lease.address} goes to ${lease.client} while ${other?.client ?? ''} holds it`,
      )
      holder.set(lease.address, lease.client)
    }
  }
}

/** Runs `packets` mutations. Rejects at the first broken promise. */
export const fuzzDhcp: Fuzz = async (packets, seed) => {
  const random = createRandom(seed)
  const seeds = realPackets()
  const document = lab('127.99')
  const checkLeases = createLedger()
  let now = 1_000_000_000_000
  let asked: Uint8Array = new Uint8Array(0)
  let replies = 0
  let bad = 0
  let broken: unknown
  const service = createServer(
    {
      network: createLabNetwork({ address: server }),
      document: () => document,
      identify: { byMac: (mac) => `host-${mac.replaceAll(':', '')}`, byAddress: () => undefined },
      commit: ({ facts, leases = [] }) => {
        checkLeases(leases, now)
        for (const each of facts) {
          if (each.type === 'dhcp.finding')
            demand(each.finding.code !== 'dhcp.unexpected', each.finding.message)
          demand(fact.safeParse(each).success, `a fact is one: ${JSON.stringify(each)}`)
        }
        bad += facts.filter(({ type }) => type === 'net.badInput').length
        return Promise.resolve([])
      },
      clock: { now: () => now, sleep: () => Promise.resolve() },
    },
    [],
    {
      send(out) {
        replies += 1
        checkReply(asked, out)
      },
      admit: () => true,
      broken: (error) => {
        broken = error
      },
    },
  )
  const scales = createScales(packets)
  for (let count = 0; count < packets; count += 1) {
    scales.at(count)
    let bytes = settle(random.pick(seeds), random)
    for (let changes = random.below(4); changes > 0; changes -= 1)
      bytes = mutate(bytes, random.pick(seeds), random)
    if (random.below(16) === 0) bytes = stuff(bytes, random)
    asked = bytes
    service.receive({ bytes, from: { address: '127.99.9.9', port: 10_068 } }, 'dhcp')
    // The reply leaves when the commit has settled; the next packet comes after it, so that they pair up.
    await Promise.resolve()
    await Promise.resolve()
    await Promise.resolve()
    now += random.below(2000)
    if (broken !== undefined)
      throw new Error(`DHCP, seed ${String(seed)}, packet ${String(count)}: ${hex(bytes)}`, {
        cause: broken,
      })
  }
  return { packets, replies, bad, grownMiB: scales.grown() }
}
