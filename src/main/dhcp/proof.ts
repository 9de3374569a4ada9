import {
  broadcastFlag,
  codeOfMessage,
  decodeDhcp,
  encodeDhcp,
  hex,
  nowhere,
  option,
  options,
  tryOption,
  type DhcpPacket,
} from '../../shared/packet/dhcp/index.ts'
import { randomBytes } from 'node:crypto'
import { LabError, numberToIpv4, ipv4ToNumber } from '../../shared/base/index.ts'
import type { HealProof } from '../component.ts'
import { everybody, type Endpoint, type Network } from '../net/index.ts'
import type { DhcpConfig } from './config.ts'

/** A client of our own: a MAC nobody has (locally administered) and a transaction id. */
export type Prober = { readonly mac: Uint8Array; readonly xid: number }

export const createProber = (): Prober => {
  const bytes = randomBytes(10)
  return {
    mac: Uint8Array.of(0x02, ...bytes.subarray(0, 5)),
    xid: bytes.readUInt32BE(6),
  }
}

export const proberMac = ({ mac }: Prober): string => hex(mac, ':')

/** A client's packet with nothing in it but its type. */
export const clientPacket = (
  { mac, xid }: Prober,
  more: readonly (readonly [number, Uint8Array])[],
): DhcpPacket => ({
  op: 'request',
  htype: 1,
  hops: 0,
  xid,
  secs: 0,
  flags: broadcastFlag,
  ciaddr: nowhere,
  yiaddr: nowhere,
  siaddr: nowhere,
  giaddr: nowhere,
  chaddr: mac,
  sname: '',
  file: '',
  options: new Map(more),
})

/** Where the test client sits: in the loopback lab on the last address of the network, else where it hears broadcasts. */
const seat = (network: Network, { local, ports }: DhcpConfig): Endpoint =>
  network.kind === 'lab'
    ? { address: numberToIpv4(ipv4ToNumber(local.subnet.broadcast) - 1), port: 0 }
    : { address: everybody, port: ports.client }

/** What is answered: a reserved-only server, or one whose pool is used up, has no offer for a stranger, but answers INFORM. */
const question = (mode: DhcpConfig['mode'], hasFree: boolean) =>
  mode === 'reservationOnly' || (mode === 'authoritative' && !hasFree)
    ? ({ type: 'inform', answer: 'ack' } as const)
    : ({ type: 'discover', answer: 'offer' } as const)

/**
 * Asks the server once, as a client from another address, over real sockets. The server keeps nothing of it. Our own codec is
 * on both sides: no other client speaks on an unprivileged port. `LabError` `dhcp.no-answer` when nothing comes in time.
 */
export const prove = async ({
  network,
  config,
  server,
  hasFree,
  prober,
  signal,
}: {
  readonly network: Network
  readonly config: DhcpConfig
  /** Where the server listens. */
  readonly server: Endpoint
  /** Whether an address is left to be offered. */
  readonly hasFree: boolean
  readonly prober: Prober
  readonly signal: AbortSignal
}): Promise<HealProof> => {
  const { type, answer } = question(config.mode, hasFree)
  const answered = Promise.withResolvers<DhcpPacket>()
  const socket = await network.udp({
    ...seat(network, config),
    share: true,
    onDatagram({ bytes }) {
      const reply = readReply(bytes)
      if (reply?.xid === prober.xid && isFrom(reply, config.server) && isA(reply, answer))
        answered.resolve(reply)
    },
    onError: answered.reject,
  })
  const giveUp = () => {
    answered.reject(
      new LabError(
        'dhcp.no-answer',
        `No ${answer.toUpperCase()} came for a ${type.toUpperCase()}.`,
      ),
    )
  }
  signal.addEventListener('abort', giveUp)
  try {
    const packet = clientPacket(prober, [
      option(options.messageType, codeOfMessage(type)),
      ...(config.mode === 'proxy'
        ? [option(options.vendorClass, 'PXEClient:Arch:00007:UNDI:003000')]
        : []),
      option(options.parameterList, [1, 3, 51, 54]),
    ])
    const to = network.kind === 'lab' ? server : network.broadcast(server, config.ports.server)
    socket.send(encodeDhcp(packet), to)
    const reply = await answered.promise
    return [
      `Opened a client at ${socket.local.address}:${String(socket.local.port)}.`,
      `Sent ${type.toUpperCase()} to ${to.address}:${String(to.port)}.`,
      answer === 'offer' && reply.yiaddr !== nowhere
        ? `Received OFFER of ${reply.yiaddr} from ${config.server}; it was not taken.`
        : `Received ${answer.toUpperCase()} from ${config.server}.`,
      ...(config.mode === 'authoritative' && !hasFree
        ? ['No address is left to be offered: the pool is used up.']
        : []),
    ]
  } finally {
    signal.removeEventListener('abort', giveUp)
    await socket.close()
  }
}

/** A server's packet, or nothing for bytes that are none. */
export const readReply = (bytes: Uint8Array): DhcpPacket | undefined => {
  try {
    const packet = decodeDhcp(bytes)
    return packet.op === 'reply' ? packet : undefined
  } catch {
    return undefined
  }
}

const isFrom = (reply: DhcpPacket, server: string) => tryOption(reply, options.serverId) === server
const isA = (reply: DhcpPacket, type: 'offer' | 'ack') =>
  tryOption(reply, options.messageType) === codeOfMessage(type)
