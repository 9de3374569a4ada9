import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { App } from '../../src/main/app.ts'
import { claimFreeSubnet } from '../../src/main/cli/free-lab.ts'
import { demoLab, openLab, readLabFile } from '../../src/main/open-lab.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import type { LabDocument } from '../../src/shared/document/index.ts'

/** Opens the lab that ships, or what `change` makes of it, on a loopback subnet of its own; `prepare` fills its folder before. */
export const withDemoLab = async <T>(
  work: (app: App) => Promise<T>,
  change: (document: LabDocument) => LabDocument = (document) => document,
  prepare?: (folder: string) => Promise<void>,
): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'headwaiter-lessons-'))
  await prepare?.(folder)
  await using claimed = await claimFreeSubnet(change(await readLabFile(demoLab)))
  const app = await openLab({
    folder,
    initial: claimed.document,
    clock: createSystemClock(),
    hostsWorker: new URL('../../src/main/hosts/simulated/worker.ts', import.meta.url),
    platform: 'browser',
    onUnexpected: (error) => {
      throw error
    },
  })
  try {
    return await work(app)
  } finally {
    await app.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
