import { LabError, unknownHost, type HostId } from '../../shared/base/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import type { NextBootChoice } from '../../shared/facts/index.ts'
import type { Memory } from '../../shared/rules/index.ts'
import type { Record } from '../record.ts'

/** What hosts boot next, once; the rules and what is stored for them stay as they are. */
export type NextBoots = {
  /** `LabError` `lab.not-found` for a host or an image the lab does not have, `hosts.no-disk-next`. */
  choose(hosts: readonly HostId[], choice: NextBootChoice): Promise<void>
  /** Harmless where nothing was chosen, or a boot has used it. */
  takeBack(hosts: readonly HostId[]): Promise<void>
}

/** The firmware of a simulated host is the document's; what a physical one tries after the network only it knows. */
const demandDiskNext = ({ hosts }: LabDocument, id: HostId): void => {
  const host = hosts.find((each) => each.id === id)
  if (host?.kind !== 'simulated') return
  const next = host.bootOrder.indexOf('network') + 1
  if (next > 0 && host.bootOrder[next] === 'disk') return
  const message = `In the boot order of ${id} the disk does not follow the network.`
  throw new LabError('hosts.no-disk-next', message, { host: id })
}

const demandImage = ({ imageProfiles }: LabDocument, image: string): void => {
  if (imageProfiles.some(({ name }) => name === image)) return
  throw new LabError('lab.not-found', `There is no image profile "${image}".`, { name: image })
}

export const createNextBoots = ({
  document,
  memory,
  isKnown,
  record,
}: {
  readonly document: () => LabDocument
  readonly memory: Pick<Memory, 'nextBoot'>
  readonly isKnown: (host: HostId) => boolean
  readonly record: Record
}): NextBoots => ({
  choose: async (hosts, choice) => {
    for (const host of hosts) {
      if (!isKnown(host))
        throw unknownHost(
          host,
          document().hosts.map(({ id }) => id),
        )
      if (choice.kind === 'disk') demandDiskNext(document(), host)
    }
    if (choice.kind === 'image') demandImage(document(), choice.imageProfile)
    await record(...hosts.map((host) => ({ type: 'rules.nextBootChosen', host, choice }) as const))
  },
  takeBack: async (hosts) => {
    const chosen = hosts.filter((host) => memory.nextBoot.has(host))
    if (chosen.length > 0)
      await record(...chosen.map((host) => ({ type: 'rules.nextBootTakenBack', host }) as const))
  },
})
