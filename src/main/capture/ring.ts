/*
 * A ring of packets in shared memory: one thread writes, any thread reads a copy. When it is full the
 * oldest packets make room.
 *
 *   0   head    where the next packet goes, in bytes since the beginning (32 bits, wraps)
 *   4   tail    where the oldest packet still whole begins
 *   8   packets written since the beginning
 *   16  packets, each on 8 bytes:
 *         0   size of this entry, with its padding; 0 means: go on at the beginning of the ring
 *         4   bytes of payload on the wire
 *         8   time, ms since the epoch (float)
 *         16  direction (0 received, 1 sent)   17  kind (0 UDP, 1 TCP)   18  bytes of payload kept
 *         20  our address   24  the other address   28  our port   30  the other port
 *         32  payload
 */

export type Direction = 'received' | 'sent'
export type Carrier = 'udp' | 'tcp'

/** One packet as it was kept: `payload` may be shorter than it was on the wire (`length`). */
export type CapturedPacket = {
  /** ms since the epoch, with a fraction. */
  readonly at: number
  readonly direction: Direction
  readonly carrier: Carrier
  readonly local: { readonly address: string; readonly port: number }
  readonly peer: { readonly address: string; readonly port: number }
  readonly payload: Uint8Array
  /** Bytes of payload on the wire. */
  readonly length: number
}

/** What stands in an entry's head. Plain numbers, so that a sender in a hurry may use one object again and again. */
export type PacketHead = {
  at: number
  sent: boolean
  readonly tcp: boolean
  readonly localAddress: number
  readonly localPort: number
  peerAddress: number
  peerPort: number
  length: number
}

const preamble = 16
const entryHead = 32
const [headAt, tailAt, writtenAt] = [0, 1, 2]

/** Memory for a ring that holds about `bytes` of packets; rounded up to a power of two. */
export const ringMemory = (bytes: number): SharedArrayBuffer =>
  new SharedArrayBuffer(preamble + 2 ** Math.ceil(Math.log2(bytes)))

const aligned = (size: number): number => (size + 7) & ~7

export type RingWriter = {
  /** Keeps the first `kept` bytes of `bytes` from `from` on. */
  write(packet: PacketHead, bytes: Uint8Array, from: number, kept: number): void
}

export const createRingWriter = (memory: SharedArrayBuffer): RingWriter => {
  const counters = new Uint32Array(memory, 0, 4)
  const view = new DataView(memory, preamble)
  const octets = new Uint8Array(memory, preamble)
  const size = octets.length
  let head = Atomics.load(counters, headAt)
  let tail = Atomics.load(counters, tailAt)
  /** Room made beyond what is needed: readers are told of a new tail now and then and not with each packet. */
  const spare = size / 64

  /** Gives up the oldest packets until `need` bytes from `head` on are free. */
  const makeRoom = (need: number) => {
    if (((head - tail) >>> 0) + need <= size) return
    while (head !== tail && ((head - tail) >>> 0) + need + spare > size) {
      const at = tail % size
      const entry = view.getUint32(at, true)
      tail = (tail + (entry === 0 ? size - at : entry)) >>> 0
    }
    Atomics.store(counters, tailAt, tail)
  }
  /** An entry is never split: what is left at the end of the ring is skipped. */
  const skipToStart = () => {
    const at = head % size
    makeRoom(size - at)
    view.setUint32(at, 0, true)
    head = (head + size - at) >>> 0
  }

  return {
    write: (packet, bytes, from, kept) => {
      const entry = aligned(entryHead + kept)
      if (size - (head % size) < entry) skipToStart()
      makeRoom(entry)
      const at = head % size
      view.setUint32(at, entry, true)
      view.setUint32(at + 4, packet.length, true)
      view.setFloat64(at + 8, packet.at, true)
      view.setUint8(at + 16, packet.sent ? 1 : 0)
      view.setUint8(at + 17, packet.tcp ? 1 : 0)
      view.setUint16(at + 18, kept, true)
      view.setUint32(at + 20, packet.localAddress)
      view.setUint32(at + 24, packet.peerAddress)
      view.setUint16(at + 28, packet.localPort)
      view.setUint16(at + 30, packet.peerPort)
      for (let index = 0; index < kept; index += 1) {
        octets[at + entryHead + index] = bytes[from + index] ?? 0
      }
      head = (head + entry) >>> 0
      // This thread alone writes it; the store of the head makes it seen.
      counters[writtenAt] = (counters[writtenAt] ?? 0) + 1
      Atomics.store(counters, headAt, head)
    },
  }
}

const addressAt = (view: DataView, at: number): string =>
  [0, 1, 2, 3].map((index) => view.getUint8(at + index)).join('.')

const readEntry = (view: DataView, at: number): CapturedPacket => {
  const kept = view.getUint16(at + 18, true)
  return {
    at: view.getFloat64(at + 8, true),
    direction: view.getUint8(at + 16) === 1 ? 'sent' : 'received',
    carrier: view.getUint8(at + 17) === 1 ? 'tcp' : 'udp',
    local: { address: addressAt(view, at + 20), port: view.getUint16(at + 28) },
    peer: { address: addressAt(view, at + 24), port: view.getUint16(at + 30) },
    payload: new Uint8Array(view.buffer, view.byteOffset + at + entryHead, kept),
    length: view.getUint32(at + 4, true),
  }
}

/** Packets in the ring, oldest first. What its writer overwrites meanwhile is left out. */
export const readRing = (memory: SharedArrayBuffer): readonly CapturedPacket[] => {
  const counters = new Uint32Array(memory, 0, 4)
  const head = Atomics.load(counters, headAt)
  const from = Atomics.load(counters, tailAt)
  const copy = new Uint8Array(memory, preamble).slice()
  const safeFrom = Atomics.load(counters, tailAt)
  const view = new DataView(copy.buffer)
  const size = copy.length
  const packets: CapturedPacket[] = []
  const behind = (at: number) => (safeFrom - at) >>> 0 < 0x8000_0000 && at !== safeFrom
  // Entries before the new tail were given up during the copy; the way to it goes through the copy of the old ones.
  let at = behind(from) ? safeFrom : from
  while (at !== head && (head - at) >>> 0 <= size) {
    const entry = view.getUint32(at % size, true)
    if (entry !== 0) packets.push(readEntry(view, at % size))
    at = (at + (entry === 0 ? size - (at % size) : entry)) >>> 0
  }
  return packets
}

/** Packets written since the beginning, those overwritten since included. */
export const packetsWritten = (memory: SharedArrayBuffer): number =>
  Atomics.load(new Uint32Array(memory, 0, 4), writtenAt)
