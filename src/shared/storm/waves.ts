import type { LabDocument } from '../document/schema.ts'
import { associationOf, attributesOfHost, compileRuleSet } from '../rules/index.ts'

/** Clusters that are admitted together, with their hosts. */
export type Wave = { readonly clusters: readonly string[]; readonly hosts: readonly string[] }

/** Each host's cluster, as the active rules place it; its rack where they do not. */
const groupsOf = (document: LabDocument, wanted: ReadonlySet<string>): readonly Wave[] => {
  const rules = compileRuleSet(document.rules)
  const racks = new Map(document.racks.flatMap(({ name, hosts }) => hosts.map((id) => [id, name])))
  const groups = Map.groupBy(
    document.hosts.filter(({ id, kind }) => kind === 'simulated' && wanted.has(id)),
    (host) =>
      associationOf(rules.decide(attributesOfHost(host))).cluster ?? racks.get(host.id) ?? '',
  )
  return [...groups].map(([name, hosts]) => ({
    clusters: [name],
    hosts: hosts.map(({ id }) => id),
  }))
}

/**
 * The hosts in waves of whole clusters, at most `atOnce` hosts each; a cluster larger than that is a
 * wave of its own.
 */
export const wavesOf = (
  document: LabDocument,
  hosts: readonly string[],
  atOnce: number,
): readonly Wave[] => {
  const waves: Wave[] = []
  for (const group of groupsOf(document, new Set(hosts))) {
    const last = waves.at(-1)
    if (last === undefined || last.hosts.length + group.hosts.length > atOnce) waves.push(group)
    else
      waves[waves.length - 1] = {
        clusters: [...last.clusters, ...group.clusters],
        hosts: [...last.hosts, ...group.hosts],
      }
  }
  return waves
}
