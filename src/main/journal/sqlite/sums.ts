import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { crc32 } from 'node:zlib'

/** The columns that the sum of a row covers. `dropped` of a document changes later and is left out. */
export const summed = {
  facts: 'seq, at, type, host, body',
  leases: 'client, body',
  documents: 'version, at, summary, body',
} as const

/** The sum of a row's values: a disk that changes one bit of them changes it. */
export const sumOf = (...values: readonly (SQLOutputValue | undefined)[]): number =>
  crc32(values.join('\n'))

/** Gives SQL the same, as `crc32(...)`. */
export const defineSums = (database: DatabaseSync): void =>
  database.function('crc32', { varargs: true, deterministic: true }, sumOf)

/** SQL that says whether a row is as it was written. */
export const isWhole = (table: keyof typeof summed): string => `sum IS crc32(${summed[table]})`
