import { ipv4ToNumber, isIpv4, isIpv6, numberToIpv4 } from '../base/index.ts'

/** Gives each thing its stand-in, the same one each time, in the form of what it stands for. */
export type StandIns = {
  /** `host-3` for a name. */
  readonly named: (kind: string, name: string) => string
  readonly address: (address: string) => string
  readonly address6: (address: string) => string
  readonly mac: (mac: string) => string
  readonly uuid: (uuid: string) => string
}

/** The hex digits of a text. */
export const digitsIn = (text: string): string => text.toLowerCase().replace(/[^0-9a-f]/g, '')

const withColons = (digits: string): string => digits.replaceAll(/(..)(?!$)/g, '$1:')
const withDashes = (digits: string): string =>
  digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')

/** Digits in the place of those of a text, with what stands between them there. */
const spread = (digits: string, like: string): string => {
  let at = 0
  return like.replaceAll(/[0-9a-f]/gi, () => digits[at++] ?? '')
}

/** Addresses that name no machine: none, all, one's own, groups, and masks. */
export const namesNobody = (address: string): boolean => {
  const number = ipv4ToNumber(address)
  const rest = ~number >>> 0
  const isMask = number >= 0xff000000 && (rest & (rest + 1)) === 0
  const isGroup = number >= 0xe0000000 && number < 0xf0000000
  return number === 0 || number === 0x7f000001 || isMask || isGroup
}

/** The network of 256 addresses that an address is in. */
export const networkOf = (address: string): string =>
  numberToIpv4((ipv4ToNumber(address) & 0xffffff00) >>> 0)

/** Networks in 198.18.0.0/15, which is for tests (RFC 2544); what is more goes where nobody is. */
const benchNetworks = { first: 0xc6120000, count: 512 }
const standInNetwork = (place: number): string =>
  numberToIpv4(
    place < benchNetworks.count
      ? benchNetworks.first + place * 256
      : (0xf0000000 + (place - benchNetworks.count) * 256) >>> 0,
  )

/** `taken` is what somebody has already, in lower case: no stand-in is called so. */
export const createStandIns = (taken: ReadonlySet<string>): StandIns => {
  const given = new Map<string, string>()
  const counts = new Map<string, number>()
  const standFor = (kind: string, what: string, make: (number: number) => string): string => {
    const key = `${kind} ${what}`
    const known = given.get(key)
    if (known !== undefined) return known
    let number = counts.get(kind) ?? 0
    let stand: string
    do stand = make(++number)
    while (taken.has(stand))
    counts.set(kind, number)
    given.set(key, stand)
    return stand
  }
  const inHex = (number: number, size: number): string => number.toString(16).padStart(size, '0')
  return {
    named: (kind, name) => standFor(kind, name.toLowerCase(), (number) => `${kind}-${number}`),
    address: (address) => {
      if (!isIpv4(address) || namesNobody(address)) return address
      const network = standFor('network', networkOf(address), (number) =>
        standInNetwork(number - 1),
      )
      return numberToIpv4(ipv4ToNumber(network) + (ipv4ToNumber(address) & 0xff))
    },
    address6: (address) =>
      !isIpv6(address) || /^[0:]*:1?$/.test(address)
        ? address
        : standFor('ipv6', address.toLowerCase(), (number) => `2001:db8::${number.toString(16)}`),
    mac: (mac) => {
      const digits = digitsIn(mac)
      if (/^(0*|f*)$/.test(digits)) return mac
      return spread(
        digitsIn(standFor('mac', digits, (number) => withColons(`02${inHex(number, 10)}`))),
        mac,
      )
    },
    uuid: (uuid) => {
      const digits = digitsIn(uuid)
      if (/^(0*|f*)$/.test(digits)) return uuid
      return spread(
        digitsIn(
          standFor('uuid', digits, (number) =>
            withDashes(`0000000000004000a000${inHex(number, 12)}`),
          ),
        ),
        uuid,
      )
    },
  }
}
