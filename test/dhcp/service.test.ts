import { broadcastFlag, type DhcpPacket } from '../../src/shared/packet/dhcp/index.ts'
import { describe, expect, it } from 'vitest'
import { option, options, readOption } from '../../src/shared/packet/dhcp/index.ts'
import { openDesk, type Desk } from './desk.ts'
import { lab, mac, macBytes, message, realPorts, uefi } from './support.ts'

const server = '10.73.0.1'
const network = {
  subnet: '10.73.0.0/24',
  server,
  router: '10.73.0.254',
  pool: { first: '10.73.0.10', last: '10.73.0.19' },
  leaseTime: 600,
  ports: realPorts,
}
const desk = (more: Parameters<typeof lab>[1] = {}, hosts: unknown[] = []) =>
  openDesk(lab('10.73', { ...network, ...more }, hosts), server)

const from = (n: number, fields: Partial<DhcpPacket> = {}): Partial<DhcpPacket> => ({
  chaddr: macBytes(mac(n)),
  ...fields,
})
const discover = (n: number, more: Parameters<typeof message>[1] = []) =>
  message('discover', more, from(n))
const select = (n: number, address: string, of = server) =>
  message(
    'request',
    [option(options.serverId, of), option(options.requestedAddress, address)],
    from(n),
  )
const reboot = (n: number, address: string) =>
  message('request', [option(options.requestedAddress, address)], from(n))
const renew = (n: number, address: string) => message('request', [], from(n, { ciaddr: address }))

const lease = (at: Desk, n: number): string => {
  const offer = at.say(discover(n))
  const ack = at.say(select(n, offer?.yiaddr ?? ''))
  expect(ack?.type).toBe('ack')
  return ack?.yiaddr ?? ''
}

describe('DISCOVER', () => {
  it('is answered with an offer of the first free address, held for the client', () => {
    const at = desk()
    expect(at.say(discover(1))).toMatchObject({ type: 'offer', yiaddr: '10.73.0.10' })
    expect(at.say(discover(2))?.yiaddr).toBe('10.73.0.11')
    expect(at.say(discover(1))?.yiaddr).toBe('10.73.0.10')
    expect(at.types()).toEqual(['dhcp.discovered', 'dhcp.offered'])
  })

  it('is written down with as many of the client’s words as one option holds', () => {
    const at = desk()
    const words = 'x'.repeat(900)
    const long = [
      option(options.vendorClass, words),
      [options.userClass.code, new Uint8Array(900).fill(120)],
    ] as const
    at.say(discover(1, long))
    expect(at.fact('dhcp.discovered').vendorClass).toHaveLength(255)
    at.say(message('request', [...long, option(options.requestedAddress, '10.73.0.10')], from(1)))
    expect(at.fact('dhcp.requested').userClass).toHaveLength(255)
  })

  it('gives the address asked for when it is free (4.3.1)', () => {
    const at = desk()
    expect(at.say(discover(1, [option(options.requestedAddress, '10.73.0.15')]))?.yiaddr).toBe(
      '10.73.0.15',
    )
    expect(at.say(discover(2, [option(options.requestedAddress, '10.73.0.15')]))?.yiaddr).toBe(
      '10.73.0.10',
    )
    expect(at.say(discover(3, [option(options.requestedAddress, '10.9.9.9')]))?.yiaddr).toBe(
      '10.73.0.11',
    )
  })

  it('frees an offer that nobody takes', () => {
    const at = desk({ pool: { first: '10.73.0.10', last: '10.73.0.10' } })
    at.say(discover(1))
    expect(at.say(discover(2))).toBeUndefined()
    expect(at.reason()).toBe('dhcp.pool-exhausted')
    expect(at.fact('dhcp.finding')).toMatchObject({
      mac: mac(2),
      finding: { message: expect.stringContaining('all from 10.73.0.10 to 10.73.0.10 are held') },
      proposal: expect.stringContaining('network.dhcp.identity'),
    })
    at.say(discover(2))
    expect(at.types()).not.toContain('dhcp.finding')
    at.wait(120)
    expect(at.say(discover(2))?.yiaddr).toBe('10.73.0.10')
  })

  it('gives the client its former address after the lease has ended', () => {
    const at = desk()
    lease(at, 1)
    const own = lease(at, 2)
    at.wait(3600)
    expect(at.say(discover(2))?.yiaddr).toBe(own)
  })

  it('never gives the server, the router, excluded or reserved addresses', () => {
    const at = desk(
      {
        router: '10.73.0.12',
        pool: { first: '10.73.0.2', last: '10.73.0.14' },
        dhcp: { exclude: [{ first: '10.73.0.2', last: '10.73.0.10' }] },
      },
      [reserved(9, '10.73.0.13')],
    )
    expect([1, 2, 3].map((n) => at.say(discover(n))?.yiaddr)).toEqual([
      '10.73.0.11',
      '10.73.0.14',
      undefined,
    ])
  })

  it('gives a reserved address to its host alone, even when another had it leased', () => {
    const at = desk({}, [reserved(7, '10.73.0.15')])
    expect(at.say(discover(1, [option(options.requestedAddress, '10.73.0.15')]))?.yiaddr).toBe(
      '10.73.0.10',
    )
    expect(at.say(discover(7))?.yiaddr).toBe('10.73.0.15')
  })

  it('gives a host the address that is reserved for it on the network it is on', () => {
    const relayed = {
      dhcp: {
        relayed: [{ subnet: '10.74.0.0/24', pool: { first: '10.74.0.10', last: '10.74.0.20' } }],
      },
    }
    const host = { ...reserved(7, '10.73.0.15'), otherAddresses: ['10.74.0.10', '10.75.0.10'] }
    const at = desk(relayed, [host])
    const relayedBy = { giaddr: '10.74.0.1' }
    expect(at.say(message('discover', [], from(1, relayedBy)))?.yiaddr).toBe('10.74.0.11')
    expect(at.say(message('discover', [], from(7, relayedBy)))?.yiaddr).toBe('10.74.0.10')
    expect(at.say(discover(7))?.yiaddr).toBe('10.73.0.15')
  })

  it('is answered at once with ACK when both sides agree on rapid commit (RFC 4039)', () => {
    const at = desk({ dhcp: { rapidCommit: true } })
    const ack = at.say(discover(1, [option(options.rapidCommit, true)]))
    expect(ack).toMatchObject({ type: 'ack', yiaddr: '10.73.0.10' })
    expect(ack?.codes).toContain(80)
    expect(desk().say(discover(1, [option(options.rapidCommit, true)]))?.type).toBe('offer')
  })
})

