import { LabError } from '../../../shared/base/index.ts'
import type { PinnedSockets } from './pinned.ts'

/**
 * The pinned sockets of this operating system. The native library is loaded only here, so the
 * loopback lab runs without it.
 */
export const createPinnedSockets = async (device: {
  readonly name: string
  readonly address: string
}): Promise<PinnedSockets> => {
  switch (process.platform) {
    case 'linux': {
      const { createLinuxSockets, loadLibc } = await import('./linux.ts')
      return createLinuxSockets(loadLibc(), device.name)
    }
    default:
      throw new LabError(
        'net.native-call',
        `Serving on a real interface is not supported on ${process.platform}.`,
        { platform: process.platform, name: device.name },
      )
  }
}
