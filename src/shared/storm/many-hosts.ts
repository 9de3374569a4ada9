import type { Host, LabDocument, Rule } from '../document/schema.ts'
import { hostLike, hostOfKind, type Slot, type VendorProfile } from '../host/index.ts'
import { addressOf, mostRacks } from '../rack/index.ts'

const padded = (n: number, width: number): string => String(n).padStart(width, '0')

const sizesOf = (hosts: number, perCluster: number): readonly number[] =>
  Array.from({ length: Math.ceil(hosts / perCluster) }, (_, index) =>
    Math.min(perCluster, hosts - index * perCluster),
  )

/** A rule for the vendor of the host that the lab had, for the vendor of those that it gets. */
const forVendor = (rule: Rule, had: string, gets: string): Rule => {
  if (had === gets || !rule.patterns.includes(`vendor==${had}`)) return rule
  const [what = rule.name] = rule.name.split('-for-')
  return {
    ...rule,
    name: `${what}-for-${gets.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`,
    patterns: rule.patterns.map((each) => (each === `vendor==${had}` ? `vendor==${gets}` : each)),
  }
}

/**
 * The lab with so many simulated hosts in place of its own, in clusters (racks) of the same size; each is of the kind
 * given or made after the lab's first host, keeps its address, and is put into its cluster by a rule.
 */
export const labOfMany = (
  document: LabDocument,
  hosts: number,
  perCluster: number,
  kind?: VendorProfile,
): LabDocument => {
  const [first] = document.hosts
  const hostProfile = document.clusters[0]?.hostProfile
  if (first === undefined) return document
  const { server } = document.network
  const sizes = sizesOf(hosts, perCluster)
  const made = (slot: Slot): Host => ({
    ...(kind === undefined ? hostLike(first, slot) : hostOfKind(kind, slot)),
    address: addressOf(server, slot.host),
  })
  const clusters = sizes.map((size, index) => ({
    name: `Cluster ${padded(index + 1, 2)}`,
    members: Array.from({ length: size }, (_, at) => {
      const host = index * perCluster + at + 1
      return made({ id: `esx-${padded(host, 4)}`, rack: index % mostRacks, host })
    }),
  }))
  const placed = clusters.map(({ name, members }): Rule => ({
    name: `place-${name.replace(' ', '-').toLowerCase()}`,
    patterns: [`ipv4=${members[0]?.address ?? ''}-${members.at(-1)?.address ?? ''}`],
    items: [{ kind: 'cluster', name }],
  }))
  const vendor = first.smbios.vendor
  const general = document.rules.defined
    .filter(({ items }) => items.every((item) => item.kind !== 'cluster'))
    .map((rule) => forVendor(rule, vendor, kind?.smbios.vendor ?? vendor))
  const active = [...general, ...placed].map(({ name }) => name)
  return {
    ...document,
    clusters: clusters.map(({ name }) => ({ name, ...(hostProfile && { hostProfile }) })),
    rules: { defined: [...general, ...placed], working: active, active },
    racks: clusters.map(({ name, members }) => ({ name, hosts: members.map(({ id }) => id) })),
    hosts: clusters.flatMap(({ members }) => members),
    virtualMachines: clusters.map(({ name }) => ({
      name: `vm-${padded(clusters.findIndex((c) => c.name === name) + 1, 2)}`,
      cluster: name,
    })),
  }
}
