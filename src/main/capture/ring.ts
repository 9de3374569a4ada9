import type { CapturedPacket } from '../../shared/packet/pcapng.ts'

/*
 * A ring of packets in shared memory: one thread writes, any thread reads a copy. When it is full the
 * oldest packets make room. Numbers lie in the order of this machine's bytes.
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

export type Direction = CapturedPacket['direction']
export type Carrier = CapturedPacket['carrier']

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
  /** Lets readers see what was written: once for many packets, as it waits for the memory. */
  publish(): void
}

export const createRingWriter = (memory: SharedArrayBuffer): RingWriter => {
  const counters = new Uint32Array(memory, 0, 4)
  const octets = new Uint8Array(memory, preamble)
  const words = new Uint32Array(memory, preamble)
  const times = new Float64Array(memory, preamble)
  const size = octets.length
  const mask = size - 1
  let head = Atomics.load(counters, headAt)
  let tail = Atomics.load(counters, tailAt)
  let written = Atomics.load(counters, writtenAt)
  /** Room made beyond what is needed: readers are told of a new tail now and then and not with each packet. */
  const spare = size / 64

  /** Gives up the oldest packets until `need` bytes from `head` on are free. */
  const makeRoom = (need: number) => {
    if (((head - tail) >>> 0) + need <= size) return
    while (head !== tail && ((head - tail) >>> 0) + need + spare > size) {
      const at = tail & mask
      const entry = words[at >> 2] ?? 0
      tail = (tail + (entry === 0 ? size - at : entry)) >>> 0
    }
    Atomics.store(counters, tailAt, tail)
  }
  /** An entry is never split: what is left at the end of the ring is skipped. */
  const skipToStart = () => {
    const at = head & mask
    makeRoom(size - at)
    words[at >> 2] = 0
    head = (head + size - at) >>> 0
  }

  return {
    write: (packet, bytes, from, kept) => {
      const entry = aligned(entryHead + kept)
      if (size - (head & mask) < entry) skipToStart()
      makeRoom(entry)
      const at = head & mask
      const word = at >> 2
      words[word] = entry
      words[word + 1] = packet.length
      times[(at >> 3) + 1] = packet.at
      words[word + 4] = (packet.sent ? 1 : 0) | (packet.tcp ? 0x100 : 0) | (kept << 16)
      words[word + 5] = packet.localAddress
      words[word + 6] = packet.peerAddress
      words[word + 7] = packet.localPort | (packet.peerPort << 16)
      for (let index = 0; index < kept; index += 1) {
        octets[at + entryHead + index] = bytes[from + index] ?? 0
      }
      head = (head + entry) >>> 0
      written = (written + 1) >>> 0
    },
    publish: () => {
      Atomics.store(counters, writtenAt, written)
      Atomics.store(counters, headAt, head)
    },
  }
}

const addressOf = (number: number): string =>
  [24, 16, 8, 0].map((shift) => (number >>> shift) & 0xff).join('.')

const readEntry = (copy: Uint8Array<ArrayBuffer>, at: number): CapturedPacket => {
  const [, length = 0, , , kinds = 0, local = 0, peer = 0, ports = 0] = new Uint32Array(
    copy.buffer,
    at,
    8,
  )
  return {
    at: new Float64Array(copy.buffer, at + 8, 1)[0] ?? 0,
    direction: (kinds & 0xff) === 1 ? 'sent' : 'received',
    carrier: (kinds & 0x100) === 0 ? 'udp' : 'tcp',
    local: { address: addressOf(local), port: ports & 0xffff },
    peer: { address: addressOf(peer), port: ports >>> 16 },
    payload: copy.subarray(at + entryHead, at + entryHead + (kinds >>> 16)),
    length,
  }
}

/** Packets in the ring, oldest first. What its writer overwrites meanwhile is left out. */
export const readRing = (memory: SharedArrayBuffer): readonly CapturedPacket[] => {
  const counters = new Uint32Array(memory, 0, 4)
  const head = Atomics.load(counters, headAt)
  const from = Atomics.load(counters, tailAt)
  const copy = new Uint8Array(new Uint8Array(memory, preamble))
  const words = new Uint32Array(copy.buffer)
  const safeFrom = Atomics.load(counters, tailAt)
  const size = copy.length
  const packets: CapturedPacket[] = []
  const behind = (at: number) => (safeFrom - at) >>> 0 < 0x8000_0000 && at !== safeFrom
  // Entries before the new tail were given up during the copy; the way to it goes through the copy of the old ones.
  let at = behind(from) ? safeFrom : from
  while (at !== head && (head - at) >>> 0 <= size) {
    const entry = words[(at % size) >> 2] ?? 0
    if (entry !== 0) packets.push(readEntry(copy, at % size))
    at = (at + (entry === 0 ? size - (at % size) : entry)) >>> 0
  }
  return packets
}

/** Packets written since the beginning, those overwritten since included. */
export const packetsWritten = (memory: SharedArrayBuffer): number =>
  Atomics.load(new Uint32Array(memory, 0, 4), writtenAt)
