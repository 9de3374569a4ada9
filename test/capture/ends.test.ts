import { describe, expect, it } from 'vitest'
import { ourEnd } from '../../src/main/capture/ends.ts'

const network = { address: '10.0.0.1' }
const own = { address: '10.0.0.1', port: 67 }
const all = { address: '255.255.255.255', port: 67 }
const client = { address: '10.0.0.7', port: 68 }
const newcomer = { address: '0.0.0.0', port: 68 }

describe('our end of a captured datagram', () => {
  it('is the address of the network where the socket is bound to all of them', () => {
    const end = ourEnd(network, { address: '0.0.0.0', port: 67 })
    expect(end.sent()).toEqual(own)
    expect(end.received(client)).toEqual(own)
  })

  it('is everybody’s address when a client without an address asked', () => {
    expect(ourEnd(network, { address: '0.0.0.0', port: 67 }).received(newcomer)).toEqual(all)
  })

  it('is everybody’s address where nothing else is heard; what is sent there has a sender', () => {
    const end = ourEnd(network, all)
    expect(end.received(client)).toEqual(all)
    expect(end.sent()).toEqual(own)
  })

  it('is what the socket is bound to, if that is one address', () => {
    const bound = { address: '127.66.0.1', port: 10067 }
    const end = ourEnd(network, bound)
    expect([end.sent(), end.received(newcomer)]).toEqual([bound, bound])
  })
})
