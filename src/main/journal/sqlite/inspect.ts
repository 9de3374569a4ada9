import { DatabaseSync } from 'node:sqlite'
import type { z } from 'zod'
import { tryJson, LabError } from '../../../shared/base/index.ts'
import { parseDocument } from '../../../shared/document/index.ts'
import { fact, hostOf } from '../../../shared/facts/index.ts'
import { lease } from '../lease-schema.ts'
import { migrate, toJournalError, versionOf } from './open-file.ts'
import { defineSums, isWhole } from './sums.ts'

const damaged = (file: string, what: string): LabError =>
  new LabError('journal.damaged', `${file}: ${what}`, { file })

const schemaOf = (database: DatabaseSync): string =>
  JSON.stringify(
    database
      .prepare(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name",
      )
      .all(),
  )

/** Just our tables and indexes: no trigger, view or virtual table of somebody else's runs here. */
const checkSchema = (database: DatabaseSync, file: string): void => {
  const ours = new DatabaseSync(':memory:')
  migrate(ours, ':memory:', { to: versionOf(database) })
  const same = schemaOf(database) === schemaOf(ours)
  ours.close()
  if (!same) throw damaged(file, 'its tables are not those of a lab.')
}

const checkPages = (database: DatabaseSync, file: string): void => {
  const result = database.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check']
  if (result !== 'ok') throw damaged(file, String(result))
}

/** The value of a JSON text that fits the schema. */
const parsed = <T>(schema: z.ZodType<T>, json: unknown): T | undefined =>
  schema.safeParse(tryJson(String(json))).data

const checkFacts = (database: DatabaseSync, file: string): void => {
  const rows = database
    .prepare('SELECT seq, at, type, host, body FROM facts ORDER BY seq')
    .iterate()
  let last = 0
  for (const { seq, type, host, body } of rows) {
    const value = parsed(fact, body)
    if (value === undefined) {
      throw damaged(file, `fact ${String(seq)} (${String(type)}) is not one this Headwaiter knows.`)
    }
    const columnsFit = value.type === type && (hostOf(value) ?? null) === host
    if (!columnsFit || seq !== last + 1) throw damaged(file, `fact ${String(seq)} is out of place.`)
    last = seq
  }
}

const checkLeases = (database: DatabaseSync, file: string): void => {
  for (const { client, body } of database.prepare('SELECT client, body FROM leases').iterate()) {
    if (parsed(lease, body)?.client !== client) {
      throw damaged(file, `the lease of ${String(client)} is not one.`)
    }
  }
}

/** Labs of before version 4 have no sums, and one of that version not all of them. */
const checkSums = (database: DatabaseSync, file: string): void => {
  const version = versionOf(database)
  if (version < 4) return
  defineSums(database)
  const has = version < 5 ? 'sum NOTNULL' : '1'
  const changed = {
    facts: `SELECT 1 FROM facts WHERE ${has} AND NOT ${isWhole('facts')} LIMIT 1`,
    leases: `SELECT 1 FROM leases WHERE NOT ${isWhole('leases')} LIMIT 1`,
    documents: `SELECT 1 FROM documents JOIN cursor USING (version) WHERE NOT ${isWhole('documents')}`,
  }
  for (const [table, sql] of Object.entries(changed))
    if (database.prepare(sql).get() !== undefined)
      throw damaged(file, `not everything in ${table} is as it was written.`)
}

/** The version in force has to be a whole lab; earlier ones are only looked at. */
const checkDocument = (database: DatabaseSync, file: string): void => {
  const row = database.prepare('SELECT body FROM documents JOIN cursor USING (version)').get()
  if (row === undefined) throw damaged(file, 'it holds no lab document.')
  parseDocument(JSON.parse(String(row['body'])))
}

/**
 * Looks at everything in a lab that comes from elsewhere, and trusts nothing in it. Throws a
 * `LabError`: `journal.damaged` with the place, or `document.invalid`.
 */
export const inspectLab = (database: DatabaseSync, file: string): void => {
  try {
    database.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON')
    checkPages(database, file)
    checkSchema(database, file)
    checkFacts(database, file)
    checkLeases(database, file)
    checkDocument(database, file)
    checkSums(database, file)
  } catch (error) {
    throw toJournalError(error, file, 'journal.damaged')
  }
}
