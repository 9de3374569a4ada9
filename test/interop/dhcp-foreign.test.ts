import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { cablesMissing, openCables, titled, words } from './support/cables.ts'
import { foreigners } from './support/foreign.ts'
import { startDhcp } from './support/dhcp-rig.ts'

const programs = {
  dnsmasq: '/usr/sbin/dnsmasq',
  kea: '/usr/sbin/kea-dhcp4',
  udhcpc: '/usr/sbin/udhcpc',
}
const missing = cablesMissing(...Object.values(programs))

const network = {
  subnet: '10.96.0.0/24',
  server: '10.96.0.1',
  pool: { first: '10.96.0.100', last: '10.96.0.150' },
}
const ask = ['-i', 'eth0', '-f', '-n', '-q', '-t', '5', '-T', '1', '-s', '/bin/true']

/** Our server, a foreign one and a client on one switch, `segment`. */
const openLan = async () => {
  const cables = openCables('foreign')
  const [segment, server, foreign, client] = [
    cables.machine(),
    cables.machine(),
    cables.machine(),
    cables.machine(),
  ]
  await segment.run('ip', ['link', 'add', 'br0', 'type', 'bridge', 'forward_delay', '0'])
  await segment.run('ip', ['link', 'set', 'br0', 'up'])
  cables.connect(
    { machine: server, port: 'rack', address: '10.96.0.1/24' },
    { machine: segment, port: 'p1' },
  )
  cables.connect(
    { machine: foreign, port: 'eth0', address: '10.96.0.2/24', mac: '52:54:00:96:00:02' },
    { machine: segment, port: 'p2' },
  )
  cables.connect(
    { machine: client, port: 'eth0', mac: '52:54:00:96:00:03' },
    { machine: segment, port: 'p3' },
  )
  for (const port of ['p1', 'p2', 'p3'])
    await segment.run('ip', ['link', 'set', port, 'master', 'br0'])

  return {
    ...{ cables, segment, server, foreign, client },
    startForeign: async () => {
      const child = foreign.spawn(
        programs.dnsmasq,
        words(
          `--keep-in-foreground --conf-file=/dev/null --port=0 --interface=eth0 --dhcp-range=10.96.0.200,10.96.0.220,1h --dhcp-leasefile=${join(cables.folder, 'leases')} --log-facility=- --log-dhcp --dhcp-authoritative --user=root`,
        ),
      )
      await new Promise<void>((resolve) => {
        child.stderr?.on('data', (chunk: Buffer) => {
          if (chunk.includes('DHCP, ')) resolve()
        })
      })
    },
    /** Starts a program that takes what comes to the server's address on port 68, and shares it with nobody. */
    holdPort68: async () => {
      const script = `require('dgram').createSocket('udp4').bind(68, '${network.server}', () => process.stdout.write('held'))`
      const child = server.spawn(process.execPath, ['-e', script])
      await new Promise((resolve) => child.stdout?.once('data', resolve))
    },
    /** Moves the server's cable to another switch, which the foreign server is on. */
    swapCables: async (switchOptions: readonly string[]) => {
      for (const args of [
        ['link', 'set', 'p1', 'down'],
        ['link', 'add', 'br1', 'type', 'bridge', ...switchOptions],
        ['link', 'set', 'p1', 'master', 'br1'],
        ['link', 'set', 'p2', 'master', 'br1'],
        ['link', 'set', 'br1', 'up'],
        ['link', 'set', 'p1', 'up'],
      ])
        await segment.run('ip', args)
    },
    [Symbol.asyncDispose]: () => cables.close(),
  }
}

