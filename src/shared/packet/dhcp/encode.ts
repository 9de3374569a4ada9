import { LabError } from '../../base/index.ts'
import { cookie, layout, nowhere, smallestPacket, type DhcpPacket } from './packet.ts'
import { fromLatin1, putOctets } from './values.ts'

const end = 255
const overload = 52
const relayInfo = 82
/** Most bytes one instance of an option carries; longer ones are split (RFC 3396). */
const longest = 255

/** UDP payload, in bytes. */
export type SizeLimits = { readonly min: number; readonly max: number }

/** Fits an Ethernet frame unfragmented. */
export const defaultLimits: SizeLimits = { min: smallestPacket, max: 1472 }

/** An option, or a part of one that is too long for one instance; such a part may be cut again. */
type Chunk = { readonly code: number; readonly data: Uint8Array; readonly isPart: boolean }

/** The option in as many instances as it takes. */
const addChunks = (chunks: Chunk[], code: number, data: Uint8Array) => {
  for (let at = 0; at === 0 || at < data.length; at += longest)
    chunks.push(
      data.length <= longest
        ? { code, data, isPart: false }
        : { code, data: data.subarray(at, at + longest), isPart: true },
    )
}

const sizeOf = (chunks: readonly Chunk[]) => {
  let size = 0
  for (const { data } of chunks) size += 2 + data.length
  return size
}

/**
 * Chunks into `room` bytes, in order and without gaps; the rest is what did not fit. Only what has to be joined anyway is cut
 * at the end of the room: few clients join the parts of a short option.
 */
const fill = (chunks: readonly Chunk[], room: number) => {
  let left = room
  const cut = chunks.findIndex(({ data }) => {
    left -= 2 + data.length
    return left < 0
  })
  const last = chunks[cut]
  if (last === undefined) return { taken: chunks, rest: [] }
  const taken = chunks.slice(0, cut)
  const rest = chunks.slice(cut + 1)
  const fits = left + last.data.length
  if (!last.isPart || fits <= 0) return { taken, rest: [last, ...rest] }
  const [head, tail] = [last.data.subarray(0, fits), last.data.subarray(fits)]
  return { taken: [...taken, { ...last, data: head }], rest: [{ ...last, data: tail }, ...rest] }
}

type Placement = {
  readonly main: readonly Chunk[]
  readonly file: readonly Chunk[]
  readonly sname: readonly Chunk[]
}

/**
 * Where each option goes: the options field, then `file`, then `sname` where those are free (RFC 2131
 * section 4.1, option 52). Relay agents look for option 82 at the end of the options field alone.
 */
const place = (packet: DhcpPacket, max: number): Placement => {
  const head: Chunk[] = []
  const tail: Chunk[] = []
  for (const [code, data] of packet.options)
    if (code !== overload) addChunks(code === relayInfo ? tail : head, code, data)
  const room = max - layout.options - 1 - sizeOf(tail)
  if (sizeOf(head) <= room) return { main: head.concat(tail), file: [], sname: [] }

  const main = fill(head, room - 3)
  const file = packet.file === '' ? fill(main.rest, 127) : { taken: [], rest: main.rest }
  const sname = packet.sname === '' ? fill(file.rest, 63) : { taken: [], rest: file.rest }
  if (room < 3 || sname.rest.length > 0)
    throw new LabError('dhcp.too-long', `The options do not fit ${String(max)} bytes.`, {
      max,
      needed: layout.options + 1 + sizeOf(head) + sizeOf(tail),
    })
  const used = (file.taken.length > 0 ? 1 : 0) + (sname.taken.length > 0 ? 2 : 0)
  const mark = { code: overload, data: Uint8Array.of(used), isPart: false }
  return { main: [...main.taken, mark, ...tail], file: file.taken, sname: sname.taken }
}

const writeOne = (bytes: Uint8Array, at: number, code: number, data: Uint8Array): number => {
  bytes[at] = code
  bytes[at + 1] = data.length
  // Most are a few bytes long: a loop is quicker than a call of `set`.
  if (data.length <= 16) for (let i = 0; i < data.length; i += 1) bytes[at + 2 + i] = data[i] ?? 0
  else bytes.set(data, at + 2)
  return at + 2 + data.length
}

