import { hex } from './dhcp/index.ts'

/** One field of a packet, in the words of a person who reads it. */
export type Field = {
  readonly name: string
  /** What it says, as text. */
  readonly value: string
  /** Where it begins in the payload, and its bytes. */
  readonly at: number
  readonly size: number
  /** What that means here, where it is not plain. */
  readonly meaning?: string
  /** Where it is defined. */
  readonly rfc?: string
}

export type Protocol = 'dhcp' | 'tftp' | 'http' | 'heartbeat' | 'wol' | 'unknown'

/** A packet explained: what it is, and each of its fields. */
export type Explanation = {
  readonly protocol: Protocol
  /** The packet in one line: `OFFER of 10.0.0.7 to 52:54:00:aa:bb:02`. */
  readonly title: string
  readonly fields: readonly Field[]
  /** What is wrong with it, if something is. */
  readonly problems: readonly string[]
}

/** A field without what is undefined. */
export const field = (
  name: string,
  value: string,
  at: number,
  size: number,
  {
    meaning,
    rfc,
  }: { readonly meaning?: string | undefined; readonly rfc?: string | undefined } = {},
): Field => ({
  name,
  value,
  at,
  size,
  ...(meaning === undefined ? {} : { meaning }),
  ...(rfc === undefined ? {} : { rfc }),
})

/** Bytes as hex, two digits each: `06 01 08 ff`. Long ones are cut; of `length` bytes perhaps only these were kept. */
export const hexText = (bytes: Uint8Array, most = 64, length = bytes.length): string =>
  hex(bytes.subarray(0, most), ' ') +
  (length > Math.min(most, bytes.length) ? ` … (${length} bytes)` : '')

/** Text with what cannot be printed as `\xNN`. */
export const printable = (text: string): string =>
  text.replace(/[^\x20-\x7e\xa0-\xff]/g, (character) => {
    const code = character.codePointAt(0) ?? 0
    return `\\x${code.toString(16).padStart(2, '0')}`
  })

/** What is shown of bytes that are no packet of a boot, or a broken one. */
export const rawExplanation = (
  title: string,
  payload: Uint8Array,
  problems: readonly string[],
  protocol: Protocol = 'unknown',
): Explanation => ({
  protocol,
  title,
  fields: [field('bytes', hexText(payload), 0, payload.length)],
  problems,
})
