import { isIpv4, isOwnUuid, uuidByCard } from '../base/index.ts'
import type { Host } from '../document/schema.ts'
import type { HostAttributes } from '../facts/index.ts'
import { valuesOf } from './attributes.ts'
import { attributeNames } from '../pattern/index.ts'
import type { RuleEdit } from './edits.ts'
import type { DiscoveredHost } from './reports.ts'

/** A pattern for each value a machine sent: what a rule made from it can ask. */
export const patternsFor = (attributes: HostAttributes): readonly string[] =>
  attributeNames.flatMap((attribute) =>
    valuesOf(attributes, attribute).map((value) => `${attribute}==${value}`),
  )

/** The edit that keeps an address for a machine; undefined when it has none. `firmware`: what was seen of it. */
export const reservationFor = (
  { host, attributes }: Pick<DiscoveredHost, 'host' | 'attributes'>,
  firmware?: Host['firmware'],
): RuleEdit | undefined => {
  const { ipv4: address, mac, uuid, vendor, model, serial, asset, oemstring } = attributes
  if (!isIpv4(address)) return undefined
  const smbios = { vendor, model, serial, asset, oemStrings: oemstring }
  const known = isOwnUuid(uuid) ? uuid : uuidByCard(mac)
  return { kind: 'reserveAddress', host, mac, uuid: known, address, smbios, firmware }
}
