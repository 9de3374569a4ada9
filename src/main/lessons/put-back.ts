import { LabError, type HostId } from '../../shared/base/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import type { Commands } from './act.ts'

/**
 * After a lesson, however it ended: plugs in, boot orders and speed as they were. A plug that does not
 * come back says so by its own fact and must not hide how the lesson ended.
 */
export const putBack = async (
  before: LabDocument,
  document: () => LabDocument,
  { documents, plugs }: Commands,
  players: ReadonlySet<HostId>,
): Promise<void> => {
  try {
    await plugs.restoreAll()
  } catch (error) {
    if (!(error instanceof LabError)) throw error
  }
  for (const { id, bootOrder } of before.hosts.filter((host) => players.has(host.id))) {
    const now = document().hosts.find((host) => host.id === id)
    if (now !== undefined && now.bootOrder.join() !== bootOrder.join()) {
      await documents.edit({ kind: 'setBootOrder', host: id, bootOrder })
    }
  }
  if (document().speed !== before.speed)
    await documents.edit({ kind: 'setSpeed', speed: before.speed })
}
