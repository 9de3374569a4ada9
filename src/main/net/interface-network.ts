import { bindError } from './bind-error.ts'
import { demandInterface } from './interfaces.ts'
import { createPinnedSockets } from './native/index.ts'
import type { Endpoint, Network } from './network.ts'
import { listenTcp, openUdp } from './sockets.ts'

/** Reaches every machine of the segment, also one without an address (RFC 919). */
const everybody = '255.255.255.255'

/**
 * One real interface, named by the user. All sockets are pinned to it: nothing else is heard and
 * nothing leaves elsewhere. `LabError` `net.no-such-interface`, `net.interface-locked`,
 * `net.native-call`.
 */
export const createInterfaceNetwork = async ({
  name,
}: {
  readonly name: string
}): Promise<Network> => {
  const { address } = demandInterface(name)
  const sockets = await createPinnedSockets({ name, address })
  return {
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
    broadcast: (_asked, port) => ({ address: everybody, port }),
    introduce: (address, mac) => sockets.introduce(address, mac),
  }
}
