import { ipv4ToNumber, type Clock } from '../../shared/base/index.ts'
import type { CapturedPacket } from '../../shared/packet/index.ts'
import type { Endpoint } from '../net/network.ts'
import {
  createRingWriter,
  packetsWritten,
  readRing,
  ringMemory,
  type Carrier,
  type Direction,
} from './ring.ts'

export type Capture = {
  /** Keeps a copy of what was heard or said. */
  keep(packet: {
    readonly direction: Direction
    readonly carrier: Carrier
    readonly local: Endpoint
    readonly peer: Endpoint
    readonly payload: Uint8Array
  }): void
  /** Memory for a thread that sees packets of its own; they are shown with the others. */
  readonly laneMemory: SharedArrayBuffer
  /** What is kept now, oldest first. */
  packets(): readonly CapturedPacket[]
  /** Packets seen since the start, those that made room included. */
  seen(): number
}

/** Bytes of a payload that are kept; nothing a boot needs to show is longer. */
const keptBytes = 2048

const numberOf = (address: string): number =>
  /^\d+\.\d+\.\d+\.\d+$/.test(address) ? ipv4ToNumber(address) : 0

/**
 * The capture: the last packets of every boot conversation in bounded memory, on from the start. Two
 * rings of `bytes` each, one for this thread and one for the TFTP lane.
 */
export const createCapture = ({
  clock,
  bytes = 8 * 1024 * 1024,
}: {
  readonly clock: Clock
  readonly bytes?: number
}): Capture => {
  const memory = ringMemory(bytes)
  const laneMemory = ringMemory(bytes)
  const ring = createRingWriter(memory)
  return {
    keep: ({ direction, carrier, local, peer, payload }) => {
      ring.write(
        {
          at: clock.now(),
          sent: direction === 'sent',
          tcp: carrier === 'tcp',
          localAddress: numberOf(local.address),
          localPort: local.port,
          peerAddress: numberOf(peer.address),
          peerPort: peer.port,
          length: payload.length,
        },
        payload,
        0,
        Math.min(payload.length, keptBytes),
      )
      ring.publish()
    },
    laneMemory,
    packets: () => [...readRing(memory), ...readRing(laneMemory)].toSorted((a, b) => a.at - b.at),
    seen: () => packetsWritten(memory) + packetsWritten(laneMemory),
  }
}
