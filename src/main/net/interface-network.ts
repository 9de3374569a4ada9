import type { Clock } from '../../shared/base/index.ts'
import { createSystemClock } from '../system-clock.ts'
import { bindError } from './bind-error.ts'
import { linksOf, withoutCarrier } from './carrier.ts'
import { descriptorOn } from './descriptor.ts'
import { everybody } from './everybody.ts'
import { demandInterface, readAddresses } from './interfaces.ts'
import { answered, askNeighbours } from './neighbours.ts'
import { createPinnedSockets } from './native/index.ts'
import type { Endpoint, Network } from './network.ts'
import { watchInterface } from './watch-interface.ts'
import { listenTcp, openUdp } from './sockets.ts'

/**
 * One real interface, named by the user, by one of its addresses (the first). All sockets are pinned to it: nothing else is heard and
 * nothing leaves elsewhere. `LabError` `net.no-such-interface`, `net.interface-not-ready`, `net.interface-locked`,
 * `net.address-absent`, `net.native-call`.
 */
export const createInterfaceNetwork = async ({
  name,
  address: asked,
  clock = createSystemClock(),
}: {
  readonly name: string
  readonly address?: string | undefined
  readonly clock?: Clock
}): Promise<Network> => {
  const { address, mac } = demandInterface(name, asked)
  const sockets = await createPinnedSockets({ name, address })
  const changes = watchInterface({ name, address }, clock)
  const network: Network = {
    kind: 'interface',
    name,
    address,
    async udp({ address, port, share = false, onDatagram, onError }) {
      const at = { address, port }
      try {
        return await openUdp(sockets.udp(at, { share }), { onDatagram, onError })
      } catch (error) {
        throw await bindError('udp', at, error)
      }
    },
    async listen(server, at: Endpoint) {
      try {
        return await listenTcp(server, sockets.tcp(at))
      } catch (error) {
        throw await bindError('tcp', at, error)
      }
    },
    descriptor: descriptorOn(async () => sockets),
    broadcast: (_asked, port) => ({ address: everybody, port }),
    watch: changes.watch,
    async twin(signal) {
      const found = await sockets.claimants?.(address, mac, () => clock.sleep(answered, signal))
      // Linux answers on each of its cards for all of its addresses.
      const ours = new Set([...readAddresses().values()].flat().map((each) => each.mac))
      return found?.find((claimant) => !ours.has(claimant))
    },
    links: () => linksOf(name),
    isLinked: () => !withoutCarrier(name),
    introduce: (address, mac) => sockets.introduce(address, mac),
    advertise: () => sockets.advertise(),
    async neighbours(addresses, { recheck, signal }) {
      const socket = await network.udp({
        address,
        port: 0,
        onDatagram: () => undefined,
        onError: () => undefined,
      })
      try {
        return await askNeighbours(addresses, { device: name, socket, clock, recheck, signal })
      } finally {
        await socket.close()
      }
    },
  }
  return network
}
