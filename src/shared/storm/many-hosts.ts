import { ipv4ToNumber, numberToIpv4 } from '../base/index.ts'
import type { Host, LabDocument, Rule } from '../document/schema.ts'
import { hostOfKind } from '../host/index.ts'

/** Hosts a lab's addresses have room for, with their cards' own beside them. */
export const mostHosts = 5_000

const padded = (n: number, width: number): string => String(n).padStart(width, '0')

const sizesOf = (hosts: number, perCluster: number): readonly number[] =>
  Array.from({ length: Math.ceil(hosts / perCluster) }, (_, index) =>
    Math.min(perCluster, hosts - index * perCluster),
  )

/** `10.0.1.0` on: behind the services and the pool of any lab. */
const addressOf = (server: string, n: number): string =>
  numberToIpv4(ipv4ToNumber(server) + 255 + n)

const simulated = (first: Host, server: string, rack: number, n: number, id: string): Host => {
  const { smbios, firmware, bootOrder, diskMiB } = first
  const kind = { title: smbios.model, smbios: { ...smbios, serial: '' }, firmware, cards: 1 }
  const { disks: _none, ...made } = hostOfKind({ ...kind, disks: [] }, { id, rack, host: n })
  return { ...made, bootOrder, diskMiB, address: addressOf(server, n) }
}

/**
 * The lab with so many simulated hosts in place of its own, in clusters (racks) of the same size; each
 * is made after the lab's first host, keeps its address, and is put into its cluster by a rule.
 */
export const labOfMany = (
  document: LabDocument,
  hosts: number,
  perCluster: number,
): LabDocument => {
  const [first] = document.hosts
  const hostProfile = document.clusters[0]?.hostProfile
  if (first === undefined) return document
  const { server } = document.network
  const sizes = sizesOf(hosts, perCluster)
  const clusters = sizes.map((size, index) => ({
    name: `Cluster ${padded(index + 1, 2)}`,
    members: Array.from({ length: size }, (_, at) =>
      simulated(
        first,
        server,
        index,
        index * perCluster + at + 1,
        `esx-${padded(index * perCluster + at + 1, 4)}`,
      ),
    ),
  }))
  const placed = clusters.map(({ name, members }): Rule => ({
    name: `place-${name.replace(' ', '-').toLowerCase()}`,
    patterns: [`ipv4=${members[0]?.address ?? ''}-${members.at(-1)?.address ?? ''}`],
    items: [{ kind: 'cluster', name }],
  }))
  const general = document.rules.defined.filter(({ items }) =>
    items.every(({ kind }) => kind !== 'cluster'),
  )
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
