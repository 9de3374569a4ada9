import { imageUsersIn, refuseInUse, type ImageUser } from '../../../shared/image/index.ts'
import type { DocumentEdit } from '../../../shared/contract/index.ts'
import type { WorkbenchDeps } from './deps.ts'

type Ground = Pick<WorkbenchDeps, 'associated'> & {
  readonly documents: Pick<WorkbenchDeps['documents'], 'current'>
}

/** Rules, clusters and hosts that need an image profile. */
export const usersOf = async (
  { documents, associated }: Ground,
  image: string,
): Promise<ImageUser[]> => [
  ...imageUsersIn(documents.current(), image),
  ...(await associated())
    .filter(({ imageProfile }) => imageProfile === image)
    .map(({ host }) => ({ kind: 'host' as const, name: host })),
]

/** Refuses an edit that would take an image away from who needs it: `LabError` `image.in-use`. */
export const guardImages =
  <T>(ground: Ground, edit: (asked: DocumentEdit) => Promise<T>) =>
  async (asked: DocumentEdit): Promise<T> => {
    if (asked.kind === 'removeImageProfile')
      refuseInUse(asked.name, await usersOf(ground, asked.name))
    return edit(asked)
  }
