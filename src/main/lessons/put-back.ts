import { isDeepStrictEqual } from 'node:util'
import { LabError } from '../../shared/base/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import type { Theatre } from './play.ts'

/**
 * Plugs in, document as it was. A plug that does not come back says so by its own fact and must not
 * hide how the lesson ended.
 */
export const putBack = async (
  { commands: { plugs, faults, documents }, document }: Pick<Theatre, 'commands' | 'document'>,
  before: LabDocument,
  summary: string,
): Promise<void> => {
  try {
    await faults?.reset()
    await plugs.restoreAll()
  } catch (error) {
    if (!(error instanceof LabError)) throw error
  }
  if (isDeepStrictEqual(document(), before)) return
  await documents.edit({ kind: 'replace', document: before, summary })
}
