import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LabError } from '../../src/shared/base/index.ts'
import { decodeTftp, encodeTftp, explain, type TftpPacket } from '../../src/shared/packet/index.ts'

const text = fc.string({
  unit: fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code)),
})
const word = text.filter((value) => value !== '')
const options = fc.array(fc.record({ name: word, value: text }), { maxLength: 8 })
const uint16 = fc.integer({ min: 0, max: 0xffff })

const packet: fc.Arbitrary<TftpPacket> = fc.oneof(
  fc.record({ kind: fc.constantFrom('read', 'write'), name: text, mode: text, options }),
  fc.record({
    kind: fc.constant('data'),
    block: uint16,
    bytes: fc.uint8Array({ maxLength: 1500 }),
  }),
  fc.record({ kind: fc.constant('ack'), block: uint16 }),
  fc.record({ kind: fc.constant('error'), code: uint16, message: text }),
  fc.record({
    kind: fc.constant('oack'),
    options: fc.array(fc.record({ name: word, value: text }), { minLength: 1, maxLength: 8 }),
  }),
)

/** Bytes of a real packet with some of them changed, cut off or doubled. */
const mutated = fc
  .tuple(
    packet,
    fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
    fc.nat(),
  )
  .map(([original, changes, cut]) => {
    const bytes = encodeTftp(original).slice()
    for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value
    return bytes.subarray(0, bytes.length - (cut % 8))
  })

describe('the TFTP codec', () => {
  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(packet, (value) => {
        expect(decodeTftp(encodeTftp(value))).toEqual(value)
      }),
    )
  })

  it('reads any bytes or rejects them with a code', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 64 }), mutated), (bytes) => {
        try {
          const once = decodeTftp(bytes)
          expect(decodeTftp(encodeTftp(once))).toEqual(once)
        } catch (error) {
          if (!(error instanceof LabError)) throw error
          expect(error.code).toBe('tftp.malformed')
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('explain', () => {
  it('explains any bytes without throwing', () => {
    const carrier = fc.constantFrom('udp' as const, 'tcp' as const)
    fc.assert(
      fc.property(carrier, fc.oneof(fc.uint8Array({ maxLength: 600 }), mutated), (by, payload) => {
        const { fields, title } = explain({ carrier: by, payload })
        expect(title).not.toBe('')
        for (const { at, size } of fields) expect(at + size).toBeLessThanOrEqual(payload.length + 1)
      }),
      { numRuns: 2000 },
    )
  })
})