const reserved = (n: number, address: string, boot: object = {}) => ({
  id: `esx-${String(n)}`,
  kind: 'physical',
  mac: mac(n),
  uuid: `4c4c4544-0031-4810-8052-b4c04f4d30${String(n).padStart(2, '0')}`,
  firmware: 'uefi',
  bootOrder: ['network'],
  address,
  boot,
})

describe('REQUEST', () => {
  it('in SELECTING takes our offer', () => {
    const at = desk()
    const ack = at.say(select(1, at.say(discover(1))?.yiaddr ?? ''))
    expect(ack).toMatchObject({ type: 'ack', yiaddr: '10.73.0.10' })
    expect(at.types()).toEqual(['dhcp.requested', 'dhcp.acknowledged'])
    expect(at.fact('dhcp.acknowledged')).toMatchObject({ leaseTime: 600 })
  })

  it('in SELECTING for another server is not answered, and frees our offer', () => {
    const at = desk()
    at.say(discover(1))
    expect(at.say(select(1, '10.73.0.77', '10.73.0.2'))).toBeUndefined()
    expect(at.reason()).toBe('dhcp.other-server')
    expect(at.book.on('10.73.0.10')).toBeUndefined()
  })

  it('in SELECTING for an address of another client is refused', () => {
    const at = desk()
    const taken = lease(at, 1)
    expect(at.say(select(2, taken))).toMatchObject({ type: 'nak', yiaddr: '0.0.0.0' })
    expect(at.fact('dhcp.refused').reason.code).toBe('dhcp.address-taken')
  })

  it('in INIT-REBOOT is granted the address the client has', () => {
    const at = desk()
    const own = lease(at, 1)
    expect(at.say(reboot(1, own))).toMatchObject({ type: 'ack', yiaddr: own })
  })

  it('in INIT-REBOOT on the wrong network is refused', () => {
    const at = desk()
    lease(at, 1)
    expect(at.say(reboot(1, '192.168.1.5'))?.type).toBe('nak')
    expect(at.fact('dhcp.refused').reason.code).toBe('dhcp.wrong-network')
  })

  it('in INIT-REBOOT with an address that is not the client’s is refused', () => {
    const at = desk()
    lease(at, 1)
    expect(at.say(reboot(1, '10.73.0.18'))?.type).toBe('nak')
  })

  it('in INIT-REBOOT from an unknown client is not answered (4.3.2)', () => {
    const at = desk()
    expect(at.say(reboot(1, '10.73.0.15'))).toBeUndefined()
    expect(at.reason()).toBe('dhcp.unknown-client')
  })

  it('in INIT-REBOOT from a host we have reserved an address for is answered, though it had no lease yet', () => {
    const at = desk({}, [reserved(7, '10.73.0.15')])
    expect(at.say(reboot(7, '10.73.0.15'))).toMatchObject({ type: 'ack', yiaddr: '10.73.0.15' })
    const moved = desk({}, [reserved(7, '10.73.0.15')])
    expect(moved.say(reboot(7, '10.73.0.16'))?.type).toBe('nak')
  })

  it('in RENEWING that names us, as some clients do against 4.3.6, extends the lease', () => {
    const at = desk()
    const own = lease(at, 1)
    const named = (of: string) =>
      message('request', [option(options.serverId, of)], from(1, { ciaddr: own }))
    expect(at.say(named(server))).toMatchObject({ type: 'ack', yiaddr: own })
    expect(at.say(named('10.73.0.2'))).toBeUndefined()
  })

  it('in RENEWING extends the lease, by unicast to the client', () => {
    const at = desk()
    const own = lease(at, 1)
    at.wait(300)
    const ack = at.say(renew(1, own), { from: { address: own, port: 68 } })
    expect(ack).toMatchObject({
      type: 'ack',
      yiaddr: own,
      ciaddr: own,
      to: { kind: 'unicast', to: { address: own, port: 68 } },
    })
    at.wait(400)
    expect(at.book.on(own)).toBeDefined()
  })

  it('in RENEWING after the lease database was lost is granted when the address is free', () => {
    const at = desk()
    expect(at.say(renew(1, '10.73.0.15'))?.type).toBe('ack')
    expect(at.say(renew(2, '10.73.0.15'))?.type).toBe('nak')
  })

  it('moves a client to its reservation when it asks again', () => {
    const first = desk()
    const own = lease(first, 7)
    const stored = first.book.all()
    const at = openDesk(lab('10.73', network, [reserved(7, '10.73.0.15')]), server, stored)
    expect(at.say(renew(7, own))?.type).toBe('nak')
    expect(at.say(discover(7))?.yiaddr).toBe('10.73.0.15')
  })

  it('without any address is not answered', () => {
    const at = desk()
    expect(at.say(message('request', [], from(1)))).toBeUndefined()
    expect(at.reason()).toBe('dhcp.no-address-asked')
  })
})

