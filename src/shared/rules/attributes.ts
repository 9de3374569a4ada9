import type { HostAttributes } from '../facts/index.ts'
import { normalize, type AttributeName } from '../pattern/index.ts'

/** A machine that tells nothing of itself. */
export const nothingSent: HostAttributes = {
  mac: '00:00:00:00:00:00',
  uuid: '',
  vendor: '',
  model: '',
  serial: '',
  asset: '',
  oemstring: [],
  hostname: '',
  domain: '',
  ipv4: '',
}

/**
 * The values a machine has for an attribute, ready to compare; only `oemstring` can have several.
 * A value that is empty was not sent.
 */
export const valuesOf = (attributes: HostAttributes, name: AttributeName): readonly string[] => {
  const value = attributes[name] ?? ''
  if (typeof value !== 'string') return value
  return value === '' ? [] : [normalize(name, value)]
}
