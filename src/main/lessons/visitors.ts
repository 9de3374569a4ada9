import type { HostId } from '../../shared/base/index.ts'
import { parseDocument } from '../../shared/document/index.ts'
import type { LabView } from '../../shared/lab/index.ts'
import { receiveVisitors, type Lesson } from '../../shared/lessons/index.ts'
import { attempt } from './attempt.ts'
import type { Theatre } from './play.ts'

/** Brings a lesson's visitors into the lab. Resolves with their host ids by name. */
export const receive = async (
  { commands, document }: Theatre,
  lesson: Lesson,
  view: LabView,
): Promise<ReadonlyMap<string, HostId>> => {
  if (lesson.visitors.length === 0) return new Map()
  // A name of one that has left would bring that one's past back.
  const known = new Set([...view.hosts.keys(), ...(view.gone?.keys() ?? [])])
  const arrival = receiveVisitors(lesson, document(), known)
  const guests = [...arrival.visitors.values()].join(', ')
  await commands.documents.edit({
    kind: 'replace',
    document: parseDocument(arrival.document),
    summary: `Add ${guests} for "${lesson.title}"`,
  })
  return arrival.visitors
}

/** Switches visitors off and takes them out of vCenter. What a visitor never was, it need not cease to be. */
export const sendHome = async (
  { commands: { hosts, plugs, faults, vcenter } }: Theatre,
  guests: readonly HostId[],
): Promise<void> => {
  if (guests.length === 0) return
  await attempt(async () => {
    await faults?.reset()
    await plugs.restoreAll()
  })
  await attempt(() => hosts.powerOff([...guests]))
  for (const guest of guests) await attempt(() => vcenter.remove(guest))
}