describe('DECLINE, RELEASE and INFORM', () => {
  it('sets a declined address aside for everybody', () => {
    const at = desk({ pool: { first: '10.73.0.10', last: '10.73.0.11' } })
    const own = lease(at, 1)
    const decline = message(
      'decline',
      [option(options.requestedAddress, own), option(options.serverId, server)],
      from(1),
    )
    expect(at.say(decline)).toBeUndefined()
    expect(at.fact('dhcp.declined').address).toBe(own)
    expect(at.say(discover(1))?.yiaddr).toBe('10.73.0.11')
    expect(at.say(discover(2))).toBeUndefined()
    at.wait(25 * 3600)
    expect([2, 3].map((n) => at.say(discover(n))?.yiaddr)).toContain(own)
  })

  it('does not let a client decline or release what is not its own', () => {
    const at = desk()
    const own = lease(at, 1)
    at.say(message('decline', [option(options.requestedAddress, own)], from(2)))
    expect(at.reason()).toBe('dhcp.not-its-lease')
    at.say(message('release', [], from(2, { ciaddr: own })))
    expect(at.reason()).toBe('dhcp.not-its-lease')
    expect(at.book.on(own)?.client).toBe(`mac:${mac(1)}@10.73.0.0/24`)
  })

  it('frees a released address and keeps it in mind', () => {
    const at = desk()
    const own = lease(at, 1)
    at.say(message('release', [option(options.serverId, server)], from(1, { ciaddr: own })))
    expect(at.types()).toEqual(['dhcp.released'])
    expect(at.book.on(own)).toBeUndefined()
    expect(at.say(discover(2))?.yiaddr).toBe('10.73.0.11')
    expect(at.say(discover(1))?.yiaddr).toBe(own)
  })

  it('leaves what is said to another server alone', () => {
    const at = desk()
    const own = lease(at, 1)
    at.say(message('release', [option(options.serverId, '10.73.0.2')], from(1, { ciaddr: own })))
    expect(at.reason()).toBe('dhcp.other-server')
    expect(at.book.on(own)).toBeDefined()
  })

  it('answers INFORM with the options and without a lease (4.3.5)', () => {
    const at = desk()
    const ack = at.say(
      message(
        'inform',
        [option(options.parameterList, [1, 3, 51])],
        from(1, { ciaddr: '10.73.0.200' }),
      ),
    )
    expect(ack).toMatchObject({
      type: 'ack',
      yiaddr: '0.0.0.0',
      to: { kind: 'unicast', to: { address: '10.73.0.200', port: 68 } },
    })
    expect(ack?.codes).not.toContain(51)
    expect(at.types()).toEqual(['dhcp.informed'])
  })

  it('answers INFORM where it is from, also when a relay brought it (4.3.5)', () => {
    const at = desk()
    const relayed = { giaddr: '10.73.0.254' }
    const own = at.say(message('inform', [], from(1, { ...relayed, ciaddr: '10.73.0.200' })))
    expect(own?.to).toEqual({ kind: 'unicast', to: { address: '10.73.0.200', port: 68 } })
    const nameless = at.say(message('inform', [], from(1, relayed)))
    expect(nameless?.to).toEqual({ kind: 'relay', to: { address: '10.73.0.254', port: 67 } })
    expect(nameless?.flags).toBe(broadcastFlag)
  })

  it('leaves an INFORM of another network alone: our mask and router are not for it', () => {
    const at = desk()
    expect(at.say(message('inform', [], from(1, { ciaddr: '192.168.7.7' })))).toBeUndefined()
    expect(at.reason()).toBe('dhcp.wrong-network')
  })

  it('answers an INFORM without ciaddr where it came from', () => {
    const ack = desk().say(message('inform', [], from(1)), {
      from: { address: '10.73.0.201', port: 68 },
    })
    expect(ack?.to).toEqual({ kind: 'unicast', to: { address: '10.73.0.201', port: 68 } })
  })
})

