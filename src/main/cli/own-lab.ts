import type { LabDocument } from '../../shared/document/index.ts'
import type { App } from '../app.ts'
import { openLab, type LabOptions } from '../open-lab.ts'
import { claimFreeSubnet, inTemporaryFolder } from './free-lab.ts'
import { sayError } from './output.ts'
import type { Shell } from './shell.ts'

/** Opens a lab for a command, which says what goes wrong meanwhile. */
export const openForCommand = (
  { output, clock, hostsWorker }: Shell,
  options: Omit<LabOptions, 'clock' | 'hostsWorker' | 'platform' | 'onUnexpected'>,
): Promise<App> =>
  openLab({
    ...options,
    clock,
    hostsWorker,
    platform: 'browser',
    onUnexpected: (error) => sayError(output, error),
  })

/**
 * Works in a new lab on a loopback subnet of its own; it is gone afterwards. `furnish` puts files into its folder before it
 * opens. The errors of `claimFreeSubnet` and `openLab`.
 */
export const inOwnLab = <T>(
  shell: Shell,
  document: LabDocument,
  work: (app: App) => Promise<T>,
  furnish: (folder: string) => Promise<void> = () => Promise.resolve(),
): Promise<T> =>
  inTemporaryFolder(async (folder) => {
    await furnish(folder)
    await using claimed = await claimFreeSubnet(document)
    const app = await openForCommand(shell, { folder, initial: claimed.document })
    try {
      return await work(app)
    } finally {
      await app.stop()
    }
  })
