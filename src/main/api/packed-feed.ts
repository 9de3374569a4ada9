import { promisify } from 'node:util'
import { setTimeout as sleep } from 'node:timers/promises'
import { deflateRaw } from 'node:zlib'
import { toColumns } from '../../shared/facts/index.ts'
import { packing } from '../journal/packed.ts'
import type { JournalStore } from '../journal/store.ts'
import { demandPlace } from './follow.ts'

const deflated = promisify(deflateRaw)

/** ms that facts wait for company: one packing serves all who look on, and nobody looks at every picture. */
const interval = 200

/** Facts in one batch: some fifty kilobytes on the wire. */
const batchSize = 2000

/** Batches kept for those who are a little behind. */
const mostKept = 50

/** The facts after one place of the journal up to and with `last`, packed, in base64. */
type Batch = { readonly packed: string; readonly last: number }

/** What comes of `work`, or undefined once `signal` is aborted; it keeps nothing of a `signal` that lives longer. */
const unlessAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> =>
  new Promise((resolve, reject) => {
    const leave = (): void => resolve(undefined)
    signal.addEventListener('abort', leave)
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
  })

/**
 * The journal for many readers at once. Who has all there is waits for the same batch as everybody else, so that a fact is
 * packed once, however many look on.
 */
export const createPackedFeed = (journal: Pick<JournalStore, 'read' | 'last' | 'subscribe'>) => {
  /** By the fact they begin after; the oldest first. */
  const batches = new Map<number, Promise<Batch>>()
  /** Where the batch ends that everybody has who has all there is. */
  let newest = 0

  const grown = (place: number): Promise<void> =>
    new Promise((resolve) => {
      if (journal.last() > place) return resolve()
      const leave = journal.subscribe(() => {
        leave()
        resolve()
      })
    })

  const make = async (place: number): Promise<Batch> => {
    // Who is behind comes to where all others are, and goes on with them.
    const isBehind = newest > place
    if (!isBehind) {
      await grown(place)
      await sleep(interval, undefined, { ref: false })
    }
    const most = isBehind ? Math.min(batchSize, newest - place) : batchSize
    const facts = await journal.read({ after: place, limit: most })
    const last = facts.at(-1)?.seq ?? place
    newest = Math.max(newest, last)
    const packed = await deflated(JSON.stringify(toColumns(facts)), packing)
    return { packed: packed.toString('base64'), last }
  }

  const after = (place: number): Promise<Batch> => {
    const known = batches.get(place)
    if (known !== undefined) return known
    const batch = make(place)
    batches.set(place, batch)
    batch.catch(() => batches.delete(place))
    for (const oldest of batches.keys()) {
      if (batches.size <= mostKept) break
      batches.delete(oldest)
    }
    return batch
  }

  /** Batches from `after` on, without end; ends when `signal` is aborted. `LabError` `journal.no-such-place`. */
  return async function* (
    from: number,
    signal: AbortSignal,
  ): AsyncGenerator<string, void, undefined> {
    demandPlace(journal, from)
    let place = from
    while (!signal.aborted) {
      const batch = await unlessAborted(after(place), signal)
      if (batch === undefined) return
      place = batch.last
      yield batch.packed
    }
  }
}
