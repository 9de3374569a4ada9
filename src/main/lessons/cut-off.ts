import { isDeepStrictEqual } from 'node:util'
import { LabError } from '../../shared/base/index.ts'
import type { Documents } from '../document/index.ts'
import type { JournalStore } from '../journal/store.ts'

type Ground = {
  readonly journal: Pick<JournalStore, 'read'>
  readonly documents: Pick<Documents, 'current' | 'edit' | 'read'>
}

/**
 * A lesson that the end of the program cut off took nothing back: the document becomes what it was when the
 * lesson began, by an edit that can be undone. To be called before the opening is told.
 */
export const takeBackCutOff = async ({ journal, documents }: Ground): Promise<void> => {
  const [begun] = await journal.read({
    ...{ after: 0, limit: 1, take: 'last' as const },
    types: ['lesson.started'],
  })
  if (begun?.fact.type !== 'lesson.started') return
  const { seq, fact } = begun
  const over = await journal.read({ after: seq, limit: 1, types: ['lesson.ended', 'lab.opened'] })
  if (over.length > 0) return
  const [told] = await journal.read({
    ...{ after: 0, before: seq, limit: 1, take: 'last' as const },
    types: ['document.changed', 'lab.opened'],
  })
  if (told === undefined || !('version' in told.fact)) return
  const summary = `Put back after "${fact.title}", which was cut off`
  try {
    const document = await documents.read(told.fact.version)
    if (isDeepStrictEqual(document, documents.current())) return
    await documents.edit({ kind: 'replace', document, summary })
  } catch (error) {
    // The lab opens all the same: each version is there to be undone.
    if (!(error instanceof LabError)) throw error
  }
}
