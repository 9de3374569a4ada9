import { assertNever, LabError } from '../base/index.ts'
import type { Host, LabDocument } from '../document/schema.ts'
import type { HostOrder, RackEdit } from './edits.ts'
import { cardsOf, hostNamed, newHosts } from './new-hosts.ts'
import { intoRack, outOfRacks, renamed } from './places.ts'
import { putHosts } from './put-hosts.ts'

const addHosts = (document: LabDocument, order: HostOrder): LabDocument => {
  const added = newHosts(document, order)
  const ids = added.map(({ id }) => id)
  return {
    ...document,
    hosts: [...document.hosts, ...added],
    racks: intoRack(document.racks, order.rack, ids),
  }
}

const simulatedHost = (document: LabDocument, id: string): Host => {
  const host = hostNamed(document, id)
  if (host.kind === 'simulated') return host
  throw new LabError('hosts.not-simulated', `${id} is a physical host.`, { host: id })
}

/** Refuses what another host has: `LabError` `hosts.name-taken`, `hosts.mac-taken`, `hosts.address-taken`. */
const demandOwn = (others: readonly Host[], to: Host): void => {
  if (others.some(({ id }) => id === to.id))
    throw new LabError('hosts.name-taken', `There is a host "${to.id}" already.`, { host: to.id })
  const cards = new Set(cardsOf(to))
  for (const other of others) {
    const mac = cardsOf(other).find((each) => cards.has(each))
    if (mac !== undefined)
      throw new LabError('hosts.mac-taken', `${mac} is a card of ${other.id}.`, {
        mac,
        host: other.id,
      })
    if (to.address !== undefined && other.address === to.address)
      throw new LabError('hosts.address-taken', `${to.address} is reserved for ${other.id}.`, {
        address: to.address,
        host: other.id,
      })
  }
}

const changeHost = (
  document: LabDocument,
  { host: id, to, rack }: Extract<RackEdit, { kind: 'changeHost' }>,
): LabDocument => {
  simulatedHost(document, id)
  if (to.kind !== 'simulated')
    throw new LabError('hosts.not-simulated', `${id} cannot become a physical host.`, { host: id })
  demandOwn(
    document.hosts.filter((each) => each.id !== id),
    to,
  )
  const hosts = document.hosts.map((each) => (each.id === id ? to : each))
  const changed = { ...renamed(document, new Map([[id, to.id]])), hosts }
  const stays =
    rack === undefined ||
    changed.racks.some(({ name, hosts }) => name === rack && hosts.includes(to.id))
  if (stays) return changed
  return { ...changed, racks: intoRack(outOfRacks(changed.racks, new Set([to.id])), rack, [to.id]) }
}

const removeHosts = (document: LabDocument, ids: readonly string[]): LabDocument => {
  for (const id of ids) hostNamed(document, id)
  const gone = new Set(ids)
  const { customizations, machineIdentities } = document
  const stays = ({ host }: { readonly host: string }): boolean => !gone.has(host)
  return {
    ...document,
    hosts: document.hosts.filter(({ id }) => !gone.has(id)),
    racks: outOfRacks(document.racks, gone),
    ...(customizations && { customizations: customizations.filter(stays) }),
    ...(machineIdentities && { machineIdentities: machineIdentities.filter(stays) }),
  }
}

/** The document with other hosts in it. A coded `LabError` for an edit that clashes with what is there. */
export const applyRackEdit = (document: LabDocument, edit: RackEdit): LabDocument => {
  switch (edit.kind) {
    case 'addHosts':
      return addHosts(document, edit)
    case 'changeHost':
      return changeHost(document, edit)
    case 'removeHosts':
      return removeHosts(document, edit.hosts)
    case 'putHosts':
      return putHosts(document, edit.hosts)
    default:
      return assertNever(edit)
  }
}

/** Names that a sentence holds; of more it tells the number. */
const mostNamed = 3

/** The edit in a few words, as the undo list shows it. */
export const summarizeRackEdit = (edit: RackEdit): string => {
  switch (edit.kind) {
    case 'addHosts':
      return edit.count === 1
        ? `Added a host to ${edit.rack}`
        : `Added ${edit.count} hosts to ${edit.rack}`
    case 'changeHost':
      return edit.to.id === edit.host
        ? `Changed the host ${edit.host}`
        : `Renamed the host ${edit.host} to ${edit.to.id}`
    case 'removeHosts':
      return edit.hosts.length > mostNamed
        ? `Removed ${edit.hosts.length} hosts`
        : `Removed the hosts ${edit.hosts.join(', ')}`
    case 'putHosts':
      return edit.hosts.length > mostNamed
        ? `Took ${edit.hosts.length} hosts from a table`
        : `Took the hosts ${edit.hosts.map(({ to }) => to.id).join(', ')} from a table`
    default:
      return assertNever(edit)
  }
}
