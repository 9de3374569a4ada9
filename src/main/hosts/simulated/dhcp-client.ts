import { assertNever, macBytes, neededNoMore } from '../../../shared/base/index.ts'
import type { FactOf } from '../../../shared/facts/index.ts'
import {
  broadcastFlag,
  codeOfMessage,
  decodeDhcp,
  encodeDhcp,
  nowhere,
  option,
  options,
  tryOption,
  type DhcpPacket,
} from '../../../shared/packet/dhcp/index.ts'
import type { Datagram, UdpSocket } from '../../net/network.ts'
import type { Bench, Lease } from './bench.ts'
import type { Renewal } from './hold-lease.ts'
import type { Card } from './messages.ts'

/** Which program speaks; each says other things of itself (measured with real ones). */
export type Speaker = 'firmware' | 'ipxe' | 'system'

/** No lease: nobody answered, or nobody answered well. */
export class NoLease extends Error {
  override readonly name = 'NoLease'
  readonly tries: number

  constructor(tries: number) {
    super('No answer from a DHCP server')
    this.tries = tries
  }
}

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text)

const architectures = { bios: 0, uefi: 7 } as const
const undi = {
  bios: { version: Uint8Array.of(1, 2, 1), name: '002001' },
  uefi: { version: Uint8Array.of(1, 3, 0), name: '003000' },
} as const

/** Options that say who asks, in the order real clients send them. */
const identity = (bench: Bench, speaker: Speaker): (readonly [number, Uint8Array])[] => {
  const { spec } = bench
  const arch = architectures[spec.firmware]
  const pxe = [
    option(options.clientArch, [arch]),
    option(options.clientInterface, undi[spec.firmware].version),
    option(
      options.vendorClass,
      `PXEClient:Arch:${String(arch).padStart(5, '0')}:UNDI:${undi[spec.firmware].name}`,
    ),
    // Firmware and iPXE alike send it as SMBIOS has it.
    option(options.clientUuid, spec.uuid),
  ]
  const clientId = option(options.clientId, Uint8Array.of(1, ...macBytes(cardOf(bench).mac)))
  switch (speaker) {
    case 'firmware':
      // edk2 sends no client identifier; ROMs do.
      return spec.firmware === 'uefi' ? pxe : [...pxe, clientId]
    case 'ipxe':
      return [...pxe, [options.userClass.code, ascii('iPXE')], clientId]
    case 'system':
      return [clientId]
    default:
      return assertNever(speaker)
  }
}

const asked = Uint8Array.of(1, 3, 6, 12, 15, 43, 51, 54, 60, 66, 67, 128, 175)

const message = (
  bench: Bench,
  speaker: Speaker,
  type: 'discover' | 'request',
  parts: { xid: number; secs: number; ciaddr?: string; more?: (readonly [number, Uint8Array])[] },
): Uint8Array => {
  const packet: DhcpPacket = {
    op: 'request',
    htype: 1,
    hops: 0,
    xid: parts.xid,
    secs: parts.secs,
    // edk2 hears broadcasts only; iPXE and a running system hear both.
    flags: speaker === 'firmware' && bench.spec.firmware === 'uefi' ? broadcastFlag : 0,
    ciaddr: parts.ciaddr ?? nowhere,
    yiaddr: nowhere,
    siaddr: nowhere,
    giaddr: nowhere,
    chaddr: macBytes(cardOf(bench).mac),
    sname: '',
    file: '',
    options: new Map([
      option(options.messageType, codeOfMessage(type)),
      ...(parts.more ?? []),
      option(options.maxSize, 1472),
      [options.parameterList.code, asked],
      ...identity(bench, speaker),
    ]),
  }
  return encodeDhcp(packet)
}

const replyTypes = {
  offer: codeOfMessage('offer'),
  ack: codeOfMessage('ack'),
  nak: codeOfMessage('nak'),
}
const typeOf = (packet: DhcpPacket): number => tryOption(packet, options.messageType) ?? 0

/** Seconds that a lease lasts whose server does not say so; udhcpc takes as many. */
const unsaidLeaseTime = 3600

const leaseOf = (packet: DhcpPacket, leasedAt: number): Lease => ({
  address: packet.yiaddr,
  nextServer:
    packet.siaddr === nowhere ? (tryOption(packet, options.serverName) ?? '') : packet.siaddr,
  bootFile: packet.file === '' ? (tryOption(packet, options.bootFileName) ?? '') : packet.file,
  serverId: tryOption(packet, options.serverId) ?? '',
  leaseTime: tryOption(packet, options.leaseTime) ?? unsaidLeaseTime,
  leasedAt,
  hostName: tryOption(packet, options.hostName) ?? '',
  domainName: tryOption(packet, options.domainName) ?? '',
})

