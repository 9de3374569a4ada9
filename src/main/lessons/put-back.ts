import { isDeepStrictEqual } from 'node:util'
import type { HostPart } from '../../shared/facts/index.ts'
import { attempt } from './attempt.ts'
import type { Commands, Lab } from './lab.ts'

/** Faults out, plugs, cables and disks in, document mended. */
export const putBack = async (
  { commands, view, document, mended }: Lab & { readonly commands: Commands },
  summary: string,
): Promise<void> => {
  const { hosts, plugs, faults, documents } = commands
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
  const wanted = mended(document())
  if (isDeepStrictEqual(document(), wanted)) return
  await documents.edit({ kind: 'replace', document: wanted, summary })
}
