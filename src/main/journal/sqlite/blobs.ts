import type { DatabaseSync } from 'node:sqlite'
import { LabError } from '../../../shared/base/index.ts'

/** Bytes in one row: small enough to hold in memory, large enough to be few. */
const partSize = 1024 * 1024

/** Puts a file into a lab that is about to travel. */
export const packBlob = async (
  database: DatabaseSync,
  sha256: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<void> => {
  const insert = database.prepare('INSERT INTO blobs (sha256, part, body) VALUES (?, ?, ?)')
  database.exec('BEGIN')
  let part = 0
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; at += partSize) {
      insert.run(sha256, part++, chunk.subarray(at, at + partSize))
    }
  }
  // An empty file is a file, too.
  if (part === 0) insert.run(sha256, 0, new Uint8Array())
  database.exec('COMMIT')
}

const partsOf = async function* (
  database: DatabaseSync,
  sha256: string,
): AsyncGenerator<Uint8Array> {
  const rows = database.prepare('SELECT body FROM blobs WHERE sha256 = ? ORDER BY part')
  for (const { body } of rows.iterate(sha256)) if (body instanceof Uint8Array) yield body
}

/**
 * Hands every packed file to `add`, which says what the bytes really are, and takes them out of the
 * database. `LabError` `journal.damaged` when a file is not what it is called.
 */
export const unpackBlobs = async (
  database: DatabaseSync,
  add: (bytes: AsyncIterable<Uint8Array>) => Promise<{ readonly sha256: string }>,
): Promise<void> => {
  const digests = database.prepare('SELECT DISTINCT sha256 FROM blobs').all()
  for (const { sha256 } of digests) {
    const added = await add(partsOf(database, String(sha256)))
    if (added.sha256 !== sha256) {
      throw new LabError('journal.damaged', `The file ${String(sha256)} has other bytes.`, {
        expected: String(sha256),
        found: added.sha256,
      })
    }
  }
  if (digests.length > 0) database.exec('DELETE FROM blobs; VACUUM')
}
