import type { LabDocument } from '../../shared/document/index.ts'
import type { App } from '../app.ts'
import { openLab } from '../open-lab.ts'
import { claimFreeSubnet, inTemporaryFolder } from './free-lab.ts'
import { sayError } from './output.ts'
import type { Shell } from './shell.ts'

/**
 * Works in a new lab on a loopback subnet of its own; it is gone afterwards. `furnish` puts files into its folder before it
 * opens. The errors of `claimFreeSubnet` and `openLab`.
 */
export const inOwnLab = <T>(
  { output, clock, hostsWorker }: Shell,
  document: LabDocument,
  work: (app: App) => Promise<T>,
  furnish: (folder: string) => Promise<void> = () => Promise.resolve(),
): Promise<T> =>
  inTemporaryFolder(async (folder) => {
    await furnish(folder)
    await using claimed = await claimFreeSubnet(document)
    const app = await openLab({
      folder,
      initial: claimed.document,
      clock,
      hostsWorker,
      platform: 'browser',
      onUnexpected: (error) => sayError(output, error),
    })
    try {
      return await work(app)
    } finally {
      await app.stop()
    }
  })
