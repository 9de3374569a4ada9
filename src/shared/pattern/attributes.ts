import { ipv4ToNumber } from '../base/index.ts'

/** What a pattern can ask of a machine: the list of the vSphere 8.0 manual, and `uuid`. */
export const attributeNames = [
  'vendor',
  'model',
  'serial',
  'asset',
  'oemstring',
  'hostname',
  'domain',
  'ipv4',
  'ipv6',
  'mac',
  'uuid',
] as const
export type AttributeName = (typeof attributeNames)[number]

export const isAttributeName = (text: string): text is AttributeName =>
  (attributeNames as readonly string[]).includes(text)

/** An IPv4 address at the end of an IPv6 one, as the two groups it stands for. */
const inGroups = (ipv4: string): string => {
  const address = ipv4ToNumber(ipv4)
  return `${(address >>> 16).toString(16)}:${(address & 0xffff).toString(16)}`
}

/** All eight groups of an IPv6 address, without leading zeros. The argument must be valid. */
export const expandIpv6 = (address: string): string => {
  const plain = address.toLowerCase().replace(/[^:]*\..*$/, inGroups)
  const [head = '', tail] = plain.split('::')
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'))
  const left = groups(head)
  const right = groups(tail ?? '')
  const missing = tail === undefined ? 0 : 8 - left.length - right.length
  return [...left, ...Array<string>(Math.max(0, missing)).fill('0'), ...right]
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}

/** Numbers written in hex are compared as numbers: letter case and zeros of their text do not count. */
export const normalize = (name: AttributeName, value: string): string => {
  if (name === 'ipv6') return expandIpv6(value)
  if (name === 'mac') return value.toLowerCase().replaceAll('-', ':')
  return name === 'uuid' ? value.toLowerCase() : value
}
