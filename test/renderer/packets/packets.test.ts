import { describe, expect, it } from 'vitest'
import type { Recorded } from '../../../src/shared/facts/index.ts'
import { hexLines } from '../../../src/renderer/packets/hex.ts'
import { bytesOf, packetOf, type Packet } from '../../../src/renderer/packets/packet.ts'

/** The head of a DHCP message with this transaction id, its cookie and its message type. */
const dhcp = (xid: string, type: number, op: '01' | '02'): string => {
  const head = `${op}010600${xid}`.padEnd(236 * 2, '0')
  return `${head}638253633501${type.toString(16).padStart(2, '0')}ff`
}

const packet = (at: number, payload: string, port = 10_068): Packet => ({
  at,
  direction: 'received',
  carrier: 'udp',
  local: { address: '127.66.0.1', port: 10_067 },
  peer: { address: '127.66.128.2', port },
  payload,
  length: payload.length / 2,
})

const offered = (xid: string, at: number): Recorded => ({
  seq: 9,
  at,
  fact: {
    type: 'dhcp.offered',
    host: 'esx-02',
    mac: '52:54:00:aa:bb:02',
    xid,
    address: '127.66.0.52',
    bootFile: 'x',
    nextServer: '127.66.0.1',
    sentTo: 'y',
  },
})

describe('packetOf', () => {
  const discover = packet(1000, dhcp('463276e1', 1, '01'))
  const offer = packet(1001, dhcp('463276e1', 2, '02'))
  const another = packet(1000, dhcp('00000001', 2, '02'))

  it('finds the message of the same exchange and kind', () => {
    expect(packetOf(offered('463276e1', 1000), [discover, another, offer])).toBe(offer)
  })

  it('finds none when the ring no longer has it', () => {
    expect(packetOf(offered('463276e1', 9000), [discover, offer])).toBeUndefined()
    expect(packetOf(offered('ffffffff', 1000), [discover, offer])).toBeUndefined()
  })

  it('finds a transfer by its client', () => {
    const fact: Recorded['fact'] = {
      type: 'tftp.requested',
      transfer: 't',
      file: 'f',
      client: '127.66.128.2:51130',
      options: {},
      size: 1,
      blockSize: 512,
      windowSize: 1,
    }
    const request = packet(1000, '0001', 51_130)
    expect(packetOf({ seq: 1, at: 1002, fact }, [discover, request])).toBe(request)
  })
})

describe('hexLines', () => {
  it('shows every byte once, sixteen a line', () => {
    const lines = hexLines(bytesOf('48690a'.padEnd(40, '0')))
    expect(lines.map(({ at, bytes }) => [at, bytes.length])).toEqual([
      [0, 16],
      [16, 4],
    ])
    expect(lines[0]?.bytes.slice(0, 3)).toEqual([
      { at: 0, hex: '48', text: 'H' },
      { at: 1, hex: '69', text: 'i' },
      { at: 2, hex: '0a', text: '·' },
    ])
  })
})