describe('a reply', () => {
  it('has the options in the order the client asked (4.3.1), but the mask before the router (RFC 2132 section 3.3), then the rest', () => {
    const at = desk({ dhcp: { dns: ['10.73.0.53'], domain: 'rack.lab', ntp: ['10.73.0.123'] } })
    const offer = at.say(discover(1, [option(options.parameterList, [42, 15, 3, 1])]))
    expect(offer?.codes).toEqual([53, 54, 51, 58, 59, 42, 15, 1, 3, 6])
  })

  it('leaves out one option that is too long, not what was asked for after it', () => {
    const at = desk({
      dhcp: { dns: ['10.73.0.53'], options: [{ code: 224, hex: 'ab'.repeat(500) }] },
    })
    const asked = option(options.parameterList, [224, 66, 67, 6])
    const offer = at.say(discover(1, [...uefi(), asked]))
    expect(offer?.codes).toEqual([53, 54, 51, 58, 59, 66, 67, 6, 1, 3, 60, 43, 97])
  })

  it('has the router among the classless routes, where clients look for it (RFC 3442)', () => {
    const routesOf = (routes: readonly { to: string; via: string }[]) => {
      const offer = desk({ dhcp: { routes: [...routes] } }).say(discover(1))
      return offer && readOption(offer, options.classlessRoutes)
    }
    const own = { to: '10.200.0.0/16', via: '10.73.0.253' }
    expect(routesOf([own])).toEqual([own, { to: '0.0.0.0/0', via: '10.73.0.254' }])
    const other = { to: '0.0.0.0/0', via: '10.73.0.253' }
    expect(routesOf([other])).toEqual([other])
    expect(routesOf([])).toBeUndefined()
  })

  it('has T1 and T2 at a half and seven eighths of the lease', () => {
    const offer = desk().say(discover(1))
    if (offer === undefined) throw new Error('no offer')
    expect(readOption(offer, options.leaseTime)).toBe(600)
    expect(readOption(offer, options.renewalTime)).toBe(300)
    expect(readOption(offer, options.rebindingTime)).toBe(525)
  })

  it('is at least 300 bytes long and no longer than the client takes', () => {
    const at = desk({
      dhcp: {
        options: [
          { code: 224, hex: 'ab'.repeat(250) },
          { code: 225, hex: 'cd'.repeat(200) },
        ],
      },
    })
    expect(at.say(discover(1))?.size).toBe(300)
    const wish = [option(options.parameterList, [1, 3, 224, 225])]
    const small = at.say(discover(2, wish))
    expect(small?.size).toBeLessThanOrEqual(548)
    expect(small?.codes).toContain(224)
    expect(small?.codes).not.toContain(225)
    const large = at.say(discover(3, [...wish, option(options.maxSize, 1400)]))
    expect(large?.codes).toContain(225)
  })

  it('echoes the client identifier (RFC 6842) and the relay information, last (RFC 3046)', () => {
    const at = desk()
    const id = Uint8Array.of(255, 1, 2, 3, 4, 5)
    const relay = Uint8Array.of(1, 2, 7, 7)
    const offer = at.say(
      message(
        'discover',
        [
          [61, id],
          [82, relay],
          [55, Uint8Array.of(1)],
        ],
        from(1, { giaddr: '10.73.0.254' }),
      ),
    )
    expect(offer?.options.get(61)).toEqual(id)
    expect(offer?.options.get(82)).toEqual(relay)
    expect(offer?.codes.at(-1)).toBe(82)
  })

  it('goes to everybody when the flag asks for it, else to the address at its MAC', () => {
    const at = desk()
    expect(at.say(message('discover', [], from(1, { flags: broadcastFlag })))?.to).toEqual({
      kind: 'broadcast',
    })
    expect(at.say(discover(2))?.to).toEqual({
      kind: 'linkLayer',
      address: '10.73.0.11',
      mac: mac(2),
    })
  })

  it('that refuses goes to everybody, through a relay with the broadcast flag set', () => {
    const at = desk()
    lease(at, 1)
    expect(at.say(reboot(1, '10.73.0.18'))?.to).toEqual({ kind: 'broadcast' })
    const relayed = at.say({ ...reboot(1, '10.73.0.18'), giaddr: '10.73.0.254' })
    expect(relayed?.to).toEqual({
      kind: 'relay',
      to: { address: '10.73.0.254', port: 67 },
    })
    expect((relayed?.flags ?? 0) & broadcastFlag).toBe(broadcastFlag)
  })
})

