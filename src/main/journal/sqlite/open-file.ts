import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { LabError, toErrorData, type ErrorCode } from '../../../shared/base/index.ts'
import { whyNot } from '../../why-not.ts'
import { applicationId, migrations } from './migrations.ts'
import { defineSums } from './sums.ts'
import { inTransaction } from './transaction.ts'

/** https://sqlite.org/fileformat2.html section 1.3: where the header says what we look at. */
const header = {
  ...{ length: 100, magic: 'SQLite format 3\0', pageSize: 16, changes: 24, pages: 28 },
  ...{ userVersion: 60, applicationId: 68, validFor: 92 },
}

/** Primary result codes of SQLite that mean another process holds the file. */
const busyCodes: ReadonlySet<unknown> = new Set([5, 6])
/** Those that mean its pages are damaged: a write that meets them has no full disk to blame. */
const damageCodes: ReadonlySet<unknown> = new Set([11, 26])
/** The disk is full, also while a file is opened that is fine. */
const fullCode = 13

/** A failure of SQLite or the file system, told by its code. */
export const toJournalError = (error: unknown, file: string, otherwise: ErrorCode): LabError => {
  if (error instanceof LabError) return error
  const errcode =
    error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined
  if (busyCodes.has(errcode))
    return new LabError('journal.in-use', `Another program has ${file} open.`, { file }, error)
  const isDamage = otherwise === 'journal.write-failed' && damageCodes.has(errcode)
  const isFull = errcode === fullCode || toErrorData(error).code === 'lab.disk-full'
  const code = isDamage ? 'journal.unreadable' : isFull ? 'journal.write-failed' : otherwise
  return new LabError(code, `${file}: ${whyNot(error)}`, { file }, error)
}

const readHeader = (file: string): Buffer => {
  const descriptor = openSync(file, 'r')
  try {
    const bytes = Buffer.alloc(header.length)
    return bytes.subarray(0, readSync(descriptor, bytes, 0, header.length, 0))
  } finally {
    closeSync(descriptor)
  }
}

const refuseNewer = (version: number, file: string): void => {
  if (version > migrations.length) {
    throw new LabError(
      'journal.newer',
      `${file} is of version ${version}; this Headwaiter knows versions up to ${migrations.length}.`,
      { file, version, known: migrations.length },
    )
  }
}

/** Looks at the bytes alone, so that a file that is not ours is not touched in any way. */
export const checkHeader = (file: string): void => {
  if (statSync(file).isDirectory())
    throw new LabError('journal.not-a-lab', `${file} is a folder, not a lab file.`, { file })
  const bytes = readHeader(file)
  const isLab =
    bytes.length === header.length &&
    bytes.toString('latin1', 0, header.magic.length) === header.magic &&
    bytes.readUInt32BE(header.applicationId) === applicationId
  if (!isLab) throw new LabError('journal.not-a-lab', `${file} is not a lab file.`, { file })
  refuseNewer(bytes.readUInt32BE(header.userVersion), file)
}

/** A file that was cut on its way says so itself, where SQLite knows of a failing disk alone. `LabError` `journal.damaged`. */
export const checkLength = (file: string): void => {
  const bytes = readHeader(file)
  // The count of pages holds when it was written with the last change; a page of 1 stands for 65536 bytes.
  if (bytes.readUInt32BE(header.changes) !== bytes.readUInt32BE(header.validFor)) return
  const pageSize = bytes.readUInt16BE(header.pageSize)
  const whole = (pageSize === 1 ? 65_536 : pageSize) * bytes.readUInt32BE(header.pages)
  const { size } = statSync(file)
  if (size < whole)
    throw new LabError('journal.damaged', `${file} ends after ${size} of ${whole} bytes.`, { file })
}

export const versionOf = (database: DatabaseSync): number =>
  Number(database.prepare('PRAGMA user_version').get()?.['user_version'])

/** How many facts of a file from before are as this version wants them. */
export type Upgrade = { readonly done: number; readonly total: number }

/** Facts in one transaction of a migration: some tenths of a second. */
const slice = 20_000

/** Does the work of a migration on all facts, slice by slice. */
const workOnFacts = (
  database: DatabaseSync,
  sql: string,
  tell: (upgrade: Upgrade) => void,
): void => {
  const work = database.prepare(sql)
  const total = Number(database.prepare('SELECT max(seq) AS seq FROM facts').get()?.['seq'])
  for (let done = 0; done < total; done = Math.min(done + slice, total)) {
    if (total > slice) tell({ done, total })
    inTransaction(database, () => void work.run(done, done + slice))
  }
  if (total > slice) tell({ done: total, total })
}

/** Brings a database to a version, by default the newest. What a kill leaves undone, the next time does. */
export const migrate = (
  database: DatabaseSync,
  file: string,
  { to = migrations.length, tell = () => undefined }: MigrateOptions = {},
): void => {
  const version = versionOf(database)
  refuseNewer(version, file)
  defineSums(database)
  for (const [index, migration] of migrations.entries()) {
    if (index < version || index >= to) continue
    const mark = `PRAGMA user_version = ${index + 1}`
    if (typeof migration === 'string') {
      database.exec(`BEGIN IMMEDIATE; ${migration}; ${mark}; COMMIT`)
    } else {
      workOnFacts(database, migration.facts, tell)
      database.exec(mark)
    }
  }
}

type MigrateOptions = {
  readonly to?: number
  /** Told how far it is, where that takes a while. */
  readonly tell?: (upgrade: Upgrade) => void
}

export const syncDirectory = (path: string): void => {
  // Windows cannot open a directory; its renames are journalled by the file system.
  if (process.platform === 'win32') return
  const descriptor = openSync(path, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}

/** Makes the file beside its place and renames it: a lab file is whole from its first moment. */
const create = (file: string): void => {
  const draft = `${file}.new`
  rmSync(draft, { force: true })
  const database = new DatabaseSync(draft)
  database.exec(`PRAGMA application_id = ${applicationId}`)
  migrate(database, draft)
  database.close()
  renameSync(draft, file)
  syncDirectory(dirname(file))
}

/**
 * WAL with a sync at each commit: what was committed survives a kill and a power cut. One process
 * owns the file. `fullfsync` is for macOS, whose fsync does not reach the medium.
 */
const pragmas = `
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA fullfsync = ON;
  PRAGMA checkpoint_fullfsync = ON;
  PRAGMA foreign_keys = ON;
`

/** SQLite itself calls a folder that takes no writing an input or output error. */
const demandWritable = (path: string): void => {
  try {
    accessSync(path, constants.W_OK)
  } catch (error) {
    const message = `A lab is written to while it is open, and ${path} takes no writing.`
    throw new LabError('lab.folder-unusable', message, { path }, error)
  }
}

/**
 * Opens a lab file, or makes it. Throws a `LabError`: `journal.not-a-lab`, `journal.newer`, `lab.folder-unusable`,
 * `journal.in-use` or `journal.unreadable`, and leaves the file as it was. `tell` hears how far a file from before is brought.
 */
export const openFile = (file: string, tell?: (upgrade: Upgrade) => void): DatabaseSync => {
  let database: DatabaseSync | undefined
  try {
    if (existsSync(file)) checkHeader(file)
    for (const path of [dirname(file), file]) if (existsSync(path)) demandWritable(path)
    if (!existsSync(file)) create(file)
    database = new DatabaseSync(file)
    database.exec(pragmas)
    migrate(database, file, { ...(tell && { tell }) })
    return database
  } catch (error) {
    database?.close()
    throw toJournalError(error, file, 'journal.unreadable')
  }
}
