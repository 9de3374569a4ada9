import { stat } from 'node:fs/promises'
import { LabError, type Clock } from '../shared/base/index.ts'
import { isMissing } from './files.ts'
import type { Record } from './record.ts'

/** ms between two looks at the folder. */
const glance = 5_000

/** What the system knows a folder by, whatever it is called; empty where there is none. */
const identityOf = async (folder: string): Promise<string> => {
  try {
    const { dev, ino } = await stat(folder, { bigint: true })
    return `${dev}:${ino}`
  } catch (error) {
    if (isMissing(error)) return ''
    throw error
  }
}

/**
 * Records when the folder of a lab that is open is no longer at its path: the journal goes on where the folder is now, but files
 * would be written where nobody looks for them. Runs until the signal ends it.
 */
export const tellMoved = async ({
  folder,
  clock,
  record,
  signal,
}: {
  readonly folder: string
  readonly clock: Clock
  readonly record: Record
  readonly signal: AbortSignal
}): Promise<void> => {
  const opened = await identityOf(folder)
  let before = opened
  for (;;) {
    await clock.sleep(glance, signal)
    // What the system does not say now it says the next time.
    const now = await identityOf(folder).catch(() => before)
    if (now !== opened && before === opened) {
      await record({ type: 'lab.moved', folder }).catch((error: unknown) => {
        // What the disk does not take now is told by its own error.
        if (!(error instanceof LabError)) throw error
      })
    }
    before = now
  }
}
