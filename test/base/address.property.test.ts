import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isIpv4, isIpv6 } from '../../src/shared/base/index.ts'
import { ipv4, ipv6 } from '../../src/shared/base/schemas.ts'

/** Addresses, and texts that differ from one by little: parts too large, missing, or with zeros before them. */
const near = (address: fc.Arbitrary<string>, letters: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(address, fc.nat(50), fc.constantFrom('', ...letters))
    .map(([text, at, letter]) => text.slice(0, at) + letter + text.slice(at + 1))

describe('what is read without a parser', () => {
  it('is an IPv4 address just when the schema takes it', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.ipV4(), near(fc.ipV4(), ['0', '1', '9', '.', ':', '-', ' ', 'a']), fc.string()),
        (text) => {
          expect(isIpv4(text)).toBe(ipv4.safeParse(text).success)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('is an IPv6 address just when the schema takes it', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.ipV6(), near(fc.ipV6(), ['0', ':', 'f', 'g', '.', '%', ']']), fc.string()),
        (text) => {
          expect(isIpv6(text)).toBe(ipv6.safeParse(text).success)
        },
      ),
      { numRuns: 2000 },
    )
  })
})