const write = (bytes: Uint8Array, from: number, chunks: readonly Chunk[]) => {
  let at = from
  for (const { code, data } of chunks) at = writeOne(bytes, at, code, data)
  bytes[at] = end
}

/**
 * Bytes of the options field when each option stands whole in it; `undefined` when one is too long for that. (`forEach` makes
 * no pair for each option, as a loop over the map would.)
 */
const plainSize = (options: ReadonlyMap<number, Uint8Array>): number | undefined => {
  let size = 1
  let isPlain = !options.has(overload)
  options.forEach(({ length }) => {
    if (length > longest) isPlain = false
    size += 2 + length
  })
  return isPlain ? size : undefined
}

/** The options field of nearly every packet: nothing is split, nothing overflows. */
const writePlain = (bytes: Uint8Array, options: ReadonlyMap<number, Uint8Array>) => {
  let at: number = layout.options
  options.forEach((data, code) => {
    if (code !== relayInfo) at = writeOne(bytes, at, code, data)
  })
  const relayed = options.get(relayInfo)
  if (relayed !== undefined) at = writeOne(bytes, at, relayInfo, relayed)
  bytes[at] = end
}

const putUint16 = (bytes: Uint8Array, at: number, value: number) => {
  bytes[at] = (value >>> 8) & 0xff
  bytes[at + 1] = value & 0xff
}

const putAddress = (bytes: Uint8Array, at: number, address: string) => {
  if (address !== nowhere) putOctets(bytes, at, address)
}

/** A text of a fixed field, at most `size` bytes. */
const demandText = (text: string, size: number, field: string): Uint8Array => {
  const data = fromLatin1(text)
  if (data.length > size)
    throw new LabError('dhcp.bad-field', `The ${field} field takes ${String(size)} bytes.`, {
      field,
      size: data.length,
    })
  return data
}

/** The fixed part in a datagram of `size` bytes; the options are not in it yet. */
const writeFixed = (packet: DhcpPacket, size: number): Uint8Array => {
  const bytes = new Uint8Array(size)
  bytes[0] = packet.op === 'request' ? 1 : 2
  bytes[1] = packet.htype
  bytes[2] = packet.chaddr.length
  bytes[3] = packet.hops
  putUint16(bytes, 4, packet.xid >>> 16)
  putUint16(bytes, 6, packet.xid)
  putUint16(bytes, 8, packet.secs)
  putUint16(bytes, 10, packet.flags)
  putAddress(bytes, 12, packet.ciaddr)
  putAddress(bytes, 16, packet.yiaddr)
  putAddress(bytes, 20, packet.siaddr)
  putAddress(bytes, 24, packet.giaddr)
  bytes.set(packet.chaddr.subarray(0, 16), layout.chaddr)
  if (packet.sname !== '') bytes.set(demandText(packet.sname, 64, 'sname'), layout.sname)
  if (packet.file !== '') bytes.set(demandText(packet.file, 128, 'file'), layout.file)
  bytes.set(cookie, layout.cookie)
  return bytes
}

/**
 * Writes a packet, at least `min` and at most `max` bytes long. Options keep their order, but for 82, which
 * goes last (RFC 3046). Throws `LabError` `dhcp.too-long` or `dhcp.bad-field`.
 */
export const encodeDhcp = (packet: DhcpPacket, limits: SizeLimits = defaultLimits): Uint8Array => {
  const plain = plainSize(packet.options)
  if (plain !== undefined && layout.options + plain <= limits.max) {
    const bytes = writeFixed(packet, Math.max(limits.min, layout.options + plain))
    writePlain(bytes, packet.options)
    return bytes
  }
  const { main, file, sname } = place(packet, limits.max)
  const bytes = writeFixed(packet, Math.max(limits.min, layout.options + sizeOf(main) + 1))
  if (sname.length > 0) write(bytes, layout.sname, sname)
  if (file.length > 0) write(bytes, layout.file, file)
  write(bytes, layout.options, main)
  return bytes
}
