import { chunkSize } from '../../shared/facts/index.ts'
import type { JournalStore } from '../journal/store.ts'

/** Chunks in one message: about a hundred kilobytes on the wire. */
const batchSize = 8

/**
 * The whole chunks of a journal from that of the fact after `after` on, in base64. The next batch is read and packed
 * while the one before is on its way. Ends when there is no whole chunk left, or `signal` is aborted.
 */
export async function* past(
  journal: Pick<JournalStore, 'readPacked'>,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<string[], void, undefined> {
  const read = async (from: number): Promise<string[]> => {
    const numbers = Array.from({ length: batchSize }, (_, index) => from + index)
    const chunks = await Promise.all(numbers.map((chunk) => journal.readPacked(chunk)))
    return chunks.flatMap((packed) =>
      packed === undefined ? [] : [Buffer.from(packed).toString('base64')],
    )
  }
  /** A reader that leaves awaits no batch any more: how that one ends is nobody's affair. */
  const ahead = (from: number): Promise<string[]> => {
    const batch = read(from)
    batch.catch(() => undefined)
    return batch
  }
  let from = Math.floor(after / chunkSize)
  let next = ahead(from)
  while (!signal.aborted) {
    const batch = await next
    if (batch.length === 0) return
    from += batch.length
    next = ahead(from)
    yield batch
  }
}
