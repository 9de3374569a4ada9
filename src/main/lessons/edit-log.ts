import { carry, parseDocument, type LabDocument } from '../../shared/document/index.ts'
import type { Commands } from './lab.ts'

type Edit = { readonly before: LabDocument; readonly after: LabDocument }

/** What a lesson changes in the document, so that it, and nothing else, can be taken back. */
export type EditLog = {
  /** Edits as before, and remembers what they changed. */
  readonly documents: Commands['documents']
  /** How many edits there were. */
  readonly count: () => number
  /**
   * The document without the edits from the nth on; what others changed meanwhile stays. The errors of
   * `parseDocument` when the two cannot stand together.
   */
  readonly without: (now: LabDocument, from: number) => LabDocument
}

export const createEditLog = (
  documents: Commands['documents'],
  document: () => LabDocument,
): EditLog => {
  const edits: Edit[] = []
  return {
    documents: {
      edit: async (edit) => {
        const before = document()
        const result = await documents.edit(edit)
        edits.push({ before, after: document() })
        return result
      },
    },
    count: () => edits.length,
    without: (now, from) =>
      parseDocument(
        edits
          .slice(from)
          .reduceRight<unknown>((value, { before, after }) => carry(value, after, before), now),
      ),
  }
}
