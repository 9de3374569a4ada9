import { beforeEach, describe, expect, it } from 'vitest'
import { createWaker, demandOurs } from '../../src/main/hosts/index.ts'
import { createMemoryStores } from '../../src/main/journal/index.ts'
import type { Network } from '../../src/main/net/index.ts'
import { LabError } from '../../src/shared/base/index.ts'
import { parseDocument } from '../../src/shared/document/index.ts'
import type { Fact } from '../../src/shared/facts/index.ts'
import { cardWoken } from '../../src/shared/packet/index.ts'
import { smallLabInput } from '../document/small-lab.ts'
import { createClock } from '../fuzz/clock.ts'
import { seen } from '../host/facts.ts'

const noLink = 'rack0 has no link: nothing is plugged in, or what is at the other end is off.'
const minute = 60_000
const steel = {
  id: 'steel',
  kind: 'physical',
  mac: '52:54:00:aa:cc:01',
  moreCards: [{ mac: '52:54:00:aa:cc:02' }],
  uuid: '4c4c4544-0031-4810-8052-b4c04f4d3099',
  firmware: 'uefi',
  bootOrder: ['network', 'disk'],
}
const groupCard = {
  ...steel,
  ...{ id: 'group', mac: '01:00:5e:00:00:01', moreCards: [] },
  uuid: '4c4c4544-0031-4810-8052-b4c04f4d3098',
}

/** What a test changes of the served network. */
type Weather = { isServed: boolean; isLinked: boolean; isListening: boolean }

const setUp = () => {
  const weather: Weather = { isServed: true, isLinked: true, isListening: true }
  const clock = createClock(0)
  const input = smallLabInput()
  const document = parseDocument({
    ...input,
    hosts: [...(input.hosts as object[]), steel, groupCard],
  })
  const { journal } = createMemoryStores({ clock })
  const told: Fact[] = []
  const sent: string[] = []
  const segment: Pick<Network, 'name' | 'address' | 'udp' | 'broadcast' | 'isLinked'> = {
    name: 'rack0',
    address: '10.9.0.1',
    isLinked: () => weather.isLinked,
    broadcast: (_asked, port) => ({ address: '255.255.255.255', port }),
    udp: async ({ address, port }) => ({
      local: { address, port },
      send: (bytes, to) => sent.push(`${cardWoken(bytes)} ${to.address}:${to.port}`),
      close: async () => undefined,
    }),
  }
  const disk = { full: false }
  const record = (...facts: readonly Fact[]) => {
    if (disk.full) return Promise.reject(new LabError('journal.write-failed', 'The disk is full.'))
    told.push(...facts)
    return journal.append({ facts })
  }
  const waker = createWaker({
    ...{ document: () => document, journal, record, clock },
    segment: () => {
      if (weather.isServed) return segment
      throw new LabError('net.not-serving', 'No real network is served.')
    },
    isListening: () => weather.isListening,
  })
  return { clock, disk, journal, told, sent, waker, weather }
}

describe('wake', () => {
  let lab: ReturnType<typeof setUp>
  beforeEach(() => {
    lab = setUp()
  })

  it('sends one packet for each card, to all machines of the segment', async () => {
    await lab.waker.wake(['steel'])
    expect(lab.sent).toEqual([
      '52:54:00:aa:cc:01 255.255.255.255:9',
      '52:54:00:aa:cc:02 255.255.255.255:9',
    ])
    expect(lab.told).toMatchObject([
      { type: 'host.wakeSent', mac: '52:54:00:aa:cc:01', interface: 'rack0' },
      { type: 'host.wakeSent', mac: '52:54:00:aa:cc:02', interface: 'rack0' },
    ])
  })

  it('wakes a machine that turned up by the card it was heard of', async () => {
    await lab.waker.wake(['host-525400aacc77'])
    expect(lab.sent).toEqual(['52:54:00:aa:cc:77 255.255.255.255:9'])
  })

  it('says that its firmware was heard, and nothing more', async () => {
    await lab.waker.wake(['steel'])
    await lab.clock.pass(minute)
    await lab.journal.append({ facts: [seen.discovered({ host: 'steel' })] })
    await lab.clock.pass(10 * minute)
    expect(lab.told.slice(2)).toEqual([{ type: 'host.woke', host: 'steel', took: minute }])
  })

  it('says after five minutes that nothing was heard, and what to look at', async () => {
    await lab.waker.wake(['steel'])
    await lab.clock.pass(3 * minute)
    // Another machine is no answer; one that is woken again is waited for anew.
    await lab.journal.append({ facts: [seen.discovered({ host: 'esx-01' })] })
    await lab.waker.wake(['steel'])
    await lab.clock.pass(4 * minute)
    expect(lab.told.filter(({ type }) => type === 'dhcp.finding')).toEqual([])
    await lab.clock.pass(2 * minute)
    expect(lab.told.at(-1)).toMatchObject({
      type: 'dhcp.finding',
      host: 'steel',
      finding: { code: 'hosts.wake-unheard' },
      proposal: expect.stringMatching(/firmware.*standby power.*VLAN.*MAC/),
    })
  })

  it('waits no longer than that where the disk took no word of it', async () => {
    lab.disk.full = true
    await expect(lab.waker.wake(['steel'])).rejects.toMatchObject({ code: 'journal.write-failed' })
    expect(lab.sent).toHaveLength(2)
    await lab.clock.pass(10 * minute)
    lab.disk.full = false
    await lab.journal.append({ facts: [seen.discovered({ host: 'steel' })] })
    expect(lab.told).toEqual([])
  })

  it.each<readonly [string, Partial<Weather>, string]>([
    ['DHCP was pulled', { isListening: false }, 'DHCP does not listen.'],
    ['serving was stopped', { isServed: false }, 'No real network is served.'],
    ['the cable was pulled', { isLinked: false }, noLink],
  ])('blames no machine for its silence once %s', async (_, change, reason) => {
    await lab.waker.wake(['steel'])
    Object.assign(lab.weather, change)
    await lab.clock.pass(6 * minute)
    expect(lab.told.at(-1)).toMatchObject({
      type: 'dhcp.finding',
      host: 'steel',
      finding: {
        code: 'hosts.wake-unheard',
        message: `steel was woken on rack0, and nobody can hear there whether it is on: ${reason}`,
      },
      proposal: expect.not.stringContaining('firmware'),
    })
  })

  it('sends nothing, and says so, where no cable is in', async () => {
    lab.weather.isLinked = false
    await expect(lab.waker.wake(['steel'])).rejects.toMatchObject({
      code: 'hosts.wake-not-sent',
      message: noLink,
    })
    expect([lab.sent, lab.told]).toEqual([[], []])
  })

  it.each([
    ['esx-01', 'hosts.wake-simulated'],
    ['group', 'hosts.wake-no-card'],
    ['nobody', 'lab.not-found'],
  ])('sends nothing at all when one of them is %s', async (id, code) => {
    await expect(lab.waker.wake(['steel', id])).rejects.toMatchObject({ code })
    expect([lab.sent, lab.told]).toEqual([[], []])
  })

  it('wakes nobody on a network where DHCP has closed by itself', () => {
    const network = { name: 'rack0' } as Network
    const problem = new LabError('dhcp.foreign-server', 'Another DHCP server answers.')
    expect(() => demandOurs({ problem: () => problem }, network)).toThrow(
      expect.objectContaining({ code: 'hosts.wake-dhcp-stopped' }),
    )
    expect(demandOurs({ problem: () => undefined }, network)).toBe(network)
  })
})
