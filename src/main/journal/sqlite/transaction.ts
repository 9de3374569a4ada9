import type { DatabaseSync } from 'node:sqlite'

/** Runs in one transaction: all of it happens, or nothing. */
export const inTransaction = (database: DatabaseSync, work: () => void): void => {
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