describe('networks behind relays', () => {
  const relayed = {
    dhcp: {
      relayed: [
        {
          subnet: '10.74.0.0/24',
          router: '10.74.0.1',
          pool: { first: '10.74.0.10', last: '10.74.0.19' },
        },
      ],
    },
  }
  it('are chosen by the relay’s address', () => {
    const offer = desk(relayed).say(message('discover', [], from(1, { giaddr: '10.74.0.1' })))
    expect(offer?.yiaddr).toBe('10.74.0.10')
    expect(offer?.to).toEqual({ kind: 'relay', to: { address: '10.74.0.1', port: 67 } })
  })

  it('are chosen by option 118 before the relay’s address (RFC 3011)', () => {
    const offer = desk(relayed).say(
      message('discover', [option(options.subnetSelection, '10.74.0.0')], from(1)),
    )
    expect(offer?.yiaddr).toBe('10.74.0.10')
    // It "MUST return an identical copy", asked for or not.
    expect(offer && readOption(offer, options.subnetSelection)).toBe('10.74.0.0')
  })

  it('are chosen by the relay’s link selection before all else (RFC 3527)', () => {
    const link = option(options.relayInfo, [{ code: 5, data: Uint8Array.of(10, 74, 0, 0) }])
    const offer = desk(relayed).say(message('discover', [link], from(1, { giaddr: '10.73.0.254' })))
    expect(offer?.yiaddr).toBe('10.74.0.10')
  })

  it('are answered on the port the relay asks from when it says so (RFC 8357)', () => {
    const port = option(options.relayInfo, [{ code: 19, data: new Uint8Array(0) }])
    const offer = desk(relayed).say(message('discover', [port], from(1, { giaddr: '10.74.0.1' })), {
      from: { address: '10.74.0.1', port: 5067 },
    })
    expect(offer?.to).toEqual({ kind: 'relay', to: { address: '10.74.0.1', port: 5067 } })
  })

  it('have a lease each for a machine that says one client id on both (RFC 2131 section 2)', () => {
    const at = desk(relayed)
    const id = option(options.clientId, Uint8Array.of(255, 0, 0, 0, 1, 0, 4, 9))
    const card = (n: number, giaddr = '0.0.0.0') => ({
      discover: () => at.say(message('discover', [id], from(n, { giaddr }))),
      take: (address: string) =>
        at.say(
          message(
            'request',
            [id, option(options.serverId, server), option(options.requestedAddress, address)],
            from(n, { giaddr }),
          ),
        ),
    })
    const [here, there] = [card(1), card(2, '10.74.0.1')]
    expect(here.take(here.discover()?.yiaddr ?? '')?.yiaddr).toBe('10.73.0.10')
    expect(there.take(there.discover()?.yiaddr ?? '')?.yiaddr).toBe('10.74.0.10')
    expect(at.say(discover(3))?.yiaddr).toBe('10.73.0.11')
    expect(at.say(message('request', [id], from(1, { ciaddr: '10.73.0.10' })))).toMatchObject({
      type: 'ack',
      yiaddr: '10.73.0.10',
    })
  })

  it('keep the leases of a lab from before, and those of a network that was widened', () => {
    const stored = (client: string, address: string, n: number) =>
      ({
        client,
        host: `host-${String(n)}`,
        mac: mac(n),
        address,
        expiresAt: 1_000_500_000,
        state: 'bound',
      }) as const
    const at = openDesk(lab('10.73', network), server, [
      stored(`mac:${mac(1)}`, '10.73.0.10', 1),
      stored(`mac:${mac(2)}@10.73.0.0/25`, '10.73.0.11', 2),
    ])
    expect([2, 1, 3].map((n) => at.say(discover(n))?.yiaddr)).toEqual([
      '10.73.0.11',
      '10.73.0.10',
      '10.73.0.12',
    ])
  })

  describe('with a relay that wants to be called the server (RFC 5107)', () => {
    const relay = '10.74.0.1'
    const overridden = option(options.relayInfo, [{ code: 11, data: Uint8Array.of(10, 74, 0, 1) }])
    const named = (type: 'request' | 'decline', more: (readonly [number, Uint8Array])[]) =>
      message(type, [option(options.serverId, relay), ...more], from(1, { giaddr: relay }))
    const asked = option(options.requestedAddress, '10.74.0.10')

    it('are told so, and their clients are ours under that name', () => {
      const at = desk(relayed)
      const offer = at.say(message('discover', [overridden], from(1, { giaddr: relay })))
      expect(offer && readOption(offer, options.serverId)).toBe(relay)
      const ack = at.say(named('request', [asked, overridden]))
      expect(ack).toMatchObject({ type: 'ack', yiaddr: '10.74.0.10' })
      expect(ack && readOption(ack, options.serverId)).toBe(relay)
      at.say(named('decline', [asked, overridden]))
      expect(at.types()).toEqual(['dhcp.declined'])
    })

    it('are another server’s when the relay does not say so', () => {
      const at = desk(relayed)
      at.say(message('discover', [overridden], from(1, { giaddr: relay })))
      expect(at.say(named('request', [asked]))).toBeUndefined()
      expect(at.reason()).toBe('dhcp.other-server')
    })

    it('do not take the word of a client without a relay', () => {
      const offer = desk().say(message('discover', [overridden], from(1)))
      expect(offer && readOption(offer, options.serverId)).toBe(server)
    })
  })

  it('that nobody serves are not answered', () => {
    const at = desk()
    expect(at.say(message('discover', [], from(1, { giaddr: '10.99.0.1' })))).toBeUndefined()
    expect(at.reason()).toBe('dhcp.unknown-network')
    expect(at.fact('dhcp.ignored').reason.message).toContain('10.99.0.1')
  })

  it('that nobody serves are named as the client names them, when it does', () => {
    const at = desk()
    expect(at.say(discover(1, [option(options.subnetSelection, '10.98.0.0')]))).toBeUndefined()
    expect(at.fact('dhcp.ignored').reason.message).toContain('10.98.0.0')
  })

  it('have their own router in the offer', () => {
    const offer = desk(relayed).say(message('discover', [], from(1, { giaddr: '10.74.0.1' })))
    if (offer === undefined) throw new Error('no offer')
    expect(readOption(offer, options.router)).toEqual(['10.74.0.1'])
  })

  it('keep their clients, which renew by unicast and so without the relay (4.3.2)', () => {
    const at = desk(relayed)
    const giaddr = { giaddr: '10.74.0.1' }
    at.say(message('discover', [], from(1, giaddr)))
    at.say({ ...select(1, '10.74.0.10'), ...giaddr })
    const ack = at.say(renew(1, '10.74.0.10'), { from: { address: '10.74.0.10', port: 68 } })
    expect(ack).toMatchObject({
      type: 'ack',
      yiaddr: '10.74.0.10',
      to: { kind: 'unicast', to: { address: '10.74.0.10', port: 68 } },
    })
    if (ack === undefined) throw new Error('no ACK')
    expect(readOption(ack, options.router)).toEqual(['10.74.0.1'])
  })

  it('have their own router in the answer to an INFORM that came past the relay', () => {
    const ack = desk(relayed).say(message('inform', [], from(1, { ciaddr: '10.74.0.99' })))
    if (ack === undefined) throw new Error('no ACK')
    expect(readOption(ack, options.router)).toEqual(['10.74.0.1'])
  })

  it('are left by a client that uses an address of no network of ours', () => {
    expect(desk(relayed).say(renew(1, '10.99.0.10'))?.type).toBe('nak')
  })
})

