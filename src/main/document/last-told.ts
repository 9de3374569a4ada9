import type { JournalStore } from '../journal/store.ts'

/** The version of the document that the journal names last, if any: a kill may have come between a version and its fact. */
export const lastTold = async (
  journal: Pick<JournalStore, 'read'>,
): Promise<number | undefined> => {
  const [told] = await journal.read({
    after: 0,
    types: ['document.changed', 'lab.opened'],
    limit: 1,
    take: 'last',
  })
  return told !== undefined && 'version' in told.fact ? told.fact.version : undefined
}
