import type { FactType, Recorded } from '../../shared/facts/index.ts'
import { marksAsCsv, marksOf } from '../../shared/lessons/index.ts'
import type { JournalStore } from '../journal/store.ts'

const page = 1000
const types: readonly FactType[] = [
  'lesson.started',
  'lesson.asked',
  'lesson.answered',
  'lesson.ended',
]

/** Progress and marks of every lesson in a journal, as CSV. */
export const readMarks = async (journal: Pick<JournalStore, 'read'>): Promise<string> => {
  const facts: Recorded[] = []
  for (;;) {
    const after = facts.at(-1)?.seq ?? 0
    const more = await journal.read({ after, limit: page, types })
    facts.push(...more)
    if (more.length < page) return marksAsCsv(marksOf(facts))
  }
}
