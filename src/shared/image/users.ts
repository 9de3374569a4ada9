import { z } from 'zod'
import { LabError } from '../base/index.ts'
import type { LabDocument } from '../document/schema.ts'

/** Who needs an image profile: a rule gives it, a cluster runs it, a host has it in its association. */
export const imageUser = z.object({ kind: z.enum(['rule', 'cluster', 'host']), name: z.string() })
export type ImageUser = z.infer<typeof imageUser>

/** The users of an image profile that the document itself names. */
export const imageUsersIn = ({ clusters, rules }: LabDocument, image: string): ImageUser[] => [
  ...rules.defined
    .filter(({ items }) =>
      items.some(
        (item) =>
          (item.kind === 'imageProfile' && item.name === image) ||
          (item.kind === 'cluster' && item.pxeImage === image),
      ),
    )
    .map(({ name }) => ({ kind: 'rule' as const, name })),
  ...clusters
    .filter((cluster) => cluster.image === image)
    .map(({ name }) => ({ kind: 'cluster' as const, name })),
]

/** `LabError` `image.in-use`, naming the first ten, when there is any user. */
export const refuseInUse = (image: string, users: readonly ImageUser[]): void => {
  if (users.length === 0) return
  const named = users.slice(0, 10).map(({ kind, name }) => `${kind} "${name}"`)
  const more = users.length > named.length ? ` and ${users.length - named.length} more` : ''
  throw new LabError('image.in-use', `"${image}" is in use: ${named.join(', ')}${more}.`, {
    name: image,
    users: users.length,
  })
}