const title = titled('beside a foreign server', missing)
// Side by side: each waits for its own network most of the time.
describe.skipIf(missing !== undefined).concurrent(title, () => {
  it('does not start serving in authoritative mode, and says who is there', async () => {
    await using lan = await openLan()
    const { server, startForeign } = lan
    await startForeign()
    const error: unknown = await startDhcp(server, 'rack', network).catch((error: unknown) => error)
    expect(String(error)).toContain('dhcp.foreign-server')
    expect(String(error)).toContain('10.96.0.2')
  })

  it('does not start serving beside one that gives addresses to its own hosts alone', async () => {
    await using lan = await openLan()
    const { cables, server, foreign } = lan
    const { folder } = cables
    await foreigners.kea({ machine: foreign, port: 'eth0', subnet: network.subnet, folder })
    const error: unknown = await startDhcp(server, 'rack', network).catch((error: unknown) => error)
    expect(String(error)).toContain('dhcp.foreign-server')
    expect(String(error)).toContain('10.96.0.2')
  })

  it('stops by itself when one appears, before it answers anything more', async () => {
    await using lan = await openLan()
    const { server, client, startForeign } = lan
    const dhcp = await startDhcp(server, 'rack', network)
    await startForeign()
    await client.run(programs.udhcpc, ask)
    expect(await dhcp.fact('component.failed')).toMatchObject({
      component: 'dhcp',
      reason: { code: 'dhcp.foreign-server' },
    })
    expect(await dhcp.fact('dhcp.foreignOffer')).toMatchObject({
      serverId: '10.96.0.2',
      interface: 'rack',
      mac: '52:54:00:96:00:02',
    })
    const answered = dhcp.facts().filter(({ type }) => type === 'dhcp.acknowledged').length
    const { output } = await client.run(programs.udhcpc, ask)
    expect(output).toMatch(/lease of 10\.96\.0\.2\d\d obtained/)
    expect(dhcp.facts().filter(({ type }) => type === 'dhcp.acknowledged')).toHaveLength(answered)
  })

  it('does not start serving where another program would take the answers, and says which', async () => {
    await using lan = await openLan()
    const { server, holdPort68 } = lan
    await holdPort68()
    const error: unknown = await startDhcp(server, 'rack', network).catch((error: unknown) => error)
    expect(String(error)).toContain('net.port-in-use')
    expect(String(error)).toMatch(/UDP port 68 on 10\.96\.0\.1 is held by node/)
  })

  it('says when another program takes the answers while it serves, once', async () => {
    await using lan = await openLan()
    const { server, client, holdPort68 } = lan
    const dhcp = await startDhcp(server, 'rack', network)
    await holdPort68()
    expect(await dhcp.fact('dhcp.finding', 12)).toMatchObject({
      finding: { code: 'dhcp.cannot-ask' },
    })
    await sleep(6_000)
    expect(dhcp.facts().filter(({ type }) => type === 'dhcp.finding')).toHaveLength(1)
    const { output } = await client.run(programs.udhcpc, ask)
    expect(output).toMatch(/lease of 10\.96\.0\.1\d\d obtained/)
  })

  it('answers nobody when it was halted, until it has asked who came meanwhile', async () => {
    await using lan = await openLan()
    const { server, foreign, client, startForeign } = lan
    const dhcp = await startDhcp(server, 'rack', network)
    const asks = () => dhcp.datagrams().filter(({ way }) => way === 'in').length
    const pid = dhcp.child.pid ?? Number.NaN
    process.kill(pid, 'SIGSTOP')
    await startForeign()
    await foreign.run('ip', ['link', 'set', 'eth0', 'down'])
    const asking = client.spawn(programs.udhcpc, words('-i eth0 -f -t 20 -T 1 -s /bin/true'))
    await sleep(11_000)
    // Its questions from meanwhile lie in the server's socket.
    await foreign.run('ip', ['link', 'set', 'eth0', 'up'])
    process.kill(pid, 'SIGCONT')
    expect(await dhcp.fact('component.failed', 10)).toMatchObject({
      component: 'dhcp',
      reason: { code: 'dhcp.foreign-server' },
    })
    asking.kill()
    expect(asks()).toBeGreaterThan(5)
    expect(dhcp.facts().map(({ type }) => type)).not.toContain('dhcp.offered')
  })

  it.each([
    ['', ['forward_delay', '0'], 12],
    [' whose switch says nothing at first', ['stp_state', '1', 'forward_delay', '300'], 30],
  ] as const)(
    'stops by itself when its cable is moved to a network with one%s, where no client asks',
    async (_, switchOptions, seconds) => {
      await using lan = await openLan()
      const { segment, server, startForeign, swapCables } = lan
      const dhcp = await startDhcp(server, 'rack', network)
      await segment.run('ip', ['link', 'set', 'p2', 'nomaster'])
      await startForeign()
      await swapCables(switchOptions)
      expect(await dhcp.fact('component.failed', seconds)).toMatchObject({
        component: 'dhcp',
        reason: { code: 'dhcp.foreign-server' },
      })
      // Its own questions are no clients.
      expect(dhcp.facts().map(({ type }) => type)).not.toContain('dhcp.discovered')
    },
  )

  it('names another machine that has its own address', async () => {
    await using lan = await openLan()
    const { server, foreign } = lan
    await foreign.run('ip', ['addr', 'add', `${network.server}/24`, 'dev', 'eth0'])
    const dhcp = await startDhcp(server, 'rack', network)
    expect(await dhcp.fact('dhcp.finding', 12)).toMatchObject({
      finding: {
        code: 'dhcp.own-address-taken',
        message: expect.stringContaining('52:54:00:96:00:02') as string,
      },
    })
  })

  it('takes no second card of its own on the same network for another machine', async () => {
    await using lan = await openLan()
    const { cables, segment, server } = lan
    cables.connect(
      { machine: server, port: 'spare', address: '10.97.0.1/24' },
      { machine: segment, port: 'p4' },
    )
    await segment.run('ip', ['link', 'set', 'p4', 'master', 'br0'])
    const dhcp = await startDhcp(server, 'rack', network)
    await expect(dhcp.fact('dhcp.finding', 8)).rejects.toThrow('Not seen')
  })

  it('in observe mode writes down who serves, and says nothing', async () => {
    await using lan = await openLan()
    const { server, client, startForeign } = lan
    await startForeign()
    const dhcp = await startDhcp(server, 'rack', { ...network, dhcp: { mode: 'observe' } })
    const { output } = await client.run(programs.udhcpc, ask)
    expect(output).toMatch(/lease of 10\.96\.0\.2\d\d obtained/)
    expect(await dhcp.fact('dhcp.foreignOffer')).toMatchObject({ serverId: '10.96.0.2' })
    expect(await dhcp.fact('dhcp.addressedElsewhere')).toMatchObject({ serverId: '10.96.0.2' })
    expect(dhcp.facts().map(({ type }) => type)).not.toContain('component.failed')
  })

  it('in proxy mode leaves plain clients to it, and proves itself to PXE clients', async () => {
    await using lan = await openLan()
    const { server, client, startForeign } = lan
    await startForeign()
    const dhcp = await startDhcp(server, 'rack', { ...network, dhcp: { mode: 'proxy' } })
    const { output } = await client.run(programs.udhcpc, ask)
    expect(output).toMatch(/lease of 10\.96\.0\.2\d\d obtained/)
    expect((await dhcp.prove()).at(-1)).toBe('Received OFFER from 10.96.0.1.')
  })

  it('asked to be authoritative while it serves as a proxy, looks who is there and stops', async () => {
    await using lan = await openLan()
    const { server, client, startForeign } = lan
    await startForeign()
    const dhcp = await startDhcp(server, 'rack', { ...network, dhcp: { mode: 'proxy' } })
    dhcp.setMode('authoritative')
    expect(await dhcp.fact('component.failed')).toMatchObject({
      component: 'dhcp',
      reason: { code: 'dhcp.foreign-server' },
    })
    const { output } = await client.run(programs.udhcpc, ask)
    expect(output).toMatch(/lease of 10\.96\.0\.2\d\d obtained/)
    expect(dhcp.facts().map(({ type }) => type)).not.toContain('dhcp.offered')
  })
})
