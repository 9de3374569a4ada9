import type { DatabaseSync } from 'node:sqlite'
import type { CallName, Calls, DocumentPlace, DocumentRow } from './calls.ts'
import { openFile, toJournalError } from './open-file.ts'
import { createPageReader } from './page.ts'

type Handlers = { readonly [K in CallName]: (input: Calls[K]['input']) => Calls[K]['output'] }

/** Runs in one transaction: all of it happens, or nothing. */
const inTransaction = (database: DatabaseSync, work: () => void): void => {
  database.exec('BEGIN IMMEDIATE')
  try {
    work()
    database.exec('COMMIT')
  } catch (error) {
    // A full disk ends the transaction by itself; a second ROLLBACK would hide the first error.
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}

const jsonArray = (parts: readonly string[]): string => `[${parts.join(',')}]`

const journalCalls = (database: DatabaseSync) => {
  const insertFact = database.prepare('INSERT INTO facts VALUES (?, ?, ?, ?, ?)')
  const upsertLease = database.prepare('INSERT OR REPLACE INTO leases VALUES (?, ?)')
  const readPage = createPageReader(database)
  const allLeases = database.prepare('SELECT body FROM leases ORDER BY client')
  const last = database.prepare('SELECT coalesce(max(seq), 0) AS seq FROM facts')

  return {
    append: ({ facts, leases }) => {
      inTransaction(database, () => {
        for (const row of facts) insertFact.run(...row)
        for (const row of leases) upsertLease.run(...row)
      })
      return null
    },
    read: (query) => jsonArray(readPage(query)),
    leases: () => jsonArray(allLeases.all().map(({ body }) => String(body))),
    last: () => Number(last.get()?.['seq']),
  } satisfies Pick<Handlers, 'append' | 'read' | 'leases' | 'last'>
}

const documentCalls = (database: DatabaseSync) => {
  const current = database.prepare(
    'SELECT version, at, summary, body FROM documents JOIN cursor USING (version)',
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
    'INSERT INTO documents (version, at, summary, body) SELECT coalesce(max(version), 0) + 1, ?, ?, ? FROM documents RETURNING version',
  )
  const move = database.prepare('INSERT OR REPLACE INTO cursor VALUES (1, ?)')

  const neighbour = (query: typeof before): number | null => {
    const version = query.get()?.['version']
    return typeof version === 'number' ? version : null
  }
  const currentRow = (): DocumentRow | undefined => {
    const row = current.get()
    return row === undefined
      ? undefined
      : {
          version: Number(row['version']),
          at: Number(row['at']),
          summary: String(row['summary']),
          body: String(row['body']),
        }
  }
  const place = (): DocumentPlace => {
    const row = currentRow()
    return {
      ...(row && { current: row }),
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
    saveDocument: ({ at, summary, body }) => {
      inTransaction(database, () => {
        drop.run()
        move.run(Number(insert.get(at, summary, body)?.['version']))
      })
      return place()
    },
    undo: () => step(before),
    redo: () => step(after),
  } satisfies Pick<Handlers, 'documentPlace' | 'saveDocument' | 'undo' | 'redo'>
}

/** A lab file and all that can be asked of it, synchronously. Throws `LabError`s alone. */
export const openDatabase = (file: string) => {
  const database = openFile(file)
  const handlers: Handlers = {
    ...journalCalls(database),
    ...documentCalls(database),
    close: () => {
      database.close()
      return null
    },
  }
  return {
    call: <K extends CallName>(name: K, input: Calls[K]['input']): Calls[K]['output'] => {
      try {
        return handlers[name](input)
      } catch (error) {
        throw toJournalError(error, file, 'journal.write-failed')
      }
    },
  }
}