describe('identity', () => {
  it('is the MAC for firmware without option 61 and for iPXE with 01 + MAC after it', () => {
    const at = desk()
    const first = at.say(discover(1, uefi()))
    const ipxe = at.say(
      discover(1, [option(options.clientId, Uint8Array.of(1, ...macBytes(mac(1))))]),
    )
    expect(ipxe?.yiaddr).toBe(first?.yiaddr)
  })

  it('is the MAC when the ROM sends its UUID as client identifier', () => {
    const at = desk()
    const uuid = Uint8Array.of(0, ...Array.from({ length: 16 }, (_, n) => n + 1))
    const rom = at.say(
      discover(1, [
        [61, uuid],
        [97, uuid],
      ]),
    )
    expect(at.say(discover(1))?.yiaddr).toBe(rom?.yiaddr)
  })

  it('is the client identifier otherwise: two clients on one MAC have two addresses', () => {
    const at = desk()
    const byId = at.say(discover(1, [option(options.clientId, Uint8Array.of(255, 1, 2, 3))]))
    expect(at.say(discover(1))?.yiaddr).not.toBe(byId?.yiaddr)
  })

  it.each([
    ['of a group', Uint8Array.of(1, 0, 0x5e, 0, 0, 1)],
    ['of everybody', new Uint8Array(6).fill(255)],
    ['all zero', new Uint8Array(6)],
  ])('is no MAC that is %s', (_, chaddr) => {
    expect(() => desk().say(message('discover', [], { chaddr }))).toThrow(
      'No single card has the hardware address',
    )
  })

  it('is the MAC when the client identifier is that with the hardware type before it', () => {
    const at = desk()
    const of = (type: number) =>
      at.say({ ...discover(1, [[61, Uint8Array.of(type, ...macBytes(mac(1)))]]), htype: 6 })
    expect(at.say(discover(1))?.yiaddr).toBe(of(6)?.yiaddr)
    expect(of(1)?.yiaddr).toBe(of(6)?.yiaddr)
    expect(of(7)?.yiaddr).not.toBe(of(6)?.yiaddr)
  })

  it('is the MAC alone when the lab says so', () => {
    const at = desk({ dhcp: { identity: 'mac' } })
    const byId = at.say(discover(1, [option(options.clientId, Uint8Array.of(255, 1, 2, 3))]))
    expect(at.say(discover(1))?.yiaddr).toBe(byId?.yiaddr)
  })

  it('keeps the UUID, which comes in the byte order of SMBIOS', () => {
    const at = desk()
    const raw = Uint8Array.from({ length: 17 }, (_, n) => (n === 0 ? 0 : n - 1))
    at.say(discover(1, [[options.clientUuid.code, raw]]))
    expect(at.fact('dhcp.discovered').uuid).toBe('03020100-0504-0706-0809-0a0b0c0d0e0f')
  })

  it('takes no UUID that is nobody’s', () => {
    const at = desk()
    at.say(discover(1, [[options.clientUuid.code, new Uint8Array(17)]]))
    expect(at.fact('dhcp.discovered').uuid).toBeUndefined()
  })
})

