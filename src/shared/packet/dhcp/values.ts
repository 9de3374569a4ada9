/**
 * How the value of an option is written. `decode` throws `BadValue` for bytes its RFC does not
 * allow; `show` is for people.
 */
export type ValueCodec<T> = {
  decode(data: Uint8Array): T
  encode(value: T): Uint8Array
  show(value: T): string
}

/** Bytes that an option's RFC does not allow; the reader of the option adds where it stood. */
export class BadValue extends Error {
  override readonly name = 'BadValue'
}

const demand = (holds: boolean, message: string) => {
  if (!holds) throw new BadValue(message)
}

/** Each byte as text, once: addresses are written for every packet, and several times. */
const decimal = Array.from({ length: 256 }, (_, byte) => String(byte))
const hexPairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** The dotted address at an offset, which the caller has checked. */
export const dotted = (data: Uint8Array, at: number): string =>
  `${decimal[data[at] ?? 0] ?? ''}.${decimal[data[at + 1] ?? 0] ?? ''}.${decimal[data[at + 2] ?? 0] ?? ''}.${decimal[data[at + 3] ?? 0] ?? ''}`

/** Writes the four octets of a dotted address, which must be valid. */
export const putOctets = (bytes: Uint8Array, at: number, address: string): void => {
  let place = at
  let octet = 0
  for (let index = 0; index < address.length; index += 1) {
    const char = address.charCodeAt(index)
    if (char === dot) {
      bytes[place] = octet
      place += 1
      octet = 0
    } else octet = octet * 10 + char - zero
  }
  bytes[place] = octet
}
/** The four octets of a dotted address. The argument must be valid. */
const octets = (address: string): Uint8Array => {
  const found = new Uint8Array(4)
  putOctets(found, 0, address)
  return found
}
const dot = 46
const zero = 48

export const hex = (data: Uint8Array, separator = ''): string => {
  let text = ''
  for (const byte of data) text += (text === '' ? '' : separator) + (hexPairs[byte] ?? '')
  return text
}

export const fromHex = (text: string): Uint8Array =>
  Uint8Array.from(text.match(/[0-9a-f]{2}/gi) ?? [], (pair) => Number.parseInt(pair, 16))

/** SMBIOS, and with it PXE, UEFI and iPXE on the wire, writes the first three fields of a UUID little-endian. */
const smbiosOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]
const reorder = (bytes: Uint8Array): Uint8Array =>
  Uint8Array.from(smbiosOrder, (from) => bytes[from] ?? 0)

/** Option 97 (RFC 4578 section 2.3): a type of 0, and the machine's UUID as its SMBIOS has it. */
export const machineId: ValueCodec<string> = {
  decode(data) {
    demand(data.length === 17, `takes 17 bytes, has ${String(data.length)}`)
    demand(data[0] === 0, `is of the unknown type ${String(data[0])}`)
    return hex(reorder(data.subarray(1))).replace(
      /^(.{8})(.{4})(.{4})(.{4})(.{12})$/,
      '$1-$2-$3-$4-$5',
    )
  },
  encode: (value) => Uint8Array.of(0, ...reorder(fromHex(value.replaceAll('-', '')))),
  show: String,
}

/** Text on the wire is ASCII by its RFCs; what is not keeps its bytes as Latin-1. */
export const latin1 = (data: Uint8Array): string => {
  let text = ''
  for (const byte of data) text += String.fromCharCode(byte)
  return text
}
export const fromLatin1 = (text: string): Uint8Array =>
  Uint8Array.from(text, (char) => char.charCodeAt(0) & 0xff)

/** Without the trailing NULs that many clients send though RFC 2132 section 2 forbids to rely on them. */
const untilNul = (text: string): string => text.replace(/\0+$/, '')

export const bytes: ValueCodec<Uint8Array> = {
  decode: (data) => data,
  encode: (value) => value,
  show: (value) => hex(value, ' '),
}

export const text: ValueCodec<string> = {
  decode: (data) => untilNul(latin1(data)),
  encode: fromLatin1,
  show: (value) => JSON.stringify(value),
}

const number = (size: 1 | 2 | 4): ValueCodec<number> => ({
  decode(data) {
    demand(data.length === size, `takes ${String(size)} bytes, has ${String(data.length)}`)
    let sum = 0
    for (const byte of data) sum = sum * 256 + byte
    return sum
  },
  encode(value) {
    const data = new Uint8Array(size)
    for (let at = size - 1, rest = value; at >= 0; at -= 1, rest = Math.floor(rest / 256))
      data[at] = rest & 0xff
    return data
  },
  show: String,
})
export const uint8 = number(1)
export const uint16 = number(2)
export const uint32 = number(4)

