import { gunzipSync } from 'node:zlib'
import { LabError } from '../../shared/base/index.ts'
import { carriedIn, linkTypes, type Carried } from './frames.ts'

/** A packet of a capture file that carries a payload. */
export type FilePacket = Carried & {
  /** Place of its frame in the file, from 1. */
  readonly number: number
  /** ms since the epoch. */
  readonly at: number
}

type Frame = { readonly linkType: number; readonly at: number; readonly bytes: Uint8Array }

const broken = (at: number, size: number): LabError =>
  new LabError('capture.unreadable', `The capture file breaks off or is damaged at byte ${at}.`, {
    at,
    size,
  })

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const slice = (bytes: Uint8Array, at: number, size: number): Uint8Array => {
  if (size < 0 || at + size > bytes.length) throw broken(at, bytes.length)
  return bytes.subarray(at, at + size)
}

/** libpcap's first number tells the byte order and the unit of its times. */
const pcapKinds: ReadonlyMap<number, { readonly little: boolean; readonly perMs: number }> =
  new Map([
    [0xd4c3b2a1, { little: true, perMs: 1e3 }],
    [0xa1b2c3d4, { little: false, perMs: 1e3 }],
    [0x4d3cb2a1, { little: true, perMs: 1e6 }],
    [0xa1b23c4d, { little: false, perMs: 1e6 }],
  ])

function* readPcap(bytes: Uint8Array, little: boolean, perMs: number): Generator<Frame> {
  const view = viewOf(slice(bytes, 0, bytes.length))
  if (bytes.length < 24) throw broken(0, bytes.length)
  const linkType = view.getUint32(20, little) & 0xffff
  for (let at = 24; at < bytes.length;) {
    slice(bytes, at, 16)
    const size = view.getUint32(at + 8, little)
    const time = view.getUint32(at, little) * 1000 + view.getUint32(at + 4, little) / perMs
    yield { linkType, at: time, bytes: slice(bytes, at + 16, size) }
    at += 16 + size
  }
}

type PcapngInterface = {
  readonly linkType: number
  readonly snapLength: number
  readonly unitsPerMs: number
}

const resolutionOption = 9

/** Units of time in a millisecond: option if_tsresol, a microsecond without it. */
const unitsPerMs = (view: DataView, from: number, to: number, little: boolean): number => {
  for (let at = from; at + 4 <= to;) {
    const [code, size] = [view.getUint16(at, little), view.getUint16(at + 2, little)]
    if (code === 0) break
    if (code === resolutionOption && at + 5 <= to) {
      const power = view.getUint8(at + 4)
      return ((power & 0x80) === 0 ? 10 ** power : 2 ** (power & 0x7f)) / 1000
    }
    at += 4 + size + (-size & 3)
  }
  return 1000
}

/** A block of a file: its view from there on, and the byte order of its section. */
type Block = { readonly view: DataView; readonly size: number; readonly little: boolean }

const interfaceIn = ({ view, size, little }: Block): PcapngInterface => ({
  linkType: view.getUint16(8, little),
  snapLength: view.getUint32(12, little),
  unitsPerMs: unitsPerMs(view, 16, size - 4, little),
})

const blocks = { interface: 1, obsolete: 2, simple: 3, enhanced: 6 }

/** Where a block of a packet has what; undefined for other blocks, and for one too small to have it. */
const packetIn = (
  type: number,
  { view, size, little }: Block,
  interfaces: readonly PcapngInterface[],
) => {
  if (type === blocks.simple && size >= 16) {
    // It is the first interface's, and says no time.
    const [on] = interfaces
    const kept = Math.min(view.getUint32(8, little), on?.snapLength || Infinity)
    return { on, time: 0, from: 12, kept }
  }
  if ((type !== blocks.enhanced && type !== blocks.obsolete) || size < 32) return undefined
  const number = type === blocks.enhanced ? view.getUint32(8, little) : view.getUint16(8, little)
  const time = view.getUint32(12, little) * 2 ** 32 + view.getUint32(16, little)
  return { on: interfaces[number], time, from: 28, kept: view.getUint32(20, little) }
}