describe('the four modes', () => {
  it('reservationOnly answers the hosts with a reservation alone', () => {
    const at = desk({ dhcp: { mode: 'reservationOnly' } }, [reserved(7, '10.73.0.15')])
    expect(at.say(discover(1))).toBeUndefined()
    expect(at.reason()).toBe('dhcp.not-reserved')
    expect(at.say(discover(7))?.yiaddr).toBe('10.73.0.15')
  })

  it('reservationOnly gives nothing of the pool, also when the reserved address is declined', () => {
    const at = desk({ dhcp: { mode: 'reservationOnly' } }, [reserved(7, '10.73.0.15')])
    expect(at.say(discover(7))?.yiaddr).toBe('10.73.0.15')
    expect(at.say(select(7, '10.73.0.12'))?.type).toBe('nak')
    expect(at.say(select(7, '10.73.0.15'))?.type).toBe('ack')
    const asked = option(options.requestedAddress, '10.73.0.15')
    at.say(message('decline', [option(options.serverId, server), asked], from(7)))
    expect(at.say(discover(7))).toBeUndefined()
    expect(at.fact('dhcp.finding')).toMatchObject({ finding: { code: 'dhcp.reservation-taken' } })
    at.wait(25 * 3600)
    expect(at.say(discover(7))?.yiaddr).toBe('10.73.0.15')
  })

  it.each(['reservationOnly', 'authoritative'] as const)(
    '%s gives a reserved address to the system of a host after its firmware, and back, by whatever client identifier',
    (mode) => {
      const at = desk({ dhcp: { mode } }, [reserved(7, '10.73.0.15')])
      const duid = option(options.clientId, Uint8Array.of(255, 1, 2, 3))
      const taking = [
        option(options.serverId, server),
        option(options.requestedAddress, '10.73.0.15'),
      ]
      const firmware = { discover: discover(7), request: select(7, '10.73.0.15') }
      const system = {
        discover: discover(7, [duid]),
        request: message('request', [duid, ...taking], from(7)),
      }
      for (const each of [firmware, system, firmware, system]) {
        expect(at.say(each.discover)?.yiaddr).toBe('10.73.0.15')
        expect(at.say(each.request)).toMatchObject({ type: 'ack', yiaddr: '10.73.0.15' })
      }
      const held = at.book.all().filter(({ address }) => address === '10.73.0.15')
      expect(held).toMatchObject([{ client: 'id:ff010203@10.73.0.0/24', state: 'bound' }])
      expect(at.say(message('decline', [duid, ...taking], from(7)))).toBeUndefined()
      expect(at.say(discover(7))?.yiaddr).not.toBe('10.73.0.15')
    },
  )

  it('reservationOnly ignores a host whose reservation is on another network alone', () => {
    const relayed = [{ subnet: '10.74.0.0/24', pool: { first: '10.74.0.10', last: '10.74.0.20' } }]
    const elsewhere = (n: number, ...otherAddresses: string[]) => {
      const { address: _, ...host } = reserved(n, '')
      return { ...host, otherAddresses }
    }
    const at = desk({ dhcp: { mode: 'reservationOnly', relayed } }, [
      elsewhere(7, '127.66.0.17'),
      elsewhere(8, '127.66.0.18', '10.74.0.15'),
    ])
    const relayedFrom = (n: number) => message('discover', [], from(n, { giaddr: '10.74.0.1' }))
    for (const ask of [discover(7), discover(8), relayedFrom(7)]) {
      expect(at.say(ask)).toBeUndefined()
      expect(at.reason()).toBe('dhcp.not-reserved')
    }
    expect(at.say(relayedFrom(8))?.yiaddr).toBe('10.74.0.15')
  })

  it('reservationOnly is silent to others at the boot server port, too', () => {
    const at = desk({ dhcp: { mode: 'reservationOnly' } }, [reserved(7, '10.73.0.15')])
    const ask = (n: number) =>
      at.say(message('request', uefi(), from(n, { ciaddr: '10.73.0.15' })), {
        from: { address: '10.73.0.15', port: 4011 },
        service: 'boot',
      })
    expect(ask(1)).toBeUndefined()
    expect(ask(7)).toMatchObject({ type: 'ack', file: 'snponly.efi' })
  })

  it('observe answers nothing and writes down what it hears', () => {
    const at = desk({ dhcp: { mode: 'observe' } })
    expect(at.say(discover(1, uefi()))).toBeUndefined()
    expect(at.types()).toEqual(['dhcp.discovered', 'dhcp.ignored'])
    expect(at.say(select(1, '10.73.0.77', '10.73.0.2'))).toBeUndefined()
    expect(at.fact('dhcp.addressedElsewhere')).toMatchObject({
      address: '10.73.0.77',
      serverId: '10.73.0.2',
    })
  })

  const proxy = { dhcp: { mode: 'proxy' as const } }

  it('proxy offers boot information without an address', () => {
    const at = desk(proxy)
    const offer = at.say(discover(1, uefi()))
    expect(offer).toMatchObject({
      type: 'offer',
      yiaddr: '0.0.0.0',
      siaddr: server,
      file: 'snponly.efi',
      to: { kind: 'broadcast' },
    })
    expect(offer?.codes).toEqual([53, 54, 43, 60, 66, 67, 97])
    expect(at.types()).toEqual(['dhcp.discovered', 'dhcp.proxyOffered'])
  })

  it('proxy offers go to everybody behind a relay: they give no address that it could send to', () => {
    const offer = desk(proxy).say(
      message('discover', uefi(), from(1, { giaddr: '10.73.0.254', flags: 0 })),
    )
    expect(offer?.to).toEqual({ kind: 'relay', to: { address: '10.73.0.254', port: 67 } })
    expect(offer?.flags).toBe(broadcastFlag)
  })

  it('proxy leaves clients alone that do not boot from the network', () => {
    const at = desk(proxy)
    expect(at.say(discover(1))).toBeUndefined()
    expect(at.reason()).toBe('dhcp.not-a-boot')
  })

  it('proxy answers on the boot server port, to the port the client asked from', () => {
    const at = desk(proxy)
    const ask = message('request', uefi(), from(1, { ciaddr: '10.73.0.80' }))
    const ack = at.say(ask, { from: { address: '10.73.0.80', port: 4011 }, service: 'boot' })
    expect(ack).toMatchObject({
      type: 'ack',
      file: 'snponly.efi',
      to: { kind: 'unicast', to: { address: '10.73.0.80', port: 4011 } },
    })
    expect(at.fact('dhcp.proxyAcknowledged').address).toBe('10.73.0.80')
  })

  it('proxy answers everybody when who asks the boot server has no address yet', () => {
    const ack = desk(proxy).say(message('request', uefi(), from(1)), {
      from: { address: '0.0.0.0', port: 68 },
      service: 'boot',
    })
    expect(ack?.to).toEqual({ kind: 'broadcast' })
  })

  it('proxy names firmware that ignores its offers, once', () => {
    const at = desk(proxy)
    const types = [1, 2, 3, 4].map(() => {
      at.say(discover(1, uefi()))
      at.wait(4)
      return at.types().includes('dhcp.finding')
    })
    expect(types).toEqual([false, false, true, false])
  })

  it('proxy names nothing when the client goes on to a server that gives addresses', () => {
    const at = desk(proxy)
    for (let n = 0; n < 4; n += 1) {
      at.say(discover(1, uefi()))
      expect(at.types()).not.toContain('dhcp.finding')
      at.say(message('request', [...uefi(), option(options.serverId, '10.73.0.2')], from(1)))
    }
  })
})

