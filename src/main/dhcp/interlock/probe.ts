import {
  codeOfMessage,
  encodeDhcp,
  option,
  options,
  type DhcpPacket,
} from '../../../shared/packet/dhcp/index.ts'
import type { Clock } from '../../../shared/base/index.ts'
import { everybody, type Network } from '../../net/index.ts'
import { clientPacket, createProber, type Prober } from '../proof.ts'
import { sightingIn, type Sighting } from './foreign.ts'

/** ms to wait for answers: some servers ping a new address for three seconds before they offer it. */
const patience = 3500
/** ms between two shapes, so that a server that limits its answers is asked by each. */
const pause = 150

/**
 * The shapes another server may answer to: a plain client; a PXE client, for servers that answer those alone; a client
 * that says its address and wants the rest (no ping, no pool needed); one that wants back an address of a
 * documentation network (RFC 5737), which an authoritative server refuses at once.
 */
export const probeShapes = (prober: Prober, ours: string): readonly DhcpPacket[] => {
  const shape = (
    type: 'discover' | 'inform' | 'request',
    more: readonly (readonly [number, Uint8Array])[] = [],
    fields: Partial<DhcpPacket> = {},
  ): DhcpPacket => ({
    ...clientPacket(prober, [
      option(options.messageType, codeOfMessage(type)),
      ...more,
      option(options.parameterList, [1, 3, 6, 51, 54]),
    ]),
    ...fields,
  })
  return [
    shape('discover'),
    shape('discover', [
      option(options.vendorClass, 'PXEClient:Arch:00007:UNDI:003000'),
      option(options.clientArch, [7]),
    ]),
    shape('inform', [], { ciaddr: ours, flags: 0 }),
    shape('request', [option(options.requestedAddress, '192.0.2.1')]),
  ]
}

/**
 * Asks the segment whether another DHCP server is there. Ends at the first answer, or after a few seconds without one.
 * Nothing is leased: no offer is taken. `LabError` `net.port-in-use` when another program would take the answers.
 */
export const probeForServers = async ({
  network,
  ports,
  prober,
  clock,
  signal,
}: {
  readonly network: Network
  readonly ports: { readonly server: number; readonly client: number }
  readonly prober: Prober
  readonly clock: Clock
  readonly signal: AbortSignal
}): Promise<Sighting | undefined> => {
  const found = Promise.withResolvers<Sighting>()
  const over = new AbortController()
  const until = AbortSignal.any([signal, over.signal])
  const hear = async (address: string) =>
    network.udp({
      address,
      port: ports.client,
      share: true,
      onDatagram(datagram) {
        const sighting = sightingIn(datagram, network.address)
        if (sighting?.seen === 'answer') found.resolve(sighting)
      },
      onError: () => undefined,
    })
  await using ears = new AsyncDisposableStack()
  const hearAt = async (address: string) => ears.adopt(await hear(address), (ear) => ear.close())
  // Answers to the broadcast flag come to everybody, those to INFORM to our own address.
  const broadcasts = await hearAt(everybody)
  await hearAt(network.address)
  const ask = async () => {
    for (const packet of probeShapes(prober, network.address)) {
      broadcasts.send(
        encodeDhcp(packet),
        network.broadcast({ address: network.address, port: ports.client }, ports.server),
      )
      await clock.sleep(pause, until)
    }
    await clock.sleep(patience, until)
    return undefined
  }
  try {
    return await Promise.race([found.promise, ask()])
  } finally {
    over.abort()
  }
}

/** The same on its own, on the ports of RFC 2131 section 4.1. */
export const probeSegment = (asked: {
  readonly network: Network
  readonly clock: Clock
  readonly signal: AbortSignal
}): Promise<Sighting | undefined> =>
  probeForServers({ ...asked, ports: { server: 67, client: 68 }, prober: createProber() })
