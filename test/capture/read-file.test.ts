import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readCaptureFile, toPcapng, type CapturedPacket } from '../../src/main/capture/index.ts'
import { explain } from '../../src/shared/packet/index.ts'

const fixture = (name: string) => readFileSync(new URL(`../fixtures/dhcp/${name}`, import.meta.url))

describe('a file that is no capture', () => {
  it('is one packet in hex when it is written so, with words on lines of their own', () => {
    const [packet, ...more] = [...readCaptureFile(fixture('ovmf-pxe-1.hex'))]
    expect(more).toEqual([])
    expect(packet && explain(packet).title).toContain('DISCOVER')
  })

  it('is one packet as it is otherwise', () => {
    const bytes = Uint8Array.of(0, 4, 0, 9)
    expect([...readCaptureFile(bytes)]).toMatchObject([{ payload: bytes, length: 4 }])
    expect([...readCaptureFile(new TextEncoder().encode('0004000'))]).toMatchObject([{ length: 7 }])
  })
})

describe('a capture file', () => {
  const end = { address: '10.0.0.1', port: 69 }
  const packets = [1, 2, 3].map((block) => ({
    ...{ at: block, direction: 'sent', carrier: 'udp', local: end, peer: end, length: 4 },
    payload: Uint8Array.of(0, 4, 0, block),
  })) as readonly CapturedPacket[]
  const whole = toPcapng(packets, () => undefined)

  it('that breaks off gives what it holds before it says so', () => {
    const endings: number[] = []
    for (let size = 4; size < whole.length; size += 1) {
      const read: number[] = []
      const readAll = () => {
        for (const { payload } of readCaptureFile(whole.subarray(0, size)))
          read.push(payload[3] ?? 0)
      }
      try {
        readAll()
        // Cut between two blocks it is a shorter file, and a whole one.
        endings.push(size)
      } catch (error) {
        expect(error).toMatchObject({ code: 'capture.unreadable' })
      }
      expect(read).toEqual([1, 2, 3].slice(0, read.length))
    }
    expect(endings.length).toBeLessThan(10)
    expect([...readCaptureFile(whole)]).toHaveLength(3)
  })

  it('has its datagrams found behind tags of virtual networks', () => {
    const udp = Uint8Array.of(0, 69, 0, 69, 0, 12, 0, 0, 0, 4, 0, 9)
    const ip = Uint8Array.of(0x45, 0, 0, 32, 0, 0, 0, 0, 64, 17, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2)
    const tags = Uint8Array.of(0x88, 0xa8, 0, 5, 0x81, 0, 0, 7, 8, 0)
    const frame = Uint8Array.of(...new Uint8Array(12), ...tags, ...ip, ...udp)
    const file = new DataView(new ArrayBuffer(40 + frame.length))
    const numbers = [0xa1b2c3d4, 0x00020004, 0, 0, 65535, 1, 1, 0, frame.length, frame.length]
    for (const [index, number] of numbers.entries()) file.setUint32(index * 4, number)
    const bytes = new Uint8Array(file.buffer)
    bytes.set(frame, 40)
    expect([...readCaptureFile(bytes)]).toMatchObject([
      { number: 1, payload: Uint8Array.of(0, 4, 0, 9) },
    ])
  })
})