describe('quirks of a host', () => {
  it('singleOffer answers one DISCOVER of an attempt', () => {
    const at = desk({}, [reserved(7, '10.73.0.15', { singleOffer: true })])
    expect(at.say(discover(7))?.type).toBe('offer')
    expect(at.say(discover(7))).toBeUndefined()
    expect(at.reason()).toBe('dhcp.offered-once')
    expect(at.say({ ...discover(7), xid: 99 })?.type).toBe('offer')
  })

  it('singleOffer holds in proxy mode, too', () => {
    const proxy = { dhcp: { mode: 'proxy' as const } }
    const at = desk(proxy, [reserved(7, '10.73.0.15', { singleOffer: true })])
    expect(at.say(discover(7, uefi()))?.type).toBe('offer')
    expect(at.say(discover(7, uefi()))).toBeUndefined()
    expect(at.reason()).toBe('dhcp.offered-once')
    at.say(discover(7, uefi()))
    expect(at.types()).toContain('dhcp.finding')
    expect(at.say({ ...discover(7, uefi()), xid: 99 })?.type).toBe('offer')
  })
})

describe('a MAC that comes with another UUID', () => {
  const withUuid = (uuid: string) => discover(1, [option(options.clientUuid, uuid)])
  const one = '4c4c4544-0042-3110-8052-b4c04f4d0001'
  const other = '4c4c4544-0042-3110-8052-b4c04f4d0002'

  it('is two machines, said once for each boot of the other, however long after', () => {
    const at = desk()
    const offer = at.say(withUuid(one))
    at.say(select(1, offer?.yiaddr ?? ''))
    at.wait(3600)
    at.say(withUuid(other))
    expect(at.fact('dhcp.finding')).toMatchObject({
      mac: mac(1),
      finding: {
        code: 'dhcp.mac-twice',
        message: `Two machines ask with the MAC ${mac(1)}: one has the UUID ${one}, one ${other}.`,
      },
    })
    for (const uuid of [other, one, other]) {
      at.say(withUuid(uuid))
      expect(at.types()).not.toContain('dhcp.finding')
    }
  })

  it('is one where it has none at times, or in the other byte order', () => {
    const at = desk()
    for (const packet of [
      withUuid(one),
      discover(1),
      withUuid('44454c4c-4200-1031-8052-b4c04f4d0001'),
    ]) {
      const offer = at.say(packet)
      expect(at.types()).not.toContain('dhcp.finding')
      at.say(select(1, offer?.yiaddr ?? ''))
    }
  })
})
