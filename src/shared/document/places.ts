import type { LabDocument } from './schema.ts'

/** The datacenters of a lab; where nothing else is said, things stand in the first. */
export const datacentersOf = ({
  datacenter,
  moreDatacenters = [],
}: Pick<LabDocument, 'datacenter' | 'moreDatacenters'>): readonly string[] => [
  datacenter,
  ...moreDatacenters.map(({ name }) => name),
]

/** Where a host stands; an empty cluster is none. */
export type Place = {
  readonly cluster?: string | undefined
  readonly folder?: string | undefined
  readonly datacenter?: string | undefined
}

/** The datacenter of a host: that of its cluster or folder, its own, or the first one. */
export const datacenterOf = (document: LabDocument, place: Place): string => {
  const cluster = document.clusters.find(({ name }) => name === place.cluster)
  const folder = document.folders.find(({ name }) => name === place.folder)
  const around = cluster ?? folder
  return around === undefined
    ? (place.datacenter ?? document.datacenter)
    : (around.datacenter ?? document.datacenter)
}
