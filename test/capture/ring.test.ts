import { describe, expect, it } from 'vitest'
import {
  createRingWriter,
  packetsWritten,
  readRing,
  ringMemory,
} from '../../src/main/capture/ring.ts'

const head = (at: number, length: number) => ({
  at,
  sent: at % 2 === 0,
  tcp: false,
  localAddress: 0x7f420001,
  localPort: 69,
  peerAddress: 0x7f420064,
  peerPort: 2070,
  length,
})

const filled = (size: number, byte: number) => new Uint8Array(size).fill(byte)

describe('the capture ring', () => {
  it('gives packets back as they were written', () => {
    const memory = ringMemory(4096)
    const ring = createRingWriter(memory)
    ring.write(head(1.5, 1468), filled(100, 7), 10, 5)
    ring.publish()
    expect(readRing(memory)).toEqual([
      {
        at: 1.5,
        direction: 'received',
        carrier: 'udp',
        local: { address: '127.66.0.1', port: 69 },
        peer: { address: '127.66.0.100', port: 2070 },
        payload: filled(5, 7),
        length: 1468,
      },
    ])
  })

  it('gives up the oldest packets when it is full, and no others', () => {
    const memory = ringMemory(4096)
    const ring = createRingWriter(memory)
    for (let at = 1; at <= 1000; at += 1)
      ring.write(head(at, at), filled(300, at & 255), 0, at % 300)
    ring.publish()
    const kept = readRing(memory)
    expect(kept.length).toBeGreaterThan(10)
    expect(kept.map(({ at }) => at)).toEqual(kept.map((_, index) => 1000 - kept.length + 1 + index))
    for (const { at, payload } of kept) expect(payload).toEqual(filled(at % 300, at & 255))
    expect(packetsWritten(memory)).toBe(1000)
  })

  it('shows what was written when it is published, and not before', () => {
    const memory = ringMemory(4096)
    const ring = createRingWriter(memory)
    ring.write(head(1, 3), filled(3, 7), 0, 3)
    ring.publish()
    ring.write(head(2, 3), filled(3, 8), 0, 3)
    expect(readRing(memory).map(({ at }) => at)).toEqual([1])
    ring.publish()
    expect(readRing(memory).map(({ at }) => at)).toEqual([1, 2])
  })

  it('shows nothing broken when far more is written than it holds before it is published', () => {
    const memory = ringMemory(4096)
    const ring = createRingWriter(memory)
    ring.write(head(1, 3), filled(3, 7), 0, 3)
    ring.publish()
    for (let at = 2; at <= 200; at += 1) ring.write(head(at, 300), filled(300, at), 0, 300)
    expect(readRing(memory)).toEqual([])
    ring.publish()
    for (const { at, payload } of readRing(memory)) expect(payload).toEqual(filled(300, at))
  })

  it('is empty before the first packet', () => {
    expect(readRing(ringMemory(4096))).toEqual([])
  })
})
