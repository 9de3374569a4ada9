import { copyFileSync, existsSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { LabError } from '../../shared/base/index.ts'
import { whyNot } from '../why-not.ts'
import { packBlob, unpackBlobs } from './sqlite/blobs.ts'
import { putInPlace, refuseExisting } from './sqlite/copy.ts'
import { inspectLab } from './sqlite/inspect.ts'
import { mendFacts } from './sqlite/lost.ts'
import {
  checkHeader,
  checkLength,
  migrate,
  toJournalError,
  type Upgrade,
} from './sqlite/open-file.ts'
import type { LabStores } from './sqlite/open-stores.ts'
import { defineSums } from './sqlite/sums.ts'

/** A file of an image, to be packed into a lab that travels. */
export type PackedFile = {
  readonly sha256: string
  read(): AsyncIterable<Uint8Array>
}

/** A place that takes no file says so itself: in the midst of a copy it would look like a failure of the lab's own file. */
const demandPlace = (file: string, draft: string): void => {
  try {
    rmSync(draft, { force: true })
    writeFileSync(draft, '')
    rmSync(draft)
  } catch (error) {
    const message = `${file} could not be written: ${whyNot(error)}.`
    throw new LabError('journal.write-failed', message, { file }, error)
  }
}

/** Works on a draft beside the file, which takes its place when the work ended well. */
const withDraft = async (
  file: string,
  make: (draft: string) => Promise<void>,
  work: (database: DatabaseSync) => Promise<void> | void,
): Promise<void> => {
  refuseExisting(file)
  const draft = `${file}.part`
  demandPlace(file, draft)
  let database: DatabaseSync | undefined
  try {
    await make(draft)
    database = new DatabaseSync(draft)
    await work(database)
    database.close()
    putInPlace(draft, file)
  } catch (error) {
    if (database?.isOpen === true) database.close()
    rmSync(draft, { force: true })
    throw error
  }
}

/**
 * Writes a lab into one file that opens on any laptop: document, journal, leases, and the files given.
 * `LabError` `journal.exists` or `journal.write-failed`; then nothing is left there.
 */
export const exportLab = (
  stores: Pick<LabStores, 'copyTo'>,
  file: string,
  files: readonly PackedFile[] = [],
): Promise<void> =>
  withDraft(
    file,
    (draft) => stores.copyTo(draft),
    async (database) => {
      defineSums(database)
      await mendFacts(database)
      for (const packed of files) await packBlob(database, packed.sha256, packed.read())
    },
  )

/** What SQLite still holds beside the file is not in the file. */
const refuseOpenLab = (file: string): void => {
  const log = `${file}-wal`
  if (existsSync(log) && statSync(log).size > 0) {
    throw new LabError('journal.in-use', `${file} is open, or was not closed.`, { file })
  }
}

/**
 * Makes a lab of a file that came from elsewhere, after a look at everything in it; the file itself
 * is only read. `add` takes the image files it may hold, `tell` hears how far a file from before is brought. `LabError`:
 * `journal.exists`, `journal.write-failed`, `journal.not-a-lab`, `journal.newer`, `journal.damaged`, `document.invalid`;
 * then nothing is left there.
 */
export const importLab = async (
  from: string,
  to: string,
  add: (bytes: AsyncIterable<Uint8Array>) => Promise<{ readonly sha256: string }>,
  tell?: (upgrade: Upgrade) => void,
): Promise<void> => {
  try {
    checkHeader(from)
    refuseOpenLab(from)
    checkLength(from)
    await withDraft(
      to,
      (draft) => Promise.resolve(copyFileSync(from, draft)),
      async (database) => {
        inspectLab(database, from)
        migrate(database, from, { ...(tell && { tell }) })
        await unpackBlobs(database, add)
      },
    )
  } catch (error) {
    throw toJournalError(error, from, 'journal.unreadable')
  }
}
