import { z } from 'zod'
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

/** The edit that keeps an address for a machine; undefined when it sent no UUID or address to know it by. */
export const reservationFor = ({
  host,
  attributes,
}: Pick<DiscoveredHost, 'host' | 'attributes'>): RuleEdit | undefined => {
  const { ipv4: address, mac, uuid, vendor, model, serial, asset, oemstring } = attributes
  if (!z.uuid().safeParse(uuid).success || !z.ipv4().safeParse(address).success) return undefined
  const smbios = { vendor, model, serial, asset, oemStrings: oemstring }
  return { kind: 'reserveAddress', host, mac, uuid, address, smbios }
}
