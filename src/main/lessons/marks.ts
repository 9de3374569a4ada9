import type { FactType, Recorded } from '../../shared/facts/index.ts'
import { marksAsCsv, marksOf } from '../../shared/lessons/index.ts'
import { readPages } from '../journal/pages.ts'
import type { JournalStore } from '../journal/store.ts'

const types: readonly FactType[] = [
  'lesson.started',
  'lesson.asked',
  'lesson.answered',
  'lesson.ended',
]

/** Progress and marks of every lesson in a journal, as CSV. */
export const readMarks = async (journal: Pick<JournalStore, 'read'>): Promise<string> => {
  const facts: Recorded[] = []
  for await (const more of readPages(journal, { after: 0, types })) facts.push(...more)
  return marksAsCsv(marksOf(facts))
}
