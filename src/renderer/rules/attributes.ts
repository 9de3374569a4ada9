import { commaList, isIpv4, isIpv6, macForm } from '../../shared/base/index.ts'
import type { HostAttributes } from '../../shared/facts/index.ts'
import { attributeNames, type AttributeName } from '../../shared/pattern/index.ts'

/** Attributes as they are typed: a text for each; several `oemstring` are separated by commas. */
export type TypedAttributes = Readonly<Record<AttributeName, string>>

export const emptyAttributes: TypedAttributes = {
  vendor: '',
  model: '',
  serial: '',
  asset: '',
  oemstring: '',
  hostname: '',
  domain: '',
  ipv4: '',
  ipv6: '',
  mac: '',
  uuid: '',
}

export const typedOf = ({ oemstring, ipv6: v6, ...rest }: HostAttributes): TypedAttributes => ({
  ...emptyAttributes,
  ...rest,
  ipv6: v6 ?? '',
  oemstring: oemstring.join(', '),
})

/** Whether the rules can read what was typed; an empty text is a value that was not sent. */
export const isReadable = (name: AttributeName, text: string): boolean => {
  if (text === '') return true
  if (name === 'ipv4') return isIpv4(text)
  if (name === 'ipv6') return isIpv6(text)
  if (name === 'mac') return macForm.test(text.toLowerCase().replaceAll('-', ':'))
  return true
}

/** What a machine with these would send; what cannot be read counts as not sent. */
export const attributesFrom = (typed: TypedAttributes): HostAttributes => {
  const of = (name: AttributeName): string => (isReadable(name, typed[name]) ? typed[name] : '')
  return {
    mac: of('mac'),
    uuid: of('uuid'),
    vendor: of('vendor'),
    model: of('model'),
    serial: of('serial'),
    asset: of('asset'),
    oemstring: commaList(typed.oemstring),
    hostname: of('hostname'),
    domain: of('domain'),
    ipv4: of('ipv4'),
    ...(of('ipv6') !== '' && { ipv6: of('ipv6') }),
  }
}

/** Attributes that were typed over, by name. */
export const changedNames = (
  typed: TypedAttributes,
  real: TypedAttributes,
): readonly AttributeName[] => attributeNames.filter((name) => typed[name] !== real[name])
