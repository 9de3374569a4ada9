import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { LabError } from '../../../shared/base/index.ts'
import type { DocumentPlace, DocumentRow, Handlers } from './calls.ts'
import { isWhole, sumOf } from './sums.ts'
import { inTransaction } from './transaction.ts'

type Row = Readonly<Record<string, SQLOutputValue>>

const versionRow = (row: Row): Omit<DocumentRow, 'body'> => ({
  version: Number(row['version']),
  at: Number(row['at']),
  summary: String(row['summary']),
})

const documentRow = (row: Row): DocumentRow => {
  const { version, at, summary, body, sum } = row
  if (sum !== sumOf(version, at, summary, body)) throw unreadable(String(version))
  return { ...versionRow(row), body: String(body) }
}

const unreadable = (version: string): LabError =>
  new LabError(
    'journal.unreadable',
    `Version ${version} of the lab document is not as it was written: the disk has changed it.`,
    { version },
  )

/** Versions of the document, and the cursor that says which is in force. */
export const documentCalls = (database: DatabaseSync) => {
  const current = database.prepare(
    'SELECT version, at, summary, body, sum FROM documents JOIN cursor USING (version)',
  )
  const one = database.prepare(
    'SELECT version, at, summary, body, sum FROM documents WHERE version = ?',
  )
  const history = database.prepare(
    'SELECT version, at, summary FROM documents WHERE NOT dropped ORDER BY version',
  )
  const before = database.prepare(
    'SELECT max(version) AS version FROM documents WHERE NOT dropped AND version < (SELECT version FROM cursor)',
  )
  const after = database.prepare(
    'SELECT min(version) AS version FROM documents WHERE NOT dropped AND version > (SELECT version FROM cursor)',
  )
  const drop = database.prepare(
    'UPDATE documents SET dropped = 1 WHERE version > (SELECT version FROM cursor)',
  )
  const insert = database.prepare(
    `INSERT INTO documents (version, at, summary, body, sum)
       SELECT next, ?1, ?2, ?3, crc32(next, ?1, ?2, ?3)
       FROM (SELECT coalesce(max(version), 0) + 1 AS next FROM documents)
       RETURNING version`,
  )
  const move = database.prepare('INSERT OR REPLACE INTO cursor VALUES (1, ?)')

  const inForce = database.prepare(
    'SELECT version FROM cursor WHERE EXISTS (SELECT 1 FROM documents)',
  )
  const newestWhole = database.prepare(
    `SELECT version FROM documents
       WHERE NOT dropped AND version <= (SELECT version FROM cursor) AND ${isWhole('documents')}
       ORDER BY version DESC LIMIT 1`,
  )
  const dropLost = database.prepare(
    'UPDATE documents SET dropped = 1 WHERE version > ? AND version <= (SELECT version FROM cursor)',
  )

  const neighbour = (query: typeof before): number | null => {
    const version = query.get()?.['version']
    return typeof version === 'number' ? version : null
  }
  const place = (): DocumentPlace => {
    const row = current.get()
    return {
      ...(row && { current: documentRow(row) }),
      canUndo: neighbour(before) !== null,
      canRedo: neighbour(after) !== null,
    }
  }
  const step = (query: typeof before): DocumentPlace => {
    const version = neighbour(query)
    if (version !== null) inTransaction(database, () => void move.run(version))
    return place()
  }

  return {
    documentPlace: place,
    leaveLostDocument: () => {
      const lost = neighbour(inForce)
      const whole = neighbour(newestWhole)
      if (lost === whole) return null
      if (whole === null) throw unreadable(String(lost))
      inTransaction(database, () => {
        dropLost.run(whole)
        move.run(whole)
      })
      return lost
    },
    saveDocument: ({ at, summary, body }) => {
      inTransaction(database, () => {
        drop.run()
        move.run(Number(insert.get(at, summary, body)?.['version']))
      })
      return { version: Number(neighbour(inForce)), canUndo: neighbour(before) !== null }
    },
    undo: () => step(before),
    redo: () => step(after),
    readDocument: (version) => {
      const row = one.get(version)
      return row && documentRow(row)
    },
    readDocumentPart: ({ version, part }) => {
      const row = one.get(version)
      if (row === undefined) return undefined
      const document: Readonly<Record<string, unknown>> = JSON.parse(documentRow(row).body)
      return JSON.stringify(document[part] ?? null)
    },
    documentHistory: () => history.all().map(versionRow),
  } satisfies Pick<
    Handlers,
    | 'documentPlace'
    | 'leaveLostDocument'
    | 'saveDocument'
    | 'undo'
    | 'redo'
    | 'readDocument'
    | 'readDocumentPart'
    | 'documentHistory'
  >
}
