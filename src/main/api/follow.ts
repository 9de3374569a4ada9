import { LabError } from '../../shared/base/index.ts'
import type { Recorded } from '../../shared/facts/index.ts'
import type { JournalStore } from '../journal/store.ts'

/** Facts in one batch: a few hundred kilobytes on the wire. */
const batchSize = 1000

/** `LabError` `journal.no-such-place` past the journal's end: it is of another journal. */
export const demandPlace = (journal: Pick<JournalStore, 'last'>, after: number): void => {
  const last = journal.last()
  if (after <= last) return
  throw new LabError(
    'journal.no-such-place',
    `The journal ends at ${last}; there is no ${after}.`,
    { after, last },
  )
}

/**
 * The journal from `after` on, in batches and without end: first what is there, then what comes. The
 * reader asks for the next batch, so one that is slow gets fuller batches and costs no memory.
 * Ends when `signal` is aborted. `LabError` `journal.no-such-place` past the journal's end.
 */
export async function* follow(
  journal: Pick<JournalStore, 'read' | 'last' | 'subscribe'>,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<readonly Recorded[], void, undefined> {
  demandPlace(journal, after)
  let wake: () => void = () => {}
  const unsubscribe = journal.subscribe(() => wake())
  const onAbort = (): void => wake()
  signal.addEventListener('abort', onAbort)
  try {
    let position = after
    while (!signal.aborted) {
      // Armed before the read: what arrives in between is not missed.
      const woken = new Promise<void>((resolve) => {
        wake = resolve
      })
      const facts = await journal.read({ after: position, limit: batchSize })
      const last = facts.at(-1)
      if (last === undefined) {
        if (!signal.aborted) await woken
        continue
      }
      position = last.seq
      yield facts
    }
  } finally {
    unsubscribe()
    signal.removeEventListener('abort', onAbort)
  }
}
