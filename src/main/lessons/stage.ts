import type { Recorded } from '../../shared/facts/index.ts'
import { emptyLab, foldLab, type LabView } from '../../shared/lab/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import { followFromPast } from '../journal/pages.ts'
import type { JournalStore } from '../journal/store.ts'

/** The lab as a lesson sees it: the folded view, and the facts since the lesson began. */
export type Stage = {
  view(): LabView
  /** Oldest first. */
  facts(): readonly Recorded[]
  /** Resolves with the next batch; rejects with the signal's reason. */
  next(signal: AbortSignal): Promise<void>
  /** Resolves when every fact that is durable now has been folded. */
  caughtUp(signal: AbortSignal): Promise<void>
  close(): void
}

/** Follows the journal from its first fact on, so that the view is whole. */
export const openStage = async (
  journal: Pick<JournalStore, 'read' | 'subscribe' | 'last'>,
  document: LabDocument,
  onFacts: (facts: readonly Recorded[]) => void,
): Promise<Stage> => {
  let view = emptyLab(document)
  const facts: Recorded[] = []
  const listeners = new Set<() => void>()

  const past = (page: readonly Recorded[]): void => {
    view = foldLab(view, page)
  }
  const present = (batch: readonly Recorded[]): void => {
    const fresh = batch.filter(({ seq }) => seq > view.seq)
    if (fresh.length === 0) return
    view = foldLab(view, fresh)
    facts.push(...fresh)
    onFacts(fresh)
    for (const listener of listeners) listener()
  }
  const unsubscribe = await followFromPast(journal, { after: 0 }, { past, present })

  const next = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const done = (): void => {
        listeners.delete(done)
        signal.removeEventListener('abort', aborted)
        resolve()
      }
      const aborted = (): void => {
        listeners.delete(done)
        reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'))
      }
      if (signal.aborted) {
        aborted()
        return
      }
      listeners.add(done)
      signal.addEventListener('abort', aborted, { once: true })
    })

  return {
    view: () => view,
    facts: () => facts,
    next,
    caughtUp: async (signal) => {
      for (const last = journal.last(); view.seq < last;) await next(signal)
    },
    close: unsubscribe,
  }
}
