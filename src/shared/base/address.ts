/** An IPv4 address as an unsigned 32-bit number. The argument must be valid. */
export const ipv4ToNumber = (address: string): number => {
  let sum = 0
  let octet = 0
  for (let at = 0; at < address.length; at += 1) {
    const char = address.charCodeAt(at)
    if (char === dot) [sum, octet] = [sum * 256 + octet, 0]
    else octet = octet * 10 + char - zero
  }
  return sum * 256 + octet
}
const dot = 46
const zero = 48

/** An unsigned 32-bit number as an IPv4 address. */
export const numberToIpv4 = (value: number): string =>
  `${String(value >>> 24)}.${String((value >>> 16) & 255)}.${String((value >>> 8) & 255)}.${String(value & 255)}`

/** Whether a text is an IPv4 address in dotted form: only such a text comes back from its number as it was. */
export const isIpv4 = (text: string): boolean => numberToIpv4(ipv4ToNumber(text)) === text

/** Whether a text is an IPv6 address in any of its forms; the platform reads it as it reads one in a URL. */
export const isIpv6 = (text: string): boolean =>
  /^[\da-f:.]+$/i.test(text) && URL.canParse(`http://[${text}]`)

/** A MAC address, lower case with colons: `52:54:00:aa:bb:02`. */
export const macForm = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/

/** The six bytes of a MAC address, which must be valid. */
export const macBytes = (mac: string): Uint8Array =>
  Uint8Array.from(mac.split(':'), (pair) => Number.parseInt(pair, 16))

/** A network in CIDR form, taken apart. */
export type Subnet = {
  readonly network: string
  readonly prefixLength: number
  readonly mask: string
  readonly broadcast: string
}

/** Takes `10.66.0.0/24` apart. Host bits are cleared. */
export const parseSubnet = (cidr: string): Subnet => {
  const [address = '', length = ''] = cidr.split('/')
  const prefixLength = Number(length)
  const mask = prefixLength === 0 ? 0 : (0xffffffff << (32 - prefixLength)) >>> 0
  const network = (ipv4ToNumber(address) & mask) >>> 0
  return {
    network: numberToIpv4(network),
    prefixLength,
    mask: numberToIpv4(mask),
    broadcast: numberToIpv4((network | ~mask) >>> 0),
  }
}

/** Whether the address lies in the subnet. */
export const contains = (subnet: Subnet, address: string): boolean =>
  (ipv4ToNumber(address) & ipv4ToNumber(subnet.mask)) >>> 0 === ipv4ToNumber(subnet.network)
