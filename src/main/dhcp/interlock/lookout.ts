import { LabError, type Clock } from '../../../shared/base/index.ts'
import type { DhcpMode } from '../../../shared/document/schema.ts'
import type { Recorded } from '../../../shared/facts/index.ts'
import { hex, nowhere, type DhcpPacket } from '../../../shared/packet/dhcp/index.ts'
import type { Entry } from '../../journal/store.ts'
import type { Datagram, Endpoint, Network } from '../../net/index.ts'
import type { DhcpConfig } from '../config.ts'
import { createProber, proberMac } from '../proof.ts'
import { sightingIn, sightingOf, type Sighting } from './foreign.ts'
import { probeForServers } from './probe.ts'

/** Modes in which a second server that gives addresses would make both of them lie. */
export const standsAlone = (mode: DhcpMode) =>
  mode === 'authoritative' || mode === 'reservationOnly'

/** Looks out for other DHCP servers on a real interface; in the loopback lab there are none. */
export type Lookout = {
  /** Asks the segment. `LabError` `dhcp.foreign-server` when somebody answers where we must be alone. */
  demandAlone(config: DhcpConfig, signal: AbortSignal): Promise<void>
  /** Looks at what passes by. Calls `meet` with the error when we must not go on. */
  look(datagram: Datagram, mode: DhcpMode): void
  /** The same for a packet that was read already. */
  lookAt(packet: DhcpPacket, from: Endpoint, mode: DhcpMode): void
  /** Whether a packet is a question of `demandAlone`: the system lets us hear our own broadcasts. */
  asks(packet: DhcpPacket): boolean
  /** Forgets whom it has seen, so that they are written down again. */
  reset(): void
}

const foreignError = ({ serverId, from, offered, seen }: Sighting, name: string): LabError =>
  new LabError(
    'dhcp.foreign-server',
    seen === 'answer'
      ? `Another DHCP server, ${serverId} (heard from ${from}), answers on ${name}${offered === nowhere ? '' : ` and offered ${offered}`}.`
      : `A client on ${name} took ${offered} from another DHCP server, ${serverId}.`,
    { serverId, from, offered, interface: name },
  )

/** ms to find out a MAC; the fact is written without it after that. */
const patience = 5000

export const createLookout = ({
  network,
  commit,
  clock,
  meet,
}: {
  readonly network: Network
  readonly commit: (entry: Entry) => Promise<readonly Recorded[]>
  readonly clock: Clock
  readonly meet: (error: LabError) => void
}): Lookout => {
  const seen = new Set<string>()
  /** The MACs that questions are asked with now. */
  const asking = new Set<string>()
  const isReal = network.kind === 'interface'

  const macOf = async (address: string): Promise<string | undefined> => {
    const known = await network
      .neighbours?.([address], { recheck: false, signal: AbortSignal.timeout(patience) })
      .catch(() => undefined)
    return known?.get(address)
  }

  const writeDown = async ({ serverId, from, offered }: Sighting) => {
    if (seen.has(serverId)) return
    seen.add(serverId)
    const mac = await macOf(from === nowhere ? serverId : from)
    await commit({
      facts: [
        {
          type: 'dhcp.foreignOffer',
          serverId,
          from,
          offered,
          interface: network.name,
          ...(mac === undefined ? {} : { mac }),
        },
      ],
    })
  }

  const judge = (sighting: Sighting | undefined, mode: DhcpMode) => {
    if (sighting === undefined) return
    if (standsAlone(mode)) meet(foreignError(sighting, network.name))
    // A journal that cannot be written breaks the server down by its own packets.
    writeDown(sighting).catch(() => undefined)
  }

  return {
    async demandAlone({ mode, ports }, signal) {
      if (!isReal || !standsAlone(mode)) return
      const prober = createProber()
      const mac = proberMac(prober)
      asking.add(mac)
      const sighting = await probeForServers({ network, ports, prober, clock, signal }).finally(
        () => asking.delete(mac),
      )
      if (sighting === undefined) return
      await writeDown(sighting)
      throw foreignError(sighting, network.name)
    },
    look(datagram, mode) {
      if (isReal) judge(sightingIn(datagram, network.address), mode)
    },
    lookAt(packet, from, mode) {
      if (isReal) judge(sightingOf(packet, from, network.address), mode)
    },
    asks: ({ chaddr }) => asking.size > 0 && asking.has(hex(chaddr, ':')),
    reset() {
      seen.clear()
    },
  }
}
