import type { LabDocument } from '../document/schema.ts'

type Racks = LabDocument['racks']

/** Adds hosts at the end of a rack; one that is not there is made. */
export const intoRack = (racks: Racks, rack: string, ids: readonly string[]): Racks =>
  racks.some(({ name }) => name === rack)
    ? racks.map((each) => (each.name === rack ? { ...each, hosts: [...each.hosts, ...ids] } : each))
    : [...racks, { name: rack, hosts: [...ids] }]

/** Takes hosts out of their racks; a rack that this empties goes. */
export const outOfRacks = (racks: Racks, ids: ReadonlySet<string>): Racks =>
  racks.flatMap((rack) => {
    const hosts = rack.hosts.filter((id) => !ids.has(id))
    return hosts.length === 0 && rack.hosts.length > 0 ? [] : [{ ...rack, hosts }]
  })

/** The document with other names for hosts, wherever it names them. */
export const renamed = (document: LabDocument, names: ReadonlyMap<string, string>): LabDocument => {
  const nameOf = (id: string): string => names.get(id) ?? id
  const named = <T extends { readonly host: string }>(each: T): T => ({
    ...each,
    host: nameOf(each.host),
  })
  const { racks, customizations, machineIdentities } = document
  return {
    ...document,
    racks: racks.map(({ name, hosts }) => ({ name, hosts: hosts.map(nameOf) })),
    ...(customizations && { customizations: customizations.map(named) }),
    ...(machineIdentities && { machineIdentities: machineIdentities.map(named) }),
  }
}
