import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readCaptureFile } from '../../src/main/capture/index.ts'
import { toPcapng, type CapturedPacket } from '../../src/shared/packet/index.ts'
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

  const udp = Uint8Array.of(0, 69, 0, 69, 0, 12, 0, 0, 0, 4, 0, 9)
  const ip = Uint8Array.of(0x45, 0, 0, 32, 0, 0, 0, 0, 64, 17, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2)
  const addresses = new Uint8Array(12)
  const words = (...numbers: readonly number[]): Uint8Array => {
    const view = new DataView(new ArrayBuffer(numbers.length * 4))
    for (const [index, number] of numbers.entries()) view.setUint32(index * 4, number)
    return new Uint8Array(view.buffer)
  }
  const pcap = (linkType: number, frame: Uint8Array): Uint8Array =>
    Uint8Array.of(
      ...words(0xa1b2c3d4, 0x00020004, 0, 0, 65535, linkType, 1, 0, frame.length, frame.length),
      ...frame,
    )
  const ack = { number: 1, payload: Uint8Array.of(0, 4, 0, 9), length: 4 }

  it.each<[string, number, readonly number[]]>([
    ['Ethernet with two tags', 1, [...addresses, 0x88, 0xa8, 0, 5, 0x81, 0, 0, 7, 8, 0]],
    ['Ethernet with a tag from before 802.1ad', 1, [...addresses, 0x91, 0, 0, 5, 8, 0]],
    ['Linux, any interface, with a tag', 113, [...addresses, 0, 0, 0x81, 0, 0, 7, 8, 0]],
    ['OpenBSD, loopback', 108, [0, 0, 0, 2]],
  ])('has its datagrams found in frames of %s', (_, linkType, head) => {
    const frame = Uint8Array.of(...head, ...ip, ...udp)
    expect([...readCaptureFile(pcap(linkType, frame))]).toMatchObject([ack])
  })

  it('has its datagrams found where the card was to fill in the length', () => {
    const large = ip.with(2, 0).with(3, 0)
    expect([...readCaptureFile(pcap(101, Uint8Array.of(...large, ...udp)))]).toMatchObject([ack])
  })

  it('has no more of a datagram than its length says, and what there is where that is damaged', () => {
    const frame = (length: number) => Uint8Array.of(...ip, ...udp.with(5, length))
    const read = (file: Uint8Array) => [...readCaptureFile(pcap(101, file))]
    expect(read(frame(10))).toMatchObject([{ payload: Uint8Array.of(0, 4), length: 2 }])
    expect(read(frame(7))).toMatchObject([ack])
    expect(read(frame(40))).toMatchObject([{ payload: ack.payload, length: 32 }])
    expect(read(Uint8Array.of(...ip.with(3, 10), ...udp))).toEqual([])
  })

  it('is read as gzip packed it, and said to be damaged when it breaks off', () => {
    const packed = gzipSync(whole)
    expect([...readCaptureFile(packed)]).toHaveLength(3)
    const cut = () => [...readCaptureFile(packed.subarray(0, -20))]
    expect(cut).toThrow(expect.objectContaining({ code: 'capture.unreadable' }))
  })

  it('of one frame or packet in hex, as analysers copy it, has its payload found', () => {
    const hexOf = (...bytes: readonly number[]) => Buffer.from(Buffer.from(bytes).toString('hex'))
    const [frame, packet] = [hexOf(...addresses, 8, 0, ...ip, ...udp), hexOf(...ip, ...udp)]
    for (const file of [frame, packet])
      expect([...readCaptureFile(file)].map(({ payload }) => [...payload])).toEqual([[0, 4, 0, 9]])
  })

  it('has its packets found in the simple and in the obsolete blocks of pcapng', () => {
    const frame = Uint8Array.of(...ip, ...udp)
    const size = frame.length
    const block = (type: number, ...body: readonly Uint8Array[]) => {
      const whole = 12 + body.reduce((sum, { length }) => sum + length, 0)
      return [...words(type, whole), ...body.flatMap((each) => [...each]), ...words(whole)]
    }
    const file = Uint8Array.of(
      ...block(0x0a0d0d0a, words(0x1a2b3c4d, 0x00010000, 0xffffffff, 0xffffffff)),
      ...block(1, words(0x00650000, 28)),
      ...block(3, words(size), frame.subarray(0, 28)),
      ...block(2, words(0x00000003, 0, 5000, size, size), frame),
    )
    expect([...readCaptureFile(file)]).toMatchObject([
      { number: 1, at: 0, payload: new Uint8Array(), length: 4 },
      { number: 2, at: 5, payload: ack.payload },
    ])
  })
})