/** An option whose presence alone says it (RFC 4039 rapid commit). */
export const presence: ValueCodec<true> = {
  decode: () => true,
  encode: () => new Uint8Array(0),
  show: () => 'present',
}

export const address: ValueCodec<string> = {
  decode(data) {
    demand(data.length === 4, `takes 4 bytes, has ${String(data.length)}`)
    return dotted(data, 0)
  },
  encode: octets,
  show: String,
}

export const addresses: ValueCodec<readonly string[]> = {
  decode(data) {
    demand(
      data.length > 0 && data.length % 4 === 0,
      `takes a multiple of 4 bytes, has ${String(data.length)}`,
    )
    return Array.from({ length: data.length / 4 }, (_, at) => dotted(data, at * 4))
  },
  encode: (value) => Uint8Array.from(value.flatMap((each) => [...octets(each)])),
  show: (value) => value.join(', '),
}

/** A list of one-byte codes: the parameter request list. */
export const codes: ValueCodec<readonly number[]> = {
  decode(data) {
    const found: number[] = []
    // Every client sends one; to spread the bytes would make an object for each.
    for (let at = 0; at < data.length; at += 1) found.push(data[at] ?? 0)
    return found
  },
  encode: (value) => Uint8Array.from(value),
  show: (value) => value.join(' '),
}

export const uint16s: ValueCodec<readonly number[]> = {
  decode(data) {
    demand(
      data.length > 0 && data.length % 2 === 0,
      `takes a multiple of 2 bytes, has ${String(data.length)}`,
    )
    return Array.from(
      { length: data.length / 2 },
      (_, at) => (data[at * 2] ?? 0) * 256 + (data[at * 2 + 1] ?? 0),
    )
  },
  encode: (value) => Uint8Array.from(value.flatMap((each) => [each >> 8, each & 0xff])),
  show: (value) => value.join(' '),
}

/** A route of option 121: network in CIDR form, and its router. */
export type Route = { readonly to: string; readonly via: string }

/** RFC 3442: prefix length, the octets of the network that matter, the router. */
export const routes: ValueCodec<readonly Route[]> = {
  decode(data) {
    const found: Route[] = []
    for (let at = 0; at < data.length;) {
      const length = data[at] ?? 0
      const size = Math.ceil(length / 8)
      demand(length <= 32, `has a prefix length of ${String(length)}`)
      demand(at + 1 + size + 4 <= data.length, 'ends inside a route')
      const network = new Uint8Array(4)
      network.set(data.subarray(at + 1, at + 1 + size))
      found.push({
        to: `${dotted(network, 0)}/${String(length)}`,
        via: dotted(data, at + 1 + size),
      })
      at += 1 + size + 4
    }
    return found
  },
  encode: (value) =>
    Uint8Array.from(
      value.flatMap(({ to, via }) => {
        const [network = '', length = '0'] = to.split('/')
        const size = Math.ceil(Number(length) / 8)
        return [Number(length), ...octets(network).slice(0, size), ...octets(via)]
      }),
    ),
  show: (value) => value.map(({ to, via }) => `${to} via ${via}`).join(', '),
}

/** Sub-options of 82 (RFC 3046) and 43: code, length, bytes; in their order. */
export type SubOption = { readonly code: number; readonly data: Uint8Array }

export const subOptions: ValueCodec<readonly SubOption[]> = {
  decode(data) {
    const found: SubOption[] = []
    for (let at = 0; at < data.length;) {
      const size = data[at + 1]
      demand(size !== undefined && at + 2 + size <= data.length, 'ends inside a sub-option')
      found.push({ code: data[at] ?? 0, data: data.subarray(at + 2, at + 2 + (size ?? 0)) })
      at += 2 + (size ?? 0)
    }
    return found
  },
  encode: (value) =>
    Uint8Array.from(value.flatMap(({ code, data }) => [code, data.length, ...data])),
  show: (value) => value.map(({ code, data }) => `${String(code)}=${hex(data)}`).join(' '),
}

/**
 * RFC 3004 writes each class with a length before it; iPXE and others write the bare text. A first
 * byte that leads exactly through the data is a length.
 */
export const userClasses: ValueCodec<readonly string[]> = {
  decode(data) {
    const found: string[] = []
    for (let at = 0; at < data.length;) {
      const size = data[at] ?? 0
      if (size === 0 || at + 1 + size > data.length) return [untilNul(latin1(data))]
      found.push(latin1(data.subarray(at + 1, at + 1 + size)))
      at += 1 + size
    }
    return found
  },
  encode: (value) => Uint8Array.from(value.flatMap((each) => [each.length, ...fromLatin1(each)])),
  show: (value) => value.map((each) => JSON.stringify(each)).join(', '),
}
