import { contains, ipv4ToNumber, numberToIpv4, parseSubnet } from '../base/index.ts'
import { parseDocument } from './parse.ts'
import type { LabDocument } from './schema.ts'

const anyAddress = /\b\d{1,3}(?:\.\d{1,3}){3}\b/g

/**
 * The same lab on another network of the same size: every address of its subnet keeps its place in it,
 * wherever the document names it: hosts, pool, patterns of rules, settings, answers. All others stay.
 */
export const rebase = (document: LabDocument, subnet: string): LabDocument => {
  const from = parseSubnet(document.network.subnet)
  const shift = ipv4ToNumber(parseSubnet(subnet).network) - ipv4ToNumber(from.network)
  const moved = (address: string): string =>
    contains(from, address) ? numberToIpv4((ipv4ToNumber(address) + shift) >>> 0) : address
  const reviver = (_key: string, value: unknown): unknown =>
    typeof value === 'string' ? value.replace(anyAddress, moved) : value
  return parseDocument(JSON.parse(JSON.stringify(document), reviver))
}
