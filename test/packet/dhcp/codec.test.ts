import {
  decodeDhcp,
  encodeDhcp,
  offsetOfOption,
  option,
  options,
  readOption,
  routes,
  tryOption,
  userClasses,
  type DhcpPacket,
} from '../../../src/shared/packet/dhcp/index.ts'
import { eachOption } from '../../../src/shared/packet/dhcp/decode.ts'
import { describe, expect, it } from 'vitest'
import { LabError } from '../../../src/shared/base/index.ts'
import { blank, encoded, message } from '../../dhcp/support.ts'

const error = (run: () => unknown): LabError => {
  try {
    run()
  } catch (error) {
    if (error instanceof LabError) return error
  }
  throw new Error('did not fail with a LabError')
}

const plainOptions = (packet: DhcpPacket) =>
  [...packet.options].map(([code, data]) => [code, [...data]])

/** A packet with these bytes as its options field. */
const withOptions = (...bytes: number[]) =>
  Uint8Array.from([...encoded('discover').subarray(0, 240), ...bytes])

describe('decodeDhcp', () => {
  it.each([
    ['an empty datagram', new Uint8Array(0), 'dhcp.too-short'],
    ['a datagram that ends before the options', new Uint8Array(239), 'dhcp.too-short'],
    ['BOOTP without a cookie', new Uint8Array(300), 'dhcp.no-cookie'],
  ])('rejects %s', (_name, bytes, code) => {
    expect(error(() => decodeDhcp(bytes)).code).toBe(code)
  })

  it('rejects an op that is neither request nor reply, with its offset', () => {
    const bytes = encoded('discover')
    bytes[0] = 7
    expect(error(() => decodeDhcp(bytes))).toMatchObject({
      code: 'dhcp.bad-field',
      details: { at: 0 },
    })
  })

  it('rejects a hardware address longer than its field', () => {
    const bytes = encoded('discover')
    bytes[2] = 17
    expect(error(() => decodeDhcp(bytes)).code).toBe('dhcp.bad-field')
  })

  it.each([
    ['that runs past the end', [12, 9, 65]],
    ['without its length', [12]],
  ])('keeps what stands before an option %s, and says where that is', (_name, broken) => {
    const packet = decodeDhcp(withOptions(53, 1, 1, 0, 0, ...broken))
    expect(readOption(packet, options.messageType)).toBe(1)
    expect(packet.options.has(12)).toBe(false)
    expect(packet.cut).toEqual({ option: 12, at: 245, fieldEnd: 245 + broken.length })
  })

  it('reads overloaded fields behind an options field that is cut short', () => {
    const bytes = withOptions(53, 1, 1, 52, 1, 1, 60, 200)
    bytes.set([12, 1, 65, 255], 108)
    const packet = decodeDhcp(bytes)
    expect(readOption(packet, options.hostName)).toBe('A')
    expect(packet.cut?.option).toBe(60)
  })

  it('steps over pads one byte at a time and forgives a missing end', () => {
    const packet = decodeDhcp(withOptions(0, 0, 53, 1, 1, 0))
    expect(readOption(packet, options.messageType)).toBe(1)
  })

  it('joins the parts of a split option (RFC 3396)', () => {
    const packet = decodeDhcp(withOptions(12, 2, 65, 66, 53, 1, 1, 12, 1, 67, 255))
    expect(readOption(packet, options.hostName)).toBe('ABC')
  })

  it('reads the file field, then sname, when both carry options', () => {
    const bytes = withOptions(53, 1, 1, 52, 1, 3, 255)
    bytes.set([12, 2, 65, 66, 255], 108)
    bytes.set([12, 1, 67, 255], 44)
    const packet = decodeDhcp(bytes)
    expect(readOption(packet, options.hostName)).toBe('ABC')
    expect(packet.file).toBe('')
    expect(packet.sname).toBe('')
  })

  it('does not let an option of the file field reach into the next field', () => {
    const bytes = withOptions(53, 1, 1, 52, 1, 1, 255)
    bytes.set([12, 200], 108)
    expect(decodeDhcp(bytes)).toMatchObject({ cut: { option: 12, at: 108, fieldEnd: 236 } })
  })

  it('looks at nothing behind the end option', () => {
    expect(decodeDhcp(withOptions(53, 1, 1, 255, 12, 200)).options.has(12)).toBe(false)
  })
})

describe('readOption', () => {
  it('tells absent, malformed and present apart', () => {
    const packet = decodeDhcp(withOptions(53, 1, 1, 50, 3, 10, 0, 0, 255))
    expect(readOption(packet, options.serverId)).toBeUndefined()
    expect(error(() => readOption(packet, options.requestedAddress)).code).toBe('dhcp.bad-option')
    expect(tryOption(packet, options.requestedAddress)).toBeUndefined()
    expect(readOption(packet, options.messageType)).toBe(1)
  })
})

