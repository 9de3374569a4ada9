import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  cablesMissing,
  openCables,
  titled,
  words,
  type Cables,
  type Machine,
} from './support/cables.ts'
import { option, options } from '../../src/shared/packet/dhcp/index.ts'
import { encoded } from '../dhcp/support.ts'
import { keepFixtures, startDhcp, type RemoteDhcp } from './support/dhcp-rig.ts'

const programs = {
  dhcrelay: '/usr/sbin/dhcrelay',
  udhcpc: '/usr/sbin/udhcpc',
  perfdhcp: '/usr/sbin/perfdhcp',
}
const question = fileURLToPath(new URL('support/boot-question.ts', import.meta.url))
const missing = cablesMissing(...Object.values(programs))

const network = {
  subnet: '10.94.0.0/24',
  server: '10.94.0.1',
  pool: { first: '10.94.0.100', last: '10.94.0.150' },
  dhcp: {
    relayed: [
      {
        subnet: '10.95.0.0/16',
        router: '10.95.0.1',
        pool: { first: '10.95.1.0', last: '10.95.200.0' },
      },
    ],
  },
}

describe.skipIf(missing !== undefined)(titled('behind a relay agent', missing), () => {
  let cables: Cables
  let relay: Machine
  let client: Machine
  let dhcp: RemoteDhcp

  beforeAll(async () => {
    cables = openCables('relay')
    const server = cables.machine()
    relay = cables.machine()
    client = cables.machine()
    cables.connect(
      { machine: server, port: 'rack', address: '10.94.0.1/24' },
      { machine: relay, port: 'north', address: '10.94.0.2/24' },
    )
    cables.connect(
      { machine: relay, port: 'south', address: '10.95.0.1/16' },
      { machine: client, port: 'eth0', mac: '52:54:00:95:00:01' },
    )
    await server.run('ip', ['route', 'add', '10.95.0.0/16', 'via', '10.94.0.2'])
    await relay.run('sysctl', ['-qw', 'net.ipv4.ip_forward=1'])
    dhcp = await startDhcp(server, 'rack', network)
  })
  afterAll(() => cables.close())

  const startRelay = async () => {
    const child = relay.spawn(programs.dhcrelay, words('-4 -d -a -iu north -id south 10.94.0.1'))
    const ready = Promise.withResolvers<undefined>()
    child.stderr?.on('data', (chunk: Buffer) => {
      if (chunk.includes('Sending on')) ready.resolve(undefined)
    })
    await ready.promise
    return child
  }

  it('ISC dhcrelay gets an address of the client’s network, and its option 82 back', async () => {
    const child = await startRelay()
    const { code, output } = await client.run(
      programs.udhcpc,
      words('-i eth0 -f -n -q -t 5 -T 1 -s /bin/true'),
    )
    // With -a the relay drops replies that do not carry its own option 82 back.
    expect(output).toContain('lease of 10.95.1.0 obtained')
    expect(code).toBe(0)
    expect(dhcp.facts().find(({ type }) => type === 'dhcp.acknowledged')).toMatchObject({
      mac: '52:54:00:95:00:01',
      sentTo: '10.95.0.1:67',
    })
    keepFixtures('udhcpc-behind-isc-dhcrelay', dhcp)
    child.kill('SIGTERM')
    await new Promise((resolve) => child.once('exit', resolve))
  })

  it('a client renews by unicast, past the relay, and keeps its address', async () => {
    const child = await startRelay()
    const folder = mkdtempSync(join(tmpdir(), 'headwaiter-relay-'))
    const script = join(folder, 'hook')
    writeFileSync(
      script,
      '#!/bin/sh\nif [ -n "$ip" ]; then ip addr replace $ip/16 dev eth0; ip route replace default via $router; fi\n',
      { mode: 0o755 },
    )
    const before = dhcp.facts().length
    const since = () => dhcp.facts().slice(before)
    const acknowledged = () => since().filter(({ type }) => type === 'dhcp.acknowledged')
    const udhcpc = client.spawn(programs.udhcpc, words(`-i eth0 -f -t 5 -T 1 -s ${script}`))
    await expect.poll(acknowledged, { timeout: 10_000 }).not.toEqual([])
    const hasRoute = async () => (await client.run('ip', ['route'])).output
    await expect.poll(hasRoute, { timeout: 5000 }).toContain('default via 10.95.0.1')
    udhcpc.kill('SIGUSR1')
    // The relay agent hears it pass, too, and hands on a copy of its own.
    await expect
      .poll(acknowledged, { timeout: 10_000 })
      .toContainEqual(expect.objectContaining({ sentTo: '10.95.1.0:68' }))
    for (const { address } of acknowledged()) expect(address).toBe('10.95.1.0')
    expect(since().map(({ type }) => type)).not.toContain('dhcp.refused')
    udhcpc.kill('SIGTERM')
    child.kill('SIGTERM')
    await new Promise((resolve) => child.once('exit', resolve))
    rmSync(folder, { recursive: true, force: true })
  })

  it('goes on when it hands on who took the offer of another server on a network that is not ours', async () => {
    const taken = encoded(
      'request',
      [option(options.serverId, '10.97.0.9'), option(options.requestedAddress, '10.97.0.50')],
      { giaddr: '10.97.0.1' },
    )
    const hex = Buffer.from(taken).toString('hex')
    const script = `const s = require('dgram').createSocket('udp4'); s.bind(67, '10.94.0.2', () => s.send(Buffer.from('${hex}', 'hex'), 67, '10.94.0.1', () => s.close()))`
    await relay.run(process.execPath, ['-e', script])
    const unserved = expect.objectContaining({ code: 'dhcp.unknown-network' })
    await expect
      .poll(() => dhcp.facts(), { timeout: 5000 })
      .toContainEqual(expect.objectContaining({ type: 'dhcp.ignored', reason: unserved }))
    expect(dhcp.facts().map(({ type }) => type)).not.toContain('component.failed')
  })

  it('Kea’s perfdhcp completes its four-way exchanges without a drop', async () => {
    // It sends from the device that has the address, so it relays for the network between the two.
    const { output } = await relay.run(
      programs.perfdhcp,
      '-4 -l 10.94.0.2 -r 200 -R 40 -p 3 -W 1000000 10.94.0.1'.split(' '),
    )
    const drops = [...output.matchAll(/drops: (\d+)/g)].map(([, count]) => Number(count))
    const received = [...output.matchAll(/received packets: (\d+)/g)].map(([, count]) =>
      Number(count),
    )
    expect(drops).toEqual([0, 0])
    expect(received[0]).toBeGreaterThan(300)
  })

  it('firmware that asks for no broadcast hears our offers in proxy mode, which give no address', async () => {
    const child = await startRelay()
    await client.run('ip', words('addr replace 10.95.1.9/16 dev eth0'))
    dhcp.setMode('proxy')
    const asked = await client.run(process.execPath, [question, 'discover', '10.95.255.255'])
    child.kill('SIGTERM')
    expect(JSON.parse(asked.output)).toEqual({ bootFile: 'snponly.efi', from: '10.95.0.1' })
    expect(await dhcp.fact('dhcp.proxyOffered')).toMatchObject({ sentTo: '10.95.0.1:67' })
  })
})
