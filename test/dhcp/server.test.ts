import { describe, expect, it } from 'vitest'
import { createServer } from '../../src/main/dhcp/server.ts'
import type { Entry } from '../../src/main/journal/store.ts'
import { createLabNetwork } from '../../src/main/net/index.ts'
import { decodeDhcp, option, options } from '../../src/shared/packet/dhcp/index.ts'
import { encoded, lab, mac, macBytes, uefi } from './support.ts'

const address = '127.78.0.1'
const document = lab('127.78')

/** A server whose disk answers when a test says so, and that may stumble where no packet makes it to. */
const openServer = (
  stumbling: { byMac?: (mac: string) => string; send?: () => void; advertise?: () => boolean } = {},
) => {
  let now = 1_000_000
  const entries: Entry[] = []
  const disk: (() => void)[] = []
  const replies: Uint8Array[] = []
  const server = createServer(
    {
      network: {
        ...createLabNetwork({ address }),
        advertise: stumbling.advertise ?? (() => false),
      },
      document: () => document,
      identify: { byMac: stumbling.byMac ?? ((found) => found), byAddress: () => undefined },
      commit: (entry) => {
        entries.push(entry)
        return new Promise((resolve) => {
          disk.push(() => {
            resolve([])
          })
        })
      },
      clock: { now: () => now, sleep: () => Promise.resolve() },
    },
    [],
    {
      send({ bytes }) {
        stumbling.send?.()
        replies.push(bytes)
      },
      admit: () => true,
      broken: (error) => expect.fail(String(error)),
    },
  )
  const hear = (bytes: Uint8Array) => {
    const before = replies.length
    server.receive({ bytes, from: { address: '127.78.1.1', port: 68 } }, 'dhcp')
    return replies[before] === undefined ? undefined : decodeDhcp(replies[before])
  }
  const say = (client: number, type: 'discover' | 'request', asked?: string) => {
    const more =
      asked === undefined
        ? []
        : [option(options.serverId, address), option(options.requestedAddress, asked)]
    return hear(encoded(type, more, { chaddr: macBytes(mac(client)) }))
  }
  return {
    say,
    hear,
    observe: () => server.setMode('observe'),
    entries,
    replies,
    /** The disk takes `ms` for all it was given. */
    async sync(ms: number) {
      now += ms
      for (const done of disk.splice(0)) done()
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

describe('the server before a damaged packet', () => {
  it('answers by what stands before the damage, and writes down where that is', () => {
    const at = openServer()
    const whole = encoded('discover', [option(options.hostName, 'old-rack')])
    const name = whole.indexOf(options.hostName.code, 243)
    whole[name + 1] = 250
    expect(at.hear(whole)).toMatchObject({ op: 'reply', yiaddr: '127.78.0.100' })
    expect(at.entries.flatMap(({ facts }) => facts)).toMatchObject([
      { type: 'net.badInput', at: name, reason: { code: 'dhcp.option-truncated' } },
      { type: 'dhcp.discovered' },
      { type: 'dhcp.offered' },
    ])
  })

  it('does not refuse a DISCOVER for a malformed wish, but a REQUEST', () => {
    const at = openServer()
    const wish = [[options.requestedAddress.code, Uint8Array.of(10, 0, 0)]] as const
    expect(at.hear(encoded('discover', wish))?.yiaddr).toBe('127.78.0.100')
    expect(at.hear(encoded('request', wish))).toBeUndefined()
    expect(at.entries.at(-1)?.facts).toMatchObject([{ reason: { code: 'dhcp.bad-option' } }])
  })
})

it('the server tells iPXE of no router but after an answer', () => {
  let told = 0
  const at = openServer({
    advertise: () => {
      told += 1
      return true
    },
  })
  const ipxe = [...uefi(), option(options.userClass, ['iPXE'])]
  at.hear(encoded('discover', ipxe))
  expect(told).toBe(1)
  at.observe()
  at.hear(encoded('discover', ipxe))
  expect(told).toBe(1)
})

describe('the server at a packet that meets a defect of ours', () => {
  const stumble = () => {
    throw new TypeError('x is not iterable')
  }
  const told = {
    type: 'dhcp.finding',
    mac: mac(1),
    finding: {
      code: 'dhcp.unexpected',
      message: `A packet of ${mac(1)} is left unanswered because of a defect of this program (x is not iterable).`,
    },
  }

  it('leaves that one unanswered, says whose it is, and serves the next', () => {
    const at = openServer({ byMac: (found) => (found === mac(1) ? stumble() : found) })
    expect(at.say(1, 'discover')).toBeUndefined()
    expect(at.entries.flatMap(({ facts }) => facts)).toMatchObject([told])
    expect(at.say(2, 'discover')).toMatchObject({ op: 'reply' })
  })

  it('keeps the lease of a reply that does not leave', async () => {
    const at = openServer({ send: stumble })
    at.say(1, 'request', '127.78.0.100')
    await at.sync(1)
    expect(at.entries).toMatchObject([{ leases: [{ address: '127.78.0.100' }] }, { facts: [told] }])
  })

  it('writes down at most twenty in a second, and how many it kept back', async () => {
    const at = openServer({ byMac: stumble })
    for (let client = 0; client < 50; client += 1) at.say(client, 'discover')
    expect(at.entries).toHaveLength(20)
    await at.sync(1000)
    at.say(1, 'discover')
    expect(at.entries.at(-1)?.facts).toMatchObject([
      { finding: { message: expect.stringMatching(/\. 30 more like it came before\.$/) } },
    ])
  })
})

describe('the server before a disk that is behind', () => {
  it('puts new clients off, says so, and grants what it has offered', async () => {
    const at = openServer()
    const [first, second] = [at.say(1, 'discover'), at.say(2, 'discover')]
    at.say(1, 'request', first?.yiaddr)
    await at.sync(1000)
    expect(at.replies).toHaveLength(3)

    at.say(2, 'request', second?.yiaddr)
    expect(at.say(3, 'discover')).toBeUndefined()
    expect(at.entries.at(-1)?.facts).toMatchObject([
      { type: 'dhcp.ignored', mac: mac(3), reason: { code: 'dhcp.busy' } },
    ])
    await at.sync(5)
    expect(decodeDhcp(at.replies.at(-1) ?? new Uint8Array()).yiaddr).toBe(second?.yiaddr)
    expect(at.say(3, 'discover')).toBeDefined()
  })

  it('writes down at most twenty of those it puts off in a second', async () => {
    const at = openServer()
    at.say(1, 'request', at.say(1, 'discover')?.yiaddr)
    const offer = at.say(2, 'discover')
    await at.sync(1000)
    at.say(2, 'request', offer?.yiaddr)
    const before = at.entries.length
    for (let client = 10; client < 60; client += 1) at.say(client, 'discover')
    expect(at.entries.length - before).toBe(20)
  })

  it.each([
    ['client identifier', options.clientId.code],
    ['relay agent information', options.relayInfo.code],
  ])('leaves alone who wants more %s back than its reply holds, and serves the next', (_, code) => {
    const { hear, say, entries } = openServer()
    const long = [code, new Uint8Array(600).fill(1)] as const
    expect(hear(encoded('discover', [long], { chaddr: macBytes(mac(1)) }))).toBeUndefined()
    expect(entries).toMatchObject([
      { leases: [], facts: [{ type: 'dhcp.ignored', reason: { code: 'dhcp.too-long' } }] },
    ])
    const more = [long, option(options.maxSize, 1472)] as const
    expect(hear(encoded('discover', more, { chaddr: macBytes(mac(1)) }))).toMatchObject({
      op: 'reply',
    })
    expect(say(2, 'discover')).toMatchObject({ op: 'reply' })
  })
})
