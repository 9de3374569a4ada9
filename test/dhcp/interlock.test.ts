import { describe, expect, it } from 'vitest'
import { isOfServed } from '../../src/main/dhcp/allocate.ts'
import { configOf } from '../../src/main/dhcp/config.ts'
import { sightingIn } from '../../src/main/dhcp/interlock/foreign.ts'
import { probeShapes } from '../../src/main/dhcp/interlock/probe.ts'
import {
  decodeDhcp,
  encodeDhcp,
  messageTypes,
  option,
  options,
  readOption,
} from '../../src/shared/packet/dhcp/index.ts'
import { encoded, lab, macBytes, message } from './support.ts'

const ours = '10.0.0.1'
const from = { address: '10.0.0.2', port: 67 }
const serverId = option(options.serverId, '10.0.0.2')
const leaseTime = option(options.leaseTime, 3600)
const reply = { op: 'reply' as const, yiaddr: '10.0.0.77' }

describe('a sign of another DHCP server', () => {
  it('is an OFFER or ACK with a lease, or a NAK, that is not ours', () => {
    for (const type of ['offer', 'ack'] as const)
      expect(
        sightingIn({ bytes: encoded(type, [serverId, leaseTime], reply), from }, ours),
      ).toEqual({
        serverId: '10.0.0.2',
        from: '10.0.0.2',
        offered: '10.0.0.77',
        seen: 'answer',
      })
    expect(
      sightingIn({ bytes: encoded('nak', [serverId], { op: 'reply' }), from }, ours)?.seen,
    ).toBe('answer')
  })

  it('is an answer to INFORM: all that a server says to strangers which knows its hosts alone', () => {
    const ack = (more: Parameters<typeof encoded>[1] = []) =>
      sightingIn({ bytes: encoded('ack', [serverId, ...more], { op: 'reply' }), from }, ours)
    expect(ack()).toMatchObject({ serverId: '10.0.0.2', offered: '0.0.0.0', seen: 'answer' })
    expect(ack([option(options.vendorClass, 'PXEClient')])).toBeUndefined()
  })

  it('is a REQUEST that takes another server’s offer', () => {
    const request = encoded('request', [serverId, option(options.requestedAddress, '10.0.0.77')])
    expect(sightingIn({ bytes: request, from: { address: '0.0.0.0', port: 68 } }, ours)).toEqual({
      serverId: '10.0.0.2',
      from: '0.0.0.0',
      offered: '10.0.0.77',
      seen: 'taken',
    })
  })

  it('is not a relay agent that is called the server in our place (RFC 5107)', () => {
    const relay = Uint8Array.of(10, 0, 0, 2)
    const override = option(options.relayInfo, [{ code: 11, data: relay }])
    const request = encoded('request', [serverId, override], { giaddr: '10.0.0.2' })
    expect(sightingIn({ bytes: request, from }, ours)).toBeUndefined()
  })

  it('is no server that a client from another network still names, nor a server’s word from a client', () => {
    const away = [
      encoded('request', [serverId], { ciaddr: '10.0.0.77' }),
      encoded('request', [serverId, option(options.requestedAddress, '10.0.0.77')], reply),
      encoded('request', [serverId]),
      encoded('nak', [serverId]),
      encoded('offer', [serverId, leaseTime]),
    ]
    for (const bytes of away) expect(sightingIn({ bytes, from }, ours)).toBeUndefined()
  })

  it('is nothing of ours, no proxy that gives no address, no plain question, no noise', () => {
    const own = option(options.serverId, ours)
    expect(
      sightingIn({ bytes: encoded('offer', [own, leaseTime], reply), from }, ours),
    ).toBeUndefined()
    expect(
      sightingIn({ bytes: encoded('offer', [serverId], { op: 'reply' }), from }, ours),
    ).toBeUndefined()
    expect(sightingIn({ bytes: encoded('discover'), from }, ours)).toBeUndefined()
    expect(sightingIn({ bytes: encoded('request', [own]), from }, ours)).toBeUndefined()
    expect(sightingIn({ bytes: Uint8Array.of(1, 2, 3), from }, ours)).toBeUndefined()
  })
})

it('a packet is of a network we serve, or of one that its relay agent alone knows', () => {
  const pool = { first: '10.9.0.10', last: '10.9.0.20' }
  const relayed = [{ subnet: '10.9.0.0/24', pool }]
  const config = configOf(lab('127.40', { dhcp: { relayed } }), '127.40.0.1')
  const linked = (link: string) => {
    const data = Uint8Array.from(link.split('.'), Number)
    const info = option(options.relayInfo, [{ code: 5, data }])
    return message('request', [info], { giaddr: '10.9.0.1' })
  }
  expect(isOfServed(message('request'), config)).toBe(true)
  expect(isOfServed(message('request', [], { giaddr: '10.9.0.1' }), config)).toBe(true)
  expect(isOfServed(message('request', [], { giaddr: '10.8.0.1' }), config)).toBe(false)
  expect(isOfServed(linked('127.40.0.0'), config)).toBe(true)
  expect(isOfServed(linked('10.8.0.0'), config)).toBe(false)
})

describe('the shapes of the probe', () => {
  const shapes = probeShapes({ mac: macBytes('02:00:00:00:00:01'), xid: 7 }, ours)
  const types = shapes.map(
    (shape) => messageTypes[(readOption(shape, options.messageType) ?? 0) - 1],
  )

  it('are a plain client, a PXE client, one that informs, one that wants an address back', () => {
    expect(types).toEqual(['discover', 'discover', 'inform', 'request'])
    expect(shapes[1]?.options.has(options.vendorClass.code)).toBe(true)
    expect(shapes[2]?.ciaddr).toBe(ours)
  })

  it('can be answered to everybody, and take no lease', () => {
    for (const shape of shapes) {
      expect(decodeDhcp(encodeDhcp(shape)).xid).toBe(7)
      expect(shape.options.has(options.serverId.code)).toBe(false)
    }
    expect(message('discover').flags).toBe(0)
    expect(shapes[0]?.flags).toBe(0x8000)
  })
})