function* readPcapng(bytes: Uint8Array): Generator<Frame> {
  const view = viewOf(bytes)
  let interfaces: PcapngInterface[] = []
  let little = true
  for (let at = 0; at < bytes.length;) {
    slice(bytes, at, 12)
    const isSection = view.getUint32(at) === 0x0a0d0d0a
    if (isSection) {
      little = view.getUint32(at + 8) === 0x4d3c2b1a
      interfaces = []
    }
    const type = view.getUint32(at, little)
    const size = view.getUint32(at + 4, little)
    if (size < 12 || size % 4 !== 0) throw broken(at, bytes.length)
    const block = { view: viewOf(slice(bytes, at, size)), size, little }
    if (type === blocks.interface && size >= 20) interfaces.push(interfaceIn(block))
    const packet = packetIn(type, block, interfaces)
    if (packet !== undefined) {
      const { on, time, from, kept } = packet
      if (on === undefined || kept > size - from - 4) throw broken(at, bytes.length)
      yield {
        linkType: on.linkType,
        at: time / on.unitsPerMs,
        bytes: slice(bytes, at + from, kept),
      }
    }
    at += size
  }
}

const framesOf = (bytes: Uint8Array): Generator<Frame> | undefined => {
  if (bytes.length < 4) return undefined
  const magic = viewOf(bytes).getUint32(0)
  if (magic === 0x0a0d0d0a) return readPcapng(bytes)
  const kind = pcapKinds.get(magic)
  return kind && readPcap(bytes, kind.little, kind.perMs)
}

/** The bytes of one packet without any capture format around them: as a frame, an IPv4 packet or a payload alone. */
const single = (bytes: Uint8Array): FilePacket => ({
  number: 1,
  at: 0,
  ...(carriedIn(linkTypes.ethernet, bytes) ?? carriedIn(linkTypes.rawIp, bytes) ?? bare(bytes)),
})

const bare = (bytes: Uint8Array): Carried => ({
  carrier: /^[A-Z]+ \S+ HTTP\/|^HTTP\//.test(
    Buffer.from(bytes.subarray(0, 4096)).toString('latin1'),
  )
    ? 'tcp'
    : 'udp',
  source: { address: '', port: 0 },
  destination: { address: '', port: 0 },
  payload: bytes,
  length: bytes.length,
})

/** The bytes that a text of hex digits writes, as people mail them around; lines after # are words. */
const fromHexText = (bytes: Uint8Array): Uint8Array | undefined => {
  const digits = Buffer.from(bytes)
    .toString('latin1')
    .replace(/^#.*$/gm, '')
    .replace(/[\s:]+/g, '')
  return /^([0-9a-f]{2}){4,}$/i.test(digits) ? Buffer.from(digits, 'hex') : undefined
}

/** Bytes that a file takes unpacked at most. */
const mostUnpacked = 2 ** 30

/** What gzip packed, as Wireshark does on request. */
const unpacked = (bytes: Uint8Array): Uint8Array => {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return gunzipSync(bytes, { maxOutputLength: mostUnpacked })
  } catch {
    throw broken(0, bytes.length)
  }
}

/**
 * The packets of a capture file (pcap or pcapng, packed by gzip or not), frames without a UDP or TCP payload left out. Any
 * other file is taken for one packet, as bytes or in hex. Throws `LabError`
 * `capture.unreadable` where the file is damaged, after the packets before.
 */
export function* readCaptureFile(file: Uint8Array): Generator<FilePacket> {
  const bytes = unpacked(file)
  const frames = framesOf(bytes)
  if (frames === undefined) {
    yield single(fromHexText(bytes) ?? bytes)
    return
  }
  let number = 0
  for (const { linkType, at, bytes } of frames) {
    number += 1
    const carried = carriedIn(linkType, bytes)
    if (carried !== undefined) yield { ...carried, number, at }
  }
}
