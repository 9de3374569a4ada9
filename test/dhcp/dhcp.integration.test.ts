import { afterEach, describe, expect, it } from 'vitest'
import { createDhcp } from '../../src/main/dhcp/index.ts'
import { decodeDhcp, option, options, readOption } from '../../src/shared/packet/dhcp/index.ts'
import type { DhcpPacket } from '../../src/shared/packet/dhcp/index.ts'
import { createMemoryStores } from '../../src/main/journal/index.ts'
import { createLabNetwork, type Endpoint } from '../../src/main/net/index.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import type { Clock } from '../../src/shared/base/index.ts'
import type { LabDocument } from '../../src/shared/document/index.ts'
import { createSleeper } from '../base/sleeper.ts'
import { encoded, lab, uefi } from './support.ts'

const systemClock = createSystemClock()
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

const startLab = async (
  document: LabDocument,
  stores = createMemoryStores({ clock: systemClock }),
  clock: Clock = systemClock,
) => {
  let [now, changed]: [LabDocument, () => void] = [document, () => undefined]
  const network = createLabNetwork({ address: document.network.server })
  const dhcp = createDhcp({
    network,
    document: () => now,
    changes(listener) {
      changed = listener
      return () => undefined
    },
    identify: { byMac: (mac) => `host-${mac.replaceAll(':', '')}`, byAddress: () => undefined },
    leases: stores.leases,
    commit: (entry) => stores.journal.append(entry),
    clock,
  })
  const [address = '', port = ''] = (await dhcp.start()).split(':')
  closing.push(() => dhcp.stop())
  const types = async () =>
    (await stores.journal.read({ after: 0, limit: 1000 })).map(({ fact }) => fact.type)
  const change = (next: LabDocument) => {
    now = next
    changed()
  }
  return { network, dhcp, stores, types, change, server: { address, port: Number(port) } }
}

type Lab = Awaited<ReturnType<typeof startLab>>

/** A simulated card: one loopback address that sends, and waits for the answer. */
const card = async ({ network, server }: Lab, address: string) => {
  const inbox: DhcpPacket[] = []
  let wake: () => void = () => undefined
  const socket = await network.udp({
    address,
    port: 0,
    onDatagram({ bytes }) {
      inbox.push(decodeDhcp(bytes))
      wake()
    },
    onError: () => undefined,
  })
  closing.push(() => socket.close())
  const receive = async (): Promise<DhcpPacket> => {
    const packet = inbox.shift()
    if (packet !== undefined) return packet
    await new Promise<void>((resolve) => {
      wake = resolve
    })
    return receive()
  }
  const to: Endpoint = server
  return {
    send: (bytes: Uint8Array) => {
      socket.send(bytes, to)
    },
    ask: (bytes: Uint8Array) => {
      socket.send(bytes, to)
      return receive()
    },
  }
}

const take = (offer: DhcpPacket, server: string) =>
  encoded('request', [
    ...uefi(),
    option(options.serverId, server),
    option(options.requestedAddress, offer.yiaddr),
  ])

