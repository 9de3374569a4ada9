import type { Host, LabDocument } from '../document/schema.ts'
import type { VendorProfile } from '../host/vendor.ts'
import { newHosts } from './new-hosts.ts'

/**
 * The host as a server of another kind: name, identity, address and boot order stay, and so do the cards that the kind has
 * room for. The document is to have it.
 */
export const asKind = (document: LabDocument, host: Host, server: VendorProfile): Host => {
  const others = document.hosts.filter(({ id }) => id !== host.id)
  const rack = document.racks.find(({ hosts }) => hosts.includes(host.id))?.name ?? ''
  const [made = host] = newHosts(
    { ...document, hosts: others },
    { count: 1, rack, hardware: { kind: 'server', server }, first: host.id },
  )
  const { moreCards: had = [], otherAddresses, address } = host
  const cards = made.moreCards?.map((card, index) => had[index] ?? card)
  const { address: _reserved, moreCards: _cards, ...machine } = made
  return {
    ...machine,
    mac: host.mac,
    uuid: host.uuid,
    bootOrder: host.bootOrder,
    smbios: { ...machine.smbios, serial: host.smbios.serial || machine.smbios.serial },
    ...(address !== undefined && { address }),
    ...(otherAddresses !== undefined && { otherAddresses }),
    ...(host.cabled !== undefined && { cabled: host.cabled }),
    ...(cards !== undefined && { moreCards: cards }),
  }
}
