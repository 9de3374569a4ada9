import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  cablesMissing,
  linesOf,
  openCables,
  words,
  type Cables,
  type Machine,
} from './support/cables.ts'
import { foreigners } from './support/foreign.ts'
import { openSegment, segmentMissing, type Segment } from './support/segment.ts'
import { runLab, type ServedLab } from './support/served-lab.ts'

const missing = segmentMissing()
const dnsmasq = '/usr/sbin/dnsmasq'
const udhcpc = '/usr/sbin/udhcpc'
const card = '52:54:00:aa:cc:01'
const steel = {
  id: 'steel',
  kind: 'physical',
  mac: card,
  uuid: '4c4c4544-0031-4810-8052-b4c04f4d3099',
  smbios: {},
  firmware: 'uefi',
  bootOrder: ['network', 'disk'],
  diskMiB: 0,
}

/** Prints what comes to UDP port 9, in hex. */
const listen = `
  require('node:dgram').createSocket('udp4')
    .on('message', (bytes, from) => process.stdout.write(bytes.toString('hex') + ' ' + from.address + '\\n'))
    .bind(9, () => process.stdout.write('ready\\n'))`

describe.skipIf(missing !== undefined)('a machine that is woken', () => {
  let segment: Segment
  let cables: Cables
  let folder: string
  let lab: ServedLab
  beforeEach(async () => {
    segment = openSegment('wake', '10.142.0.1/24')
    cables = openCables('wake')
    folder = segment.folder
    lab = await runLab(segment, ['lab', '--lab', join(folder, 'lab')])
    await lab.call('document', 'edit', { kind: 'putHosts', hosts: [{ to: steel, rack: 'Steel' }] })
  })
  afterEach(async () => {
    await cables.close()
    await segment.close()
  })

  const serve = (mode: string) =>
    lab.call('network', 'serve', { interface: segment.bridge, typed: segment.bridge, mode })
  const wake = (host: string) => lab.call('host', 'wake', { hosts: [host] })

  /** A machine on a cable of its own, and what it hears on port 9. */
  const listener = async (port: string, address: string, at: string) => {
    const machine = cables.machine()
    cables.connect({ machine: segment, port, address }, { machine, port: 'eth0', address: at })
    const heard = linesOf(machine.spawn(process.execPath, ['-e', listen]))
    await heard.until((line) => (line === 'ready' ? line : undefined))
    return heard
  }

  /** A machine on the rack's own bridge. */
  const leg = (port: string, address?: string): Machine => {
    const machine = cables.machine()
    const at = { machine, port: 'eth0', ...(address !== undefined && { address }) }
    cables.connect({ machine: segment, port }, at)
    segment.exec('ip', ['link', 'set', port, 'master', segment.bridge])
    return machine
  }

  it('is so by bytes on the served network, and not a byte on the other', async () => {
    const other = await listener('office', '10.143.0.1/24', '10.143.0.9/24')
    const machine = leg('leg', '10.142.0.9/24')
    const near = linesOf(machine.spawn(process.execPath, ['-e', listen]))
    await near.until((line) => (line === 'ready' ? line : undefined))

    await expect(wake('steel')).rejects.toThrow(/No real network is served/)
    await serve('authoritative')
    await expect(wake('esx-01')).rejects.toThrow(/simulated host/)
    await wake('steel')
    const pattern = 'ff'.repeat(6) + card.replaceAll(':', '').repeat(16)
    expect(await near.until((line) => (line.startsWith('ff') ? line : undefined))).toBe(
      `${pattern} 10.142.0.1`,
    )
    expect((await lab.facts('steel')).map(({ fact }) => fact)).toContainEqual({
      type: 'host.wakeSent',
      host: 'steel',
      mac: card,
      interface: segment.bridge,
    })
    const packets = (await lab.call('capture', 'packets', {})) as { payload: string }[]
    expect(packets.filter(({ payload }) => payload === pattern)).toMatchObject([
      {
        direction: 'sent',
        peer: { address: '255.255.255.255', port: 9 },
        comment: expect.stringContaining('host steel'),
      },
    ])
    expect(other.lines).toEqual(['ready'])

    // The bridge has its link by this one port.
    segment.exec('ip', ['link', 'set', 'leg', 'down'])
    await expect(wake('steel')).rejects.toThrow(/rack0 has no link/)
    const sent = (await lab.facts('steel')).filter(({ fact }) => fact.type === 'host.wakeSent')
    expect(sent).toHaveLength(1)
  })

  it('is not where the network is only observed', async () => {
    await serve('observe')
    await expect(wake('steel')).rejects.toThrow(/only observed/)
    expect((await lab.facts('steel')).map(({ fact }) => fact.type)).not.toContain('host.wakeSent')
  })

  it.skipIf(cablesMissing(dnsmasq, udhcpc) !== undefined)(
    'is not once DHCP has stopped for another server, whose machine it would be then',
    async () => {
      await serve('authoritative')
      const post = { machine: leg('other', '10.142.0.2/24'), port: 'eth0', folder }
      const pool = { first: '10.142.0.20', last: '10.142.0.40' }
      await foreigners.dnsmasq({ ...post, subnet: '10.142.0.0/24' }, pool)
      await leg('client').run(udhcpc, words('-i eth0 -f -n -q -B -t 3 -T 1 -s /bin/true'))
      await expect
        .poll(async () => (await lab.facts()).map(({ fact }) => fact.type), { timeout: 20_000 })
        .toContain('component.failed')
      await expect(wake('steel')).rejects.toThrow(/DHCP has stopped/)
    },
  )
})
