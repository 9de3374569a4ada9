import { LabError } from '../../base/index.ts'
import { cookie, layout, nowhere, type Cut, type DhcpPacket } from './packet.ts'
import { dotted, latin1 } from './values.ts'

const pad = 0
const end = 255
const overload = 52

type Field = { readonly from: number; readonly to: number }
const fileField: Field = { from: layout.file, to: layout.cookie }
const snameField: Field = { from: layout.sname, to: layout.file }

/**
 * Calls back for each option of one field: its code, its bytes, its offset. Stops at the end option, or at one that runs
 * past the end of the field, which it returns.
 */
const walk = (
  bytes: Uint8Array,
  field: Field,
  visit: (code: number, data: Uint8Array, at: number) => void,
): Cut | undefined => {
  let at = field.from
  while (at < field.to) {
    const code = bytes[at] ?? end
    if (code === end) return undefined
    if (code === pad) {
      at += 1
      continue
    }
    const size = bytes[at + 1]
    if (at + 1 >= field.to || size === undefined || at + 2 + size > field.to)
      return { option: code, at, fieldEnd: field.to }
    visit(code, bytes.subarray(at + 2, at + 2 + size), at)
    at += 2 + size
  }
  return undefined
}

const join = (first: Uint8Array | undefined, next: Uint8Array): Uint8Array => {
  if (first === undefined) return next
  const both = new Uint8Array(first.length + next.length)
  both.set(first)
  both.set(next, first.length)
  return both
}

/** Which fields option 52 gives to options, in the order RFC 2131 section 4.1 reads them. */
const overloadedFields = (value: number | undefined): readonly Field[] => {
  switch (value) {
    case 1:
      return [fileField]
    case 2:
      return [snameField]
    case 3:
      return [fileField, snameField]
    default:
      return []
  }
}

/**
 * Calls back for each option on the wire, split ones in their parts, overloaded fields after the options field. Returns
 * the fields that hold options, and the first option that could not be read.
 */
export const eachOption = (
  bytes: Uint8Array,
  visit: (code: number, data: Uint8Array, at: number) => void,
): { readonly fields: readonly Field[]; readonly cut: Cut | undefined } => {
  let mark: number | undefined
  let cut = walk(bytes, { from: layout.options, to: bytes.length }, (code, data, at) => {
    if (code === overload) mark = data[0]
    visit(code, data, at)
  })
  const fields = overloadedFields(mark)
  for (const field of fields) {
    const here = walk(bytes, field, visit)
    cut ??= here
  }
  return { fields, cut }
}

const readOptions = (bytes: Uint8Array) => {
  const options = new Map<number, Uint8Array>()
  const { fields, cut } = eachOption(bytes, (code, data) => {
    if (code !== overload) options.set(code, join(options.get(code), data))
  })
  return { options, fields, cut }
}

const textField = (bytes: Uint8Array, { from, to }: Field, taken: readonly Field[]): string => {
  if (taken.some((field) => field.from === from)) return ''
  if (bytes[from] === 0) return ''
  const nul = bytes.indexOf(0, from)
  return latin1(bytes.subarray(from, nul < 0 || nul > to ? to : nul))
}

const demandShape = (bytes: Uint8Array) => {
  const size = bytes.length
  if (size < layout.options)
    throw new LabError(
      'dhcp.too-short',
      `${String(size)} bytes; the fixed part alone has ${String(layout.options)}.`,
      { at: size, size },
    )
  if (cookie.some((byte, index) => bytes[layout.cookie + index] !== byte))
    throw new LabError('dhcp.no-cookie', 'The DHCP cookie is missing.', {
      at: layout.cookie,
      size,
    })
  const op = bytes[0] ?? 0
  if (op !== 1 && op !== 2)
    throw new LabError('dhcp.bad-field', `The op field is ${String(op)}.`, { at: 0, size })
  const hlen = bytes[2] ?? 0
  if (hlen > 16)
    throw new LabError('dhcp.bad-field', `The hardware address has ${String(hlen)} bytes.`, {
      at: 2,
      size,
    })
}

/** The address at an offset: in most packets most of the four are unset. */
const addressAt = (view: DataView, bytes: Uint8Array, at: number): string =>
  view.getUint32(at) === 0 ? nowhere : dotted(bytes, at)

/**
 * Reads a datagram. Bytes after the end option are not looked at; a missing end option is forgiven, and so is an option that
 * runs past the end of its field, as other servers do: what stood before it holds, and `cut` names it. Throws `LabError`
 * `dhcp.too-short`, `dhcp.no-cookie` or `dhcp.bad-field`, with the offset as `at`.
 */
export const decodeDhcp = (bytes: Uint8Array): DhcpPacket => {
  demandShape(bytes)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { options, fields, cut } = readOptions(bytes)
  return {
    op: bytes[0] === 1 ? 'request' : 'reply',
    htype: view.getUint8(1),
    hops: view.getUint8(3),
    xid: view.getUint32(4),
    secs: view.getUint16(8),
    flags: view.getUint16(10),
    ciaddr: addressAt(view, bytes, 12),
    yiaddr: addressAt(view, bytes, 16),
    siaddr: addressAt(view, bytes, 20),
    giaddr: addressAt(view, bytes, 24),
    chaddr: bytes.subarray(layout.chaddr, layout.chaddr + view.getUint8(2)),
    sname: textField(bytes, snameField, fields),
    file: textField(bytes, fileField, fields),
    options,
    ...(cut === undefined ? undefined : { cut }),
  }
}

/** Where an option stands in a datagram that decodes, in bytes; for messages about it. */
export const offsetOfOption = (bytes: Uint8Array, wanted: number): number | undefined => {
  let found: number | undefined
  eachOption(bytes, (code, _data, at) => {
    if (code === wanted) found ??= at
  })
  return found
}
