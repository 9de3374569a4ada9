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
