import { LabError } from '../../shared/base/index.ts'
import { bindError } from './bind-error.ts'
import { descriptorOn } from './descriptor.ts'
import { createPinnedSockets } from './native/index.ts'
import type { Network } from './network.ts'
import { listenTcp, openUdp } from './sockets.ts'

const demandLoopback = (address: string) => {
  if (!address.startsWith('127.'))
    throw new LabError('net.not-loopback', `${address} is not a loopback address.`, { address })
}

/**
 * The loopback lab: needs no rights, reaches nobody. Every socket is bound to a loopback address, so
 * the kernel itself keeps it from all other networks. `LabError` `net.not-loopback` otherwise.
 */
export const createLabNetwork = ({ address }: { readonly address: string }): Network => {
  demandLoopback(address)
  /** Made when first asked for: the lab itself needs no native library. */
  let pinned: ReturnType<typeof createPinnedSockets> | undefined
  return {
    kind: 'lab',
    name: 'loopback',
    address,
    async udp({ address, port, onDatagram, onError }) {
      demandLoopback(address)
      try {
        return await openUdp({ address, port }, { onDatagram, onError })
      } catch (error) {
        throw await bindError('udp', { address, port }, error)
      }
    },
    async listen(server, at) {
      demandLoopback(at.address)
      try {
        return await listenTcp(server, { host: at.address, port: at.port })
      } catch (error) {
        throw await bindError('tcp', at, error)
      }
    },
    descriptor: descriptorOn(() => (pinned ??= createPinnedSockets({ name: 'lo', address }))),
    broadcast: (asked) => asked,
  }
}