/** The card a program speaks by: the one that booted, or the first with a cable. */
export const cardOf = ({ ram, spec }: Bench): Card =>
  ram.card ?? spec.cards.find(({ cabled }) => cabled) ?? spec.cards[0]

/** One conversation with the server over the card's own address. */
type Conversation = AsyncDisposable & {
  /** Sends and waits for a reply of one of the types; undefined when none came in time. */
  ask(
    bytes: Uint8Array,
    types: readonly number[],
    patience: number,
  ): Promise<DhcpPacket | undefined>
}

const converse = async (bench: Bench, xid: number, address: string): Promise<Conversation> => {
  const { uplink, surroundings, clock, signal } = bench
  let hear: ((packet: DhcpPacket) => void) | undefined
  const onDatagram = ({ bytes }: Datagram) => {
    try {
      const packet = decodeDhcp(bytes)
      if (packet.op === 'reply' && packet.xid === xid) hear?.(packet)
    } catch {
      // Not DHCP: a card drops what it does not understand.
    }
  }
  const socket: UdpSocket = await uplink.udp({
    address,
    port: surroundings.ports.dhcpClient,
    onDatagram,
    onError: () => undefined,
  })
  const server = { address: surroundings.server, port: surroundings.ports.dhcp }
  return {
    ask: async (bytes, types, patience) => {
      const heard = Promise.withResolvers<DhcpPacket>()
      hear = (packet) => {
        if (types.includes(typeOf(packet))) heard.resolve(packet)
      }
      const over = new AbortController()
      const late = clock
        .sleep(patience, AbortSignal.any([signal, over.signal]))
        .catch(() => undefined)
      socket.send(bytes, server)
      const packet = await Promise.race([heard.promise, late])
      over.abort(neededNoMore)
      hear = undefined
      signal.throwIfAborted()
      return packet ?? undefined
    },
    [Symbol.asyncDispose]: () => socket.close(),
  }
}

const requested = (offer: DhcpPacket): (readonly [number, Uint8Array])[] => [
  option(options.serverId, tryOption(offer, options.serverId) ?? offer.siaddr),
  option(options.requestedAddress, offer.yiaddr),
]

type Silence = Pick<FactOf<'firmware.unanswered'>, 'message' | 'attempt' | 'of' | 'waited'>

/** A running system asks for days; only the tries of a network boot are told one by one. */
const reportSilence = async (bench: Bench, speaker: Speaker, silence: Silence): Promise<void> => {
  if (speaker === 'system') return
  const stage = speaker === 'ipxe' ? 'ipxe' : 'dhcp'
  await bench.report({ type: 'firmware.unanswered', host: bench.spec.id, stage, ...silence })
}

/**
 * DISCOVER, OFFER, REQUEST, ACK with the waits of the program that speaks (ms at speed 1, one for
 * each try). Rejects with `NoLease` when they are used up.
 */
export const acquireLease = async (
  bench: Bench,
  speaker: Speaker,
  waits: readonly number[],
): Promise<Lease> => {
  const xid = Math.floor(bench.random() * 0x1_0000_0000)
  await using conversation = await converse(bench, xid, cardOf(bench).linkAddress)
  let secs = 0
  for (const [index, wait] of waits.entries()) {
    const patience = bench.patience(wait)
    const silence = (message: 'DISCOVER' | 'REQUEST') =>
      reportSilence(bench, speaker, {
        message,
        attempt: index + 1,
        of: waits.length,
        waited: patience,
      })
    const discover = message(bench, speaker, 'discover', { xid, secs })
    const offer = await conversation.ask(discover, [replyTypes.offer], patience)
    secs += Math.round(wait / 1000)
    if (offer === undefined) {
      await silence('DISCOVER')
      continue
    }
    const request = message(bench, speaker, 'request', { xid, secs, more: requested(offer) })
    const asked = bench.clock.now()
    const answer = await conversation.ask(request, [replyTypes.ack, replyTypes.nak], patience)
    if (answer !== undefined && typeOf(answer) === replyTypes.ack) return leaseOf(answer, asked)
    if (answer === undefined) await silence('REQUEST')
  }
  throw new NoLease(waits.length)
}

/** Asks for more time (RFC 2131 section 4.4.5: REQUEST with `ciaddr`). */
export const renewLease = async (
  bench: Bench,
  lease: Lease,
  patience: number,
): Promise<Renewal> => {
  const xid = Math.floor(bench.random() * 0x1_0000_0000)
  // The answer comes by unicast to the address that is renewed.
  await using conversation = await converse(bench, xid, lease.address)
  const request = message(bench, 'system', 'request', { xid, secs: 0, ciaddr: lease.address })
  const asked = bench.clock.now()
  const answer = await conversation.ask(request, [replyTypes.ack, replyTypes.nak], patience)
  if (answer === undefined) return undefined
  return typeOf(answer) === replyTypes.ack ? leaseOf(answer, asked) : 'refused'
}