describe('offsetOfOption', () => {
  it('finds an option in the options field and in an overloaded one', () => {
    const bytes = withOptions(53, 1, 1, 52, 1, 1, 255)
    bytes.set([12, 1, 65, 255], 108)
    expect(offsetOfOption(bytes, 53)).toBe(240)
    expect(offsetOfOption(bytes, 12)).toBe(108)
    expect(offsetOfOption(bytes, 99)).toBeUndefined()
  })
})

describe('encodeDhcp', () => {
  it('pads to the size BOOTP relays expect', () => {
    expect(encodeDhcp(message('discover'))).toHaveLength(300)
  })

  it('splits an option longer than 255 bytes (RFC 3396)', () => {
    const long = new Uint8Array(600).fill(7)
    const bytes = encodeDhcp(message('offer', [[43, long]]))
    expect([bytes[243], bytes[244]]).toEqual([43, 255])
    expect(decodeDhcp(bytes).options.get(43)).toEqual(long)
  })

  it('puts the relay information last, whatever the order given', () => {
    const bytes = encodeDhcp(
      message('offer', [
        [82, Uint8Array.of(1, 1, 9)],
        [12, Uint8Array.of(65)],
      ]),
    )
    expect([...decodeDhcp(bytes).options.keys()]).toEqual([53, 12, 82])
  })

  it('overloads file and sname when the options field is full', () => {
    const packet = message('offer', [
      [43, new Uint8Array(100).fill(1)],
      [44, new Uint8Array(100).fill(2)],
      [45, new Uint8Array(60).fill(3)],
      [82, Uint8Array.of(1, 1, 9)],
    ])
    const bytes = encodeDhcp(packet, { min: 300, max: 360 })
    expect(bytes.length).toBeLessThanOrEqual(360)
    expect(new Set(decodeDhcp(bytes).options.keys())).toEqual(new Set([43, 44, 45, 53, 82]))
  })

  it('cuts a long option where a field ends, and no short one', () => {
    const packet = message('offer', [
      [12, new Uint8Array(60).fill(2)],
      [43, new Uint8Array(300).fill(1)],
      [15, new Uint8Array(20).fill(3)],
    ])
    const bytes = encodeDhcp(packet, { min: 300, max: 548 })
    expect(bytes.length).toBeLessThanOrEqual(548)
    expect(plainOptions(decodeDhcp(bytes))).toEqual(plainOptions(packet))
    const parts: number[] = []
    eachOption(bytes, (code) => parts.push(code))
    expect(parts.filter((code) => code === 43)).toHaveLength(3)
    expect(parts.filter((code) => code === 15)).toHaveLength(1)
  })

  it('says so when the options do not fit', () => {
    const packet = message('offer', [[43, new Uint8Array(2000)]])
    expect(error(() => encodeDhcp(packet)).code).toBe('dhcp.too-long')
  })

  it('rejects a text longer than its field', () => {
    expect(error(() => encodeDhcp({ ...blank, sname: 'x'.repeat(65) })).code).toBe('dhcp.bad-field')
  })
})

describe('classless routes (RFC 3442)', () => {
  it('are written with the octets that matter alone', () => {
    const value = [
      { to: '0.0.0.0/0', via: '10.0.0.1' },
      { to: '10.17.0.0/16', via: '10.0.0.2' },
      { to: '10.229.0.128/25', via: '10.0.0.3' },
    ]
    const data = routes.encode(value)
    expect([...data]).toEqual([
      0, 10, 0, 0, 1, 16, 10, 17, 10, 0, 0, 2, 25, 10, 229, 0, 128, 10, 0, 0, 3,
    ])
    expect(routes.decode(data)).toEqual(value)
  })
})

describe('the user class', () => {
  it('is read bare, as iPXE writes it, and with lengths, as RFC 3004 does', () => {
    const ascii = (text: string) => new TextEncoder().encode(text)
    expect(userClasses.decode(ascii('iPXE'))).toEqual(['iPXE'])
    expect(userClasses.decode(Uint8Array.of(4, ...ascii('iPXE')))).toEqual(['iPXE'])
    expect(userClasses.decode(Uint8Array.of(1, 65, 2, 66, 67))).toEqual(['A', 'BC'])
  })

  it('goes over the wire as RFC 3004 says', () => {
    expect([...option(options.userClass, ['iPXE'])[1]].slice(0, 2)).toEqual([4, 105])
  })
})
