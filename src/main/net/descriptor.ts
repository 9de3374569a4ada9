import { LabError } from '../../shared/base/index.ts'
import { bindError } from './bind-error.ts'
import type { PinnedSockets } from './native/pinned.ts'
import type { Endpoint, Network } from './network.ts'

/**
 * Bare descriptors of an interface's pinned sockets, for a network on Linux; elsewhere there are
 * none.
 */
export const descriptorOn = (sockets: () => Promise<PinnedSockets>): Network['descriptor'] => {
  const { platform } = process
  if (platform !== 'linux') return undefined
  return async (at: Endpoint) => {
    const pinned = await sockets()
    try {
      const binding = pinned.udp(at, { share: false })
      if ('fd' in binding) return binding.fd
    } catch (error) {
      throw await bindError('udp', at, error)
    }
    throw new LabError('net.native-call', 'This system gives no bare descriptors.', { platform })
  }
}
