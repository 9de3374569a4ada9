import type { Recorded } from '../../shared/facts/index.ts'
import type { JournalQuery, JournalStore } from './store.ts'

/** Facts in one page: to read and fold so many takes the main thread some ten milliseconds. */
const pageSize = 2000

/** The facts that a query asks for, oldest first, page by page up to the end that the journal has then. */
export async function* readPages(
  journal: Pick<JournalStore, 'read'>,
  query: Pick<JournalQuery, 'after' | 'types'>,
): AsyncGenerator<readonly Recorded[], void> {
  for (let { after } = query; ;) {
    const page = await journal.read({ ...query, after, limit: pageSize })
    const last = page.at(-1)
    if (last === undefined) return
    yield page
    if (page.length < pageSize) return
    after = last.seq
  }
}

/**
 * Gives the facts that a query asks for to `past`, page by page, and then every batch of the journal to `present`, first what came
 * while the past was read: it may have been in that, too. Resolves when the past is read, with how to stop.
 */
export const followFromPast = async (
  journal: Pick<JournalStore, 'read' | 'subscribe'>,
  query: Pick<JournalQuery, 'after' | 'types'>,
  {
    past,
    present,
  }: {
    readonly past: (page: readonly Recorded[]) => void
    readonly present: (batch: readonly Recorded[]) => void
  },
): Promise<() => void> => {
  let early: Recorded[] | undefined = []
  const stop = journal.subscribe((batch) => {
    if (early === undefined) present(batch)
    else early.push(...batch)
  })
  try {
    for await (const page of readPages(journal, query)) past(page)
  } catch (error) {
    stop()
    throw error
  }
  present(early)
  early = undefined
  return stop
}
