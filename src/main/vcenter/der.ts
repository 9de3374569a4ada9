/** Identifier octets of the types a certificate is made of (X.690 section 8.1.2). */
const identifiers = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  utcTime: 0x17,
  sequence: 0x30,
  set: 0x31,
  /** Context-specific tags of a certificate: [0] and [3] of its body, [2] of a GeneralName. */
  version: 0xa0,
  extensions: 0xa3,
  dnsName: 0x82,
} as const

/** X.690 section 8.1.3: lengths from 128 on say first how many bytes they take. */
const lengthOf = (count: number): readonly number[] => {
  if (count < 0x80) return [count]
  const bytes: number[] = []
  for (let left = count; left > 0; left >>>= 8) bytes.unshift(left & 0xff)
  return [0x80 | bytes.length, ...bytes]
}

/** One value in DER: identifier, length, contents. */
export const der = (
  type: keyof typeof identifiers,
  contents: Uint8Array | readonly number[],
): Buffer =>
  Buffer.concat([
    Buffer.from([identifiers[type], ...lengthOf(contents.length)]),
    Buffer.from(contents),
  ])

export const sequence = (...parts: readonly Buffer[]): Buffer =>
  der('sequence', Buffer.concat(parts))

/** X.690 section 8.19: seven bits a byte, the first two numbers in one. */
const base128 = (value: number): readonly number[] => {
  const bytes = [value & 0x7f]
  for (let left = value >>> 7; left > 0; left >>>= 7) bytes.unshift((left & 0x7f) | 0x80)
  return bytes
}

export const oid = (dotted: string): Buffer => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return der('oid', [first * 40 + second, ...rest].flatMap(base128))
}

/** RFC 5280 section 4.1.2.5.1: `YYMMDDHHMMSSZ`, of the years to 2049. */
export const utcTime = (at: number): Buffer => {
  const digits = new Date(at).toISOString().replaceAll(/[^0-9]/g, '')
  return der('utcTime', Buffer.from(`${digits.slice(2, 14)}Z`))
}
