import type { Command } from 'commander'
import { cardOfTurnedUp, LabError } from '../../shared/base/index.ts'
import { hostOf, type FactType } from '../../shared/facts/index.ts'
import { foldHost, type HostView } from '../../shared/host/index.ts'
import { cardsOf } from '../../shared/rack/index.ts'
import type { RunningLab } from './running-lab.ts'

/** Hosts that are named together. */
export type GroupFlags = { readonly rack?: string; readonly cluster?: string }

export const withGroupFlags = (command: Command, which: string): Command =>
  command
    .option('--rack <name>', `${which} of a rack`)
    .option('--cluster <name>', `${which} that vCenter has in a cluster`)

const placing: FactType[] = [
  'vcenter.hostAdded',
  'vcenter.hostConnected',
  'vcenter.hostMoved',
  'vcenter.hostRemoved',
]

/** The most that one answer of the journal has. */
const page = 10_000

/** The hosts of a cluster, as vCenter's facts place them. */
const inCluster = async ({ journal }: RunningLab, name: string): Promise<readonly string[]> => {
  const views = new Map<string, HostView>()
  let after = 0
  for (;;) {
    const facts = await journal.read({ after, limit: page, types: placing })
    for (const recorded of facts) {
      const host = hostOf(recorded.fact)
      if (host !== undefined) views.set(host, foldHost(views.get(host), recorded))
    }
    if (facts.length < page) break
    after = facts.at(-1)?.seq ?? after
  }
  return [...views.values()].flatMap(({ id, cluster }) => (cluster === name ? [id] : []))
}

/** The hosts of a group; none when no group is named. `lab.not-found` for a rack or a cluster the lab does not have. */
export const hostsOfGroup = async (
  lab: RunningLab,
  { rack, cluster }: GroupFlags,
): Promise<readonly string[]> => {
  const { document } = await lab.lab.state()
  const standing = document.racks.find(({ name }) => name === rack)
  if (rack !== undefined && standing === undefined)
    throw new LabError('lab.not-found', `There is no rack "${rack}".`, { rack })
  if (cluster !== undefined && !document.clusters.some(({ name }) => name === cluster))
    throw new LabError('lab.not-found', `There is no cluster "${cluster}".`, { cluster })
  const known = new Set(document.hosts.map(({ id }) => id))
  const named = new Map(
    document.hosts.flatMap((host) => cardsOf(host).map((mac) => [mac, host.id])),
  )
  // vCenter keeps what left the lab, and machines under the names by which they turned up.
  const members = (cluster === undefined ? [] : await inCluster(lab, cluster)).flatMap((id) => {
    const card = cardOfTurnedUp(id)
    if (card === undefined) return known.has(id) ? [id] : []
    return [named.get(card) ?? id]
  })
  return [...new Set([...(standing?.hosts ?? []), ...members])]
}
