import { isDeepStrictEqual } from 'node:util'
import type { LabDocument } from '../../shared/document/index.ts'
import type { HostPart } from '../../shared/facts/index.ts'
import type { HostView } from '../../shared/host/index.ts'
import { attempt } from './attempt.ts'
import type { Commands, Lab } from './lab.ts'

/** Hosts for which vCenter keeps an image that goes with a change: they could boot no more. */
const withoutImage = (
  hosts: readonly HostView[],
  before: LabDocument,
  after: LabDocument,
): readonly HostView[] => {
  const isIn = ({ imageProfiles }: LabDocument, image: string) =>
    imageProfiles.some(({ name }) => name === image)
  return hosts.filter(({ stored: { imageProfile } = {} }) => {
    if (imageProfile === undefined) return false
    return isIn(before, imageProfile) && !isIn(after, imageProfile)
  })
}

/**
 * Faults out, plugs, cables and disks in, document mended; hosts that were given an image of the lesson's get
 * what the rules say now.
 */
export const putBack = async (
  { commands, view, document, mended }: Lab & { readonly commands: Commands },
  summary: string,
): Promise<void> => {
  const { hosts, plugs, faults, documents, rules } = commands
  const plugIn = async (part: HostPart, out: readonly string[]): Promise<void> => {
    if (out.length > 0) await attempt(() => hosts.plugIn([...out], part))
  }
  const all = [...view.hosts.values()]
  await attempt(async () => faults?.reset())
  await attempt(() => plugs.restoreAll())
  await plugIn(
    'uplink',
    all.filter(({ link }) => link === 'down').map(({ id }) => id),
  )
  await plugIn(
    'disk',
    all.filter(({ disk }) => disk === 'out').map(({ id }) => id),
  )
  const before = document()
  const wanted = mended(before)
  if (isDeepStrictEqual(before, wanted)) return
  await documents.edit({ kind: 'replace', document: wanted, summary })
  for (const { id } of withoutImage(all, before, wanted))
    await attempt(async () => rules?.repair({ hosts: [id] }))
}
