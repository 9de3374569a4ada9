import type { HostAttributes } from '../facts/index.ts'

/** What a pattern can ask of a machine (vSphere 8.0 list, and `uuid`). */
export const attributeNames = [
  'vendor',
  'model',
  'serial',
  'asset',
  'oemstring',
  'hostname',
  'domain',
  'ipv4',
  'mac',
  'uuid',
] as const
export type AttributeName = (typeof attributeNames)[number]

export const isAttributeName = (text: string): text is AttributeName =>
  (attributeNames as readonly string[]).includes(text)

/**
 * The values a machine has for an attribute; only `oemstring` can have several. A value that is
 * empty was not sent.
 */
export const valuesOf = (attributes: HostAttributes, name: AttributeName): readonly string[] => {
  const value = attributes[name]
  if (typeof value !== 'string') return value
  if (value === '') return []
  return [name === 'uuid' ? value.toLowerCase() : value]
}
