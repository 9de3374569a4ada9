import { macBytes } from '../../../shared/base/index.ts'
import { hex } from '../../../shared/packet/dhcp/index.ts'

/** Bytes of an ARP packet for IPv4 on Ethernet (RFC 826). */
export const arpSize = 28

const octetsOf = (address: string): readonly number[] => address.split('.').map(Number)

/** An ARP probe (RFC 5227 section 1.1): who has this address? It names no sender's address, so no cache is touched. */
export const arpProbe = (address: string, mac: string): Uint8Array => {
  const bytes = new Uint8Array(arpSize)
  // Ethernet, IPv4, addresses of 6 and 4 bytes, a request.
  bytes.set([0, 1, 8, 0, 6, 4, 0, 1])
  bytes.set(macBytes(mac), 8)
  bytes.set(octetsOf(address), 24)
  return bytes
}

/** The MAC of who says in an ARP packet that the address is theirs. */
export const claimantOf = (bytes: Uint8Array, address: string): string | undefined => {
  if (bytes.length < arpSize || bytes.subarray(14, 18).join('.') !== address) return undefined
  return hex(bytes.subarray(8, 14), ':')
}
