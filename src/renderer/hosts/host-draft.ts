import { hostId, ipv4, mac as macAddress } from '../../shared/base/schemas.ts'
import type { Host, LabDocument } from '../../shared/document/schema.ts'
import { asKind, type RackEdit } from '../../shared/rack/index.ts'
import { fits, numberOf, type Limits, type TypedNumber } from '../ui/number.ts'
import type { Kind } from './use-hardware.ts'

/** What the form holds, as typed. */
export type HostDraft = {
  readonly name: string
  readonly rack: string
  /** Empty: as it is. */
  readonly kind: string
  readonly firmware: Host['firmware']
  readonly mac: string
  /** Empty: from the pool. */
  readonly address: string
  readonly diskMiB: TypedNumber
}

const rackOf = ({ racks }: LabDocument, id: string): string =>
  racks.find(({ hosts }) => hosts.includes(id))?.name ?? ''

export const draftOf = (document: LabDocument, host: Host): HostDraft => ({
  name: host.id,
  rack: rackOf(document, host.id),
  kind: '',
  firmware: host.firmware,
  mac: host.mac,
  address: host.address ?? '',
  diskMiB: host.diskMiB,
})

export const isAddress = (text: string): boolean => text === '' || ipv4.safeParse(text).success

/** In MiB, up to 64 TiB. */
export const diskLimits: Limits = { least: 0, most: 2 ** 26, isWhole: true }

/** Whether one size is the disk of the host: hardware that names its disks has sizes of its own. */
export const asksDisk = (host: Host, { kind }: HostDraft): boolean =>
  kind === '' && host.disks === undefined

/** What was typed in a field that is not asked any more keeps nothing from being saved. */
const isWhole = (host: Host, draft: HostDraft): boolean =>
  hostId.safeParse(draft.name).success &&
  macAddress.safeParse(draft.mac).success &&
  isAddress(draft.address) &&
  (!asksDisk(host, draft) || fits(draft.diskMiB, diskLimits))

/** The edit that a draft stands for; undefined while it cannot be read. */
export const changeOf = (
  document: LabDocument,
  host: Host,
  draft: HostDraft,
  kinds: readonly Kind[],
): Extract<RackEdit, { kind: 'changeHost' }> | undefined => {
  if (!isWhole(host, draft)) return undefined
  const server = kinds.find(({ id }) => id === draft.kind)?.server
  const machine = server === undefined ? host : asKind(document, host, server)
  const { address: _before, ...rest } = machine
  const to: Host = {
    ...rest,
    id: draft.name,
    mac: draft.mac,
    firmware: draft.firmware,
    diskMiB: asksDisk(host, draft) ? numberOf(draft.diskMiB) : machine.diskMiB,
    ...(draft.address !== '' && { address: draft.address }),
  }
  const rack = draft.rack.trim()
  return { kind: 'changeHost', host: host.id, to, ...(rack !== '' && { rack }) }
}