describe('the DHCP component in the loopback lab', () => {
  it('leases an address and names the loader', async () => {
    const it = await startLab(lab('127.71'))
    const client = await card(it, '127.71.9.1')
    const offer = await client.ask(encoded('discover', uefi()))
    expect(offer).toMatchObject({
      yiaddr: '127.71.0.100',
      siaddr: '127.71.0.1',
      file: 'snponly.efi',
    })
    expect(readOption(offer, options.vendorClass)).toBe('PXEClient')
    const ack = await client.ask(take(offer, '127.71.0.1'))
    expect(readOption(ack, options.messageType)).toBe(5)
    expect(await it.stores.leases.all()).toMatchObject([
      { address: '127.71.0.100', state: 'bound', mac: '52:54:00:00:00:01' },
    ])
    expect(await it.types()).toEqual([
      'dhcp.discovered',
      'dhcp.offered',
      'dhcp.requested',
      'dhcp.acknowledged',
    ])
  })

  it('keeps its leases over a restart', async () => {
    const document = lab('127.71')
    const first = await startLab(document)
    const client = await card(first, '127.71.9.1')
    const offer = await client.ask(encoded('discover', uefi()))
    await client.ask(take(offer, '127.71.0.1'))
    await first.dhcp.stop()

    const second = await startLab(document, first.stores)
    const other = await card(second, '127.71.9.2')
    const next = await other.ask(
      encoded('discover', [], { chaddr: Uint8Array.of(2, 0, 0, 0, 0, 9) }),
    )
    expect(next.yiaddr).toBe('127.71.0.101')
    const again = await (await card(second, '127.71.9.1')).ask(encoded('discover', uefi()))
    expect(again.yiaddr).toBe('127.71.0.100')
  })

  it('ends leases by real time: what a client counts goes on while the computer sleeps', async () => {
    const { clock, sleep } = createSleeper()
    const only = { first: '127.71.0.100', last: '127.71.0.100' }
    const it = await startLab(
      lab('127.71', { pool: only, leaseTime: 3600 }),
      createMemoryStores({ clock }),
      clock,
    )
    const client = await card(it, '127.71.9.1')
    await client.ask(take(await client.ask(encoded('discover', uefi())), '127.71.0.1'))
    const other = await card(it, '127.71.9.2')
    const stranger = encoded('discover', [], { chaddr: Uint8Array.of(2, 0, 0, 0, 0, 9) })
    other.send(stranger)
    await expect.poll(() => it.types()).toContain('dhcp.ignored')
    sleep(3_700_000)
    expect((await other.ask(stranger)).yiaddr).toBe('127.71.0.100')
    const kept = await it.stores.leases.all()
    expect(kept.every(({ expiresAt }) => expiresAt < clock.now())).toBe(true)
  })

  it('grants an offer from before a restart', async () => {
    const document = lab('127.71')
    const first = await startLab(document)
    const offer = await (
      await card(first, '127.71.9.1')
    ).ask(encoded('discover', [option(options.requestedAddress, '127.71.0.150')]))
    await first.dhcp.stop()

    const second = await startLab(document, first.stores)
    const ack = await (await card(second, '127.71.9.1')).ask(take(offer, '127.71.0.1'))
    expect(readOption(ack, options.messageType)).toBe(5)
    expect(ack.yiaddr).toBe('127.71.0.150')
  })

  it('proves itself without keeping a lease or writing a fact', async () => {
    const it = await startLab(lab('127.71'))
    const steps = await it.dhcp.prove(new AbortController().signal)
    expect(steps).toHaveLength(3)
    expect(steps[2]).toContain('Received OFFER of 127.71.0.100')
    expect(await it.types()).toEqual([])
    expect(await it.stores.leases.all()).toEqual([])
  })

  it('proves itself when all its addresses are taken, and says that they are', async () => {
    const it = await startLab(
      lab('127.71', { pool: { first: '127.71.0.100', last: '127.71.0.100' } }),
    )
    const client = await card(it, '127.71.9.1')
    const { yiaddr } = await client.ask(encoded('discover'))
    expect(yiaddr).toBe('127.71.0.100')
    const steps = await it.dhcp.prove(AbortSignal.timeout(5000))
    expect(steps.slice(-2)).toEqual([
      'Received ACK from 127.71.0.1.',
      'No address is left to be offered: the pool is used up.',
    ])
  })

  it.each(['reservationOnly', 'proxy', 'observe'] as const)(
    'proves itself in the mode %s, too',
    async (mode) => {
      const it = await startLab(lab('127.71', { dhcp: { mode } }))
      expect(await it.dhcp.prove(AbortSignal.timeout(5000))).not.toEqual([])
      expect(await it.types()).toEqual([])
    },
  )

  it('writes a bad packet down with its offset and goes on', async () => {
    const it = await startLab(lab('127.71'))
    const client = await card(it, '127.71.9.1')
    const bad = encoded('discover')
    bad[241] = 200
    client.send(bad.subarray(0, 260))
    const offer = await client.ask(encoded('discover'))
    expect(offer.yiaddr).toBe('127.71.0.100')
    const [first] = await it.stores.journal.read({ after: 0, limit: 1 })
    expect(first?.fact).toMatchObject({
      type: 'net.badInput',
      reason: { code: 'dhcp.option-truncated' },
      at: 240,
      size: 260,
    })
  })

  it('waits before it answers a card that asks for it', async () => {
    const waits: number[] = []
    const clock: Clock = {
      now: () => systemClock.now(),
      sleep(ms) {
        waits.push(ms)
        return Promise.resolve()
      },
    }
    const host = {
      id: 'slow-01',
      kind: 'physical',
      mac: '52:54:00:00:00:01',
      uuid: '4c4c4544-0031-4810-8052-b4c04f4d3031',
      firmware: 'uefi',
      bootOrder: ['network'],
      boot: { replyDelay: 750 },
    }
    const it = await startLab(lab('127.71', {}, [host]), undefined, clock)
    const client = await card(it, '127.71.9.1')
    await client.ask(encoded('discover', uefi()))
    expect(waits).toEqual([750])
  })

  it('takes up another mode of the document while it serves', async () => {
    const at = (mode: 'authoritative' | 'proxy' | 'observe') => lab('127.130', { dhcp: { mode } })
    const it = await startLab(at('authoritative'))
    const client = await card(it, '127.130.9.1')
    expect((await client.ask(encoded('discover', uefi()))).yiaddr).toBe('127.130.0.100')
    /** Says DISCOVER until the facts have what another mode makes of it. */
    const until = (fact: string) =>
      expect
        .poll(async () => {
          client.send(encoded('discover', uefi()))
          return it.types()
        })
        .toContain(fact)
    it.change(at('observe'))
    await until('dhcp.ignored')
    it.change(at('proxy'))
    await until('dhcp.proxyOffered')
    it.change(at('authoritative'))
    await Promise.resolve()
    await Promise.resolve()
    const last = await card(it, '127.130.9.2')
    expect((await last.ask(encoded('discover', uefi()))).yiaddr).toBe('127.130.0.100')
  })

  it('is silent once stopped, and can be started again', async () => {
    const it = await startLab(lab('127.71'))
    await it.dhcp.stop()
    await expect(it.dhcp.prove(new AbortController().signal)).rejects.toMatchObject({
      code: 'dhcp.no-answer',
    })
    await it.dhcp.start()
    expect(await it.dhcp.prove(new AbortController().signal)).toHaveLength(3)
  })
})
