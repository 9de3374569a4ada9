import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesFile } from '../../src/main/tftp/index.ts'
import { asNetascii, toNetascii } from '../../src/main/tftp/netascii.ts'

const back = (text: Uint8Array): Uint8Array => {
  const out: number[] = []
  for (let at = 0; at < text.length; at += 1) {
    const [byte = 0, next] = [text[at], text[at + 1]]
    if (byte !== 13) out.push(byte)
    else {
      out.push(next === 10 ? 10 : 13)
      at += 1
    }
  }
  return Uint8Array.from(out)
}

const bytes = fc
  .uint8Array({ maxLength: 400 })
  .map((values) => values.map((value) => (value < 100 ? 10 : value < 150 ? 13 : value)))

describe('netascii', () => {
  it('can be turned back', () => {
    fc.assert(
      fc.property(bytes, (text) => {
        expect(back(toNetascii(text))).toEqual(text)
      }),
    )
  })

  it('gives any part of a large file as a part of the whole', async () => {
    const text = new Uint8Array(200_000).map(
      (_, index) => [10, 65, 13, 66, 67][(index * 7) % 5] ?? 0,
    )
    const whole = toNetascii(text)
    const file = await asNetascii(bytesFile(text))
    expect(file.size).toBe(whole.length)
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), fc.nat(70_000), async (offset, length) => {
        expect(await file.read(offset, length)).toEqual(whole.subarray(offset, offset + length))
      }),
      { numRuns: 60 },
    )
  })
})
