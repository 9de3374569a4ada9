import { macBytes } from '../base/index.ts'
import { hex } from './dhcp/index.ts'
import { field, hexText, type Explanation } from './explanation.ts'
import type { PacketWords } from './words.ts'

/** UDP's discard port: cards look for the pattern wherever it comes, and no program answers there. */
export const wakePort = 9

const begin = 6
const macSize = 6
const repeats = 16
const whole = begin + repeats * macSize
/** Behind the pattern a card with SecureOn looks for a password of 4 or 6 bytes. */
const lengths: ReadonlySet<number> = new Set([whole, whole + 4, whole + 6])

/** AMD's Magic Packet (publication 20213): six bytes ff, then the card's address sixteen times. */
export const magicPacket = (mac: string): Uint8Array => {
  const address = [...macBytes(mac)]
  return Uint8Array.from([
    ...Array.from({ length: begin }, () => 0xff),
    ...Array.from({ length: repeats }, () => address).flat(),
  ])
}

/** The card that a magic packet wakes; undefined for any other bytes. */
export const cardWoken = (bytes: Uint8Array): string | undefined => {
  if (!lengths.has(bytes.length)) return undefined
  const mac = hex(bytes.subarray(begin, begin + macSize), ':')
  const pattern = magicPacket(mac)
  return pattern.every((byte, at) => byte === bytes[at]) ? mac : undefined
}

/** Explains a magic packet; undefined when the bytes are none. */
export const explainMagic = (bytes: Uint8Array, words: PacketWords): Explanation | undefined => {
  const mac = cardWoken(bytes)
  if (mac === undefined) return undefined
  const password = bytes.subarray(whole)
  const { sync, card, secureOn } = words.magic
  return {
    protocol: 'wol',
    title: words.magicOf(mac),
    fields: [
      field('sync', hexText(bytes.subarray(0, begin)), 0, begin, { meaning: sync }),
      field('mac', mac, begin, repeats * macSize, { meaning: card }),
      ...(password.length === 0
        ? []
        : [field('password', hexText(password), whole, password.length, { meaning: secureOn })]),
    ],
    problems: [],
  }
}
