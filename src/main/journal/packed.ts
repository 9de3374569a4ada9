import { deflateRawSync } from 'node:zlib'
import { chunkSize } from '../../shared/facts/chunk.ts'
import { toColumns } from '../../shared/facts/columns.ts'
import type { Recorded } from '../../shared/facts/index.ts'
import type { JournalQuery } from './store.ts'

/** Packing harder than this saves next to nothing. */
export const packing = { level: 3 }

/** What a chunk holds, as a query of the journal. */
export const chunkQuery = (chunk: number): JournalQuery => ({
  after: chunk * chunkSize,
  limit: chunkSize,
})

/** Whether a journal that ends at `last` has all facts of a chunk. */
export const isWhole = (chunk: number, last: number): boolean => (chunk + 1) * chunkSize <= last

/** Packs the facts of a chunk. */
export const packChunk = (facts: readonly Recorded[]): Uint8Array =>
  deflateRawSync(JSON.stringify(toColumns(facts)), packing)
