import { decodeDhcp, encodeDhcp, type DhcpPacket } from '../../../src/shared/packet/dhcp/index.ts'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LabError } from '../../../src/shared/base/index.ts'
import { readDatagram } from '../../../src/main/dhcp/read-datagram.ts'
import { encoded, uefi } from '../../dhcp/support.ts'

const from = { address: '10.0.0.9', port: 68 }
const ipv4 = fc.ipV4()
const field = (size: number) =>
  fc
    .array(fc.integer({ min: 33, max: 126 }), { maxLength: size })
    .map((codes) => String.fromCharCode(...codes))

/** Options of any code but the three that are not options: pad, end and the overload mark. */
const optionMap = (longest: number, count: number) =>
  fc
    .uniqueArray(
      fc.tuple(
        fc.integer({ min: 1, max: 254 }).filter((code) => code !== 52),
        fc.uint8Array({ maxLength: longest }),
      ),
      { selector: ([code]) => code, maxLength: count },
    )
    .map((entries) => {
      // The relay's option goes last on the wire, so it stands last here.
      const relay = entries.filter(([code]) => code === 82)
      return new Map([...entries.filter(([code]) => code !== 82), ...relay])
    })

const packet = (longest: number, count: number, texts = 128): fc.Arbitrary<DhcpPacket> =>
  fc.record({
    op: fc.constantFrom('request', 'reply'),
    htype: fc.integer({ min: 0, max: 255 }),
    hops: fc.integer({ min: 0, max: 255 }),
    xid: fc.integer({ min: 0, max: 0xffffffff }),
    secs: fc.integer({ min: 0, max: 0xffff }),
    flags: fc.integer({ min: 0, max: 0xffff }),
    ciaddr: ipv4,
    yiaddr: ipv4,
    siaddr: ipv4,
    giaddr: ipv4,
    chaddr: fc.uint8Array({ maxLength: 16 }),
    sname: field(Math.min(texts, 64)),
    file: field(texts),
    options: optionMap(longest, count),
  })

const plain = (packet: DhcpPacket) => ({
  ...packet,
  chaddr: [...packet.chaddr],
  options: [...packet.options].map(([code, data]) => [code, [...data]]),
})

const decodes = (bytes: Uint8Array): boolean => {
  try {
    decodeDhcp(bytes)
    return true
  } catch (error) {
    expect(error).toBeInstanceOf(LabError)
    return false
  }
}

describe('the DHCP codec', () => {
  it('reads what it wrote', () => {
    fc.assert(
      fc.property(packet(400, 6), (packet) => {
        const bytes = encodeDhcp(packet, { min: 300, max: 65_000 })
        expect(plain(decodeDhcp(bytes))).toEqual(plain(packet))
      }),
    )
  })

  it('reads what it wrote across overloaded fields', () => {
    fc.assert(
      fc.property(packet(60, 12, 0), (packet) => {
        try {
          const bytes = encodeDhcp(packet, { min: 300, max: 400 })
          expect(bytes.length).toBeLessThanOrEqual(400)
          const back = plain(decodeDhcp(bytes))
          // Option 82 stays in the options field, so it is read before what overflowed.
          const byCode = (a: (number | number[])[], b: (number | number[])[]) =>
            Number(a[0]) - Number(b[0])
          expect({ ...back, options: back.options.sort(byCode) }).toEqual({
            ...plain(packet),
            options: plain(packet).options.sort(byCode),
          })
        } catch (error) {
          if (!(error instanceof LabError)) throw error
          expect(error.code).toBe('dhcp.too-long')
        }
      }),
    )
  })

  it('decodes arbitrary bytes or names the error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 700 }), (bytes) => {
        decodes(bytes)
      }),
      { numRuns: 500 },
    )
  })

  it('decodes arbitrary options or names the error, and is stable when it decodes', () => {
    const start = encoded('discover').subarray(0, 240)
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 500 }),
        fc.uint8Array({ minLength: 192, maxLength: 192 }),
        (tail, fields) => {
          const bytes = Uint8Array.from([...start, ...tail])
          bytes.set(fields, 44)
          if (!decodes(bytes)) return
          // What could not be read is not written either.
          const { cut: _cut, ...packet } = decodeDhcp(bytes)
          const again = decodeDhcp(encodeDhcp(packet, { min: 0, max: 65_000 }))
          const sorted = (each: DhcpPacket) => ({
            ...plain(each),
            options: plain(each).options.sort((a, b) => Number(a[0]) - Number(b[0])),
          })
          expect(sorted(again)).toEqual(sorted(packet))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('survives truncation at each offset', () => {
    const bytes = encoded('discover', uefi())
    for (let size = 0; size <= bytes.length; size += 1) {
      const read = readDatagram({ bytes: bytes.subarray(0, size), from }, 'clientId')
      if (read.kind === 'bad') expect(read.fact.reason.code).toMatch(/^dhcp\./)
      if (size < 240) expect(read.kind).toBe('bad')
    }
  })

  it('survives any single changed byte', () => {
    const bytes = encoded('discover', uefi())
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: bytes.length - 1 }),
        fc.integer({ min: 0, max: 255 }),
        (at, value) => {
          const changed = Uint8Array.from(bytes)
          changed[at] = value
          const read = readDatagram({ bytes: changed, from }, 'clientId')
          expect(['request', 'bad']).toContain(read.kind)
        },
      ),
      { numRuns: 2000 },
    )
  })
})
