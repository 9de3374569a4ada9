import type { DatabaseSync } from 'node:sqlite'
import type { CallName, Calls, Handlers } from './calls.ts'
import { chunkQuery, packChunk } from '../packed.ts'
import { documentCalls } from './document-calls.ts'
import { openFile, toJournalError, type Upgrade } from './open-file.ts'
import { copyDatabase } from './copy.ts'
import { createPageReader } from './page.ts'
import { isWhole, sumOf } from './sums.ts'
import { inTransaction } from './transaction.ts'

const jsonArray = (parts: readonly string[]): string => `[${parts.join(',')}]`

const journalCalls = (database: DatabaseSync) => {
  const insertFact = database.prepare('INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?)')
  const upsertLease = database.prepare('INSERT OR REPLACE INTO leases VALUES (?, ?, ?)')
  const readPage = createPageReader(database)
  const allLeases = database.prepare('SELECT body FROM leases ORDER BY client')
  const dropLost = database.prepare(
    `DELETE FROM leases WHERE NOT ${isWhole('leases')} RETURNING client`,
  )
  const last = database.prepare('SELECT coalesce(max(seq), 0) AS seq FROM facts')

  return {
    append: ({ facts, leases }) => {
      inTransaction(database, () => {
        for (const row of facts) insertFact.run(...row, sumOf(...row))
        for (const row of leases) upsertLease.run(...row, sumOf(...row))
      })
      return null
    },
    read: (query) => jsonArray(readPage(query)),
    readPacked: (chunk) => packChunk(JSON.parse(jsonArray(readPage(chunkQuery(chunk))))),
    leases: () => jsonArray(allLeases.all().map(({ body }) => String(body))),
    dropLostLeases: () => dropLost.all().map(({ client }) => String(client)),
    last: () => Number(last.get()?.['seq']),
  } satisfies Pick<
    Handlers,
    'append' | 'read' | 'readPacked' | 'leases' | 'dropLostLeases' | 'last'
  >
}

const createHandlers = (database: DatabaseSync): Handlers => ({
  ...journalCalls(database),
  ...documentCalls(database),
  copyTo: (file) => copyDatabase(database, file),
  close: () => {
    database.close()
    return null
  },
})

/** A file whose tables are not those of a lab any more is damaged: its statements cannot be prepared. */
const prepare = (database: DatabaseSync, file: string): Handlers => {
  try {
    return createHandlers(database)
  } catch (error) {
    database.close()
    throw toJournalError(error, file, 'journal.unreadable')
  }
}

/** A lab file and all that can be asked of it. Fails with `LabError`s alone. */
export const openDatabase = (file: string, tell?: (upgrade: Upgrade) => void) => {
  const database = openFile(file, tell)
  const handlers = prepare(database, file)
  // SQLite copies on a thread of its own over the same connection: meanwhile everything else waits.
  let copying: Promise<unknown> = Promise.resolve()
  const run = async <K extends CallName>(name: K, input: Calls[K]['input']) => {
    await copying
    const done = Promise.resolve(handlers[name](input))
    if (name === 'copyTo') copying = done.catch(() => undefined)
    return done
  }
  return {
    call: async <K extends CallName>(
      name: K,
      input: Calls[K]['input'],
    ): Promise<Calls[K]['output']> => {
      try {
        return await run(name, input)
      } catch (error) {
        throw toJournalError(error, file, 'journal.write-failed')
      }
    },
  }
}
