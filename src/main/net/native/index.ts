import { LabError } from '../../../shared/base/index.ts'
import type { PinnedSockets } from './pinned.ts'

/** The structures of calls in bulk are written for these. */
const has64Bits = process.arch === 'x64' || process.arch === 'arm64'

/**
 * The pinned sockets of this operating system. The native library is loaded only here, so the loopback lab runs
 * without it. `LabError` `net.native-call` where there are none.
 */
export const createPinnedSockets = async (
  device: { readonly name: string; readonly address: string },
  platform: NodeJS.Platform = process.platform,
): Promise<PinnedSockets> => {
  switch (platform) {
    case 'linux': {
      const { createLinuxSockets, loadLibc } = await import('./linux.ts')
      const { bulkDatagrams } = await import('./bulk.ts')
      const bulk = has64Bits ? bulkDatagrams() : undefined
      return createLinuxSockets(loadLibc(), device.name, bulk)
    }
    case 'darwin': {
      const { createDarwinSockets, loadLibc } = await import('./darwin.ts')
      return createDarwinSockets(loadLibc(), device.name)
    }
    case 'win32': {
      const { createWindowsSockets, loadWinsock } = await import('./windows.ts')
      return createWindowsSockets(loadWinsock(), device)
    }
    default:
      throw new LabError(
        'net.native-call',
        `Serving on a real interface is not supported on ${platform}.`,
        { platform, name: device.name },
      )
  }
}
