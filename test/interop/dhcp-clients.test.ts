import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { cablesMissing, openCables, titled, words } from './support/cables.ts'
import { keepFixtures, startDhcp } from './support/dhcp-rig.ts'

const programs = {
  udhcpc: '/usr/sbin/udhcpc',
  dhclient: '/usr/sbin/dhclient',
  dhcpcd: '/usr/sbin/dhcpcd',
}
const question = fileURLToPath(new URL('support/boot-question.ts', import.meta.url))
const missing = cablesMissing(...Object.values(programs))

const network = {
  subnet: '10.93.0.0/24',
  server: '10.93.0.1',
  router: '10.93.0.254',
  pool: { first: '10.93.0.100', last: '10.93.0.150' },
  leaseTime: 120,
  dhcp: {
    dns: ['10.93.0.53'],
    domain: 'rack.lab',
    routes: [{ to: '10.200.0.0/16', via: '10.93.0.253' }],
    rapidCommit: true,
  },
}

/** Our server and a client on one cable. */
const openWire = async () => {
  const cables = openCables('clients')
  const { folder } = cables
  const server = cables.machine()
  const client = cables.machine()
  cables.connect(
    { machine: server, port: 'rack', address: '10.93.0.1/24' },
    { machine: client, port: 'eth0', mac: '52:54:00:93:00:01' },
  )
  return {
    ...{ cables, folder, client, dhcp: await startDhcp(server, 'rack', network) },
    /** A hook that writes the client's variables to a file, and sets the address as a real one would. */
    hook: (): { script: string; seen: () => string } => {
      const seen = join(folder, 'seen')
      const script = join(folder, 'hook')
      writeFileSync(
        script,
        `#!/bin/sh\nenv | sort >> ${seen}\nif [ -n "$ip" ]; then ip addr replace $ip/24 dev eth0; fi\n`,
        { mode: 0o755 },
      )
      return { script, seen: () => readFileSync(seen, 'utf8') }
    },
    [Symbol.asyncDispose]: () => cables.close(),
  }
}

const title = titled('clients people use', missing)
// Side by side: they wait most of the time.
describe.skipIf(missing !== undefined).concurrent(title, () => {
  it('udhcpc leases, renews by unicast, and releases', async () => {
    await using wire = await openWire()
    const { client, dhcp, hook } = wire
    const { script, seen } = hook()
    const child = client.spawn(
      programs.udhcpc,
      words(`-i eth0 -f -t 3 -T 2 -R -s ${script} -O staticroutes -O ntpsrv -x hostname:probe`),
    )
    expect(await dhcp.fact('dhcp.acknowledged')).toMatchObject({
      mac: '52:54:00:93:00:01',
      address: '10.93.0.100',
      leaseTime: 120,
    })
    await expect.poll(seen).toContain('ip=10.93.0.100')
    for (const line of [
      'router=10.93.0.254',
      'dns=10.93.0.53',
      'domain=rack.lab',
      'serverid=10.93.0.1',
      'staticroutes=10.200.0.0/16 10.93.0.253',
    ])
      expect(seen()).toContain(line)

    child.kill('SIGUSR1')
    await expect
      .poll(() => dhcp.facts().filter(({ type }) => type === 'dhcp.acknowledged').length)
      .toBe(2)
    expect(dhcp.facts().at(-1)).toMatchObject({ sentTo: '10.93.0.100:68' })

    child.kill('SIGUSR2')
    expect(await dhcp.fact('dhcp.released')).toMatchObject({ address: '10.93.0.100' })
    keepFixtures('udhcpc', dhcp)
  })

  it('udhcpc declines an address somebody else uses, and gets another', async () => {
    await using wire = await openWire()
    const { cables, client, dhcp, hook } = wire
    const { script } = hook()
    const other = cables.machine()
    cables.connect({ machine: client, port: 'eth1' }, { machine: other, port: 'eth0' })
    // The squatter sits behind the client's own cable: our check ahead of need cannot see it there.
    await client.run('ip', ['link', 'add', 'br0', 'type', 'bridge', 'forward_delay', '0'])
    await client.run('ip', ['link', 'set', 'br0', 'up'])
    await client.run('ip', ['link', 'set', 'eth1', 'master', 'br0'])
    await client.run('ip', ['link', 'set', 'eth0', 'master', 'br0'])
    await other.run('ip', ['addr', 'add', '10.93.0.100/24', 'dev', 'eth0'])
    await client.run(programs.udhcpc, words(`-i br0 -f -n -q -a -t 5 -T 1 -A 1 -s ${script}`))
    const declined = dhcp.facts().find(({ type }) => type === 'dhcp.declined')
    const found = dhcp.facts().find(({ type }) => type === 'dhcp.conflictFound')
    // Whoever noticed first: the client by its own ARP, or we by ours.
    expect((declined ?? found)?.['address']).toBe('10.93.0.100')
    const granted = dhcp.facts().filter(({ type }) => type === 'dhcp.acknowledged')
    expect(granted.at(-1)?.['address']).not.toBe('10.93.0.100')
  })

  it('dhclient leases, comes back in INIT-REBOOT, and releases', async () => {
    await using wire = await openWire()
    const { folder, client, dhcp } = wire
    const lease = join(folder, 'leases')
    const base = ['-4', '-lf', lease, '-pf', join(folder, 'pid'), '-sf', '/bin/true']
    const first = await client.run(programs.dhclient, [...base, '-1', '-v', 'eth0'])
    expect(first.output).toContain('bound to 10.93.0.100')
    await client.run(programs.dhclient, [...base, '-x', 'eth0'])

    const again = await client.run(programs.dhclient, [...base, '-1', '-v', 'eth0'])
    expect(again.output).toContain('DHCPREQUEST for 10.93.0.100')
    expect(again.output).not.toContain('DHCPDISCOVER')
    await client.run('ip', ['addr', 'add', '10.93.0.100/24', 'dev', 'eth0'])
    await client.run(programs.dhclient, [...base, '-r', '-v', 'eth0'])
    expect(await dhcp.fact('dhcp.released')).toMatchObject({ address: '10.93.0.100' })
    keepFixtures('dhclient', dhcp)
  })

  it('dhcpcd leases with a DUID and rapid commit', async () => {
    await using wire = await openWire()
    const { folder, client, dhcp } = wire
    const config = join(folder, 'dhcpcd.conf')
    writeFileSync(
      config,
      'duid\noption rapid_commit\noption classless_static_routes\nnoarp\nnohook resolv.conf\n',
    )
    // What it remembers of an earlier run would make it ask for that address again.
    const forgetful = 'mount -t tmpfs none /var/lib/dhcpcd && exec "$0" "$@"'
    const line = `${programs.dhcpcd} -f ${config} -4 -1 -B -d -t 15 -c /bin/true eth0`
    const ran = await client.run('unshare', ['--mount', 'sh', '-c', forgetful, ...words(line)])
    expect(ran.output).toMatch(/leased 10\.93\.0\.100 for 120 seconds/)
    const types = dhcp.facts().map(({ type }) => type)
    expect(types.slice(0, 2)).toEqual(['dhcp.discovered', 'dhcp.acknowledged'])
    keepFixtures('dhcpcd', dhcp)
  })

  it.each(['255.255.255.255', '10.93.0.255', '10.93.0.1'])(
    'the boot server answers who asks at %s',
    async (to) => {
      await using wire = await openWire()
      const { client, dhcp } = wire
      await client.run('ip', words('addr add 10.93.0.9/24 dev eth0'))
      await client.run('ip', words('route add default dev eth0'))
      const asked = await client.run(process.execPath, [question, 'request', to])
      expect(JSON.parse(asked.output)).toEqual({ bootFile: 'snponly.efi', from: '10.93.0.1' })
      expect(await dhcp.fact('dhcp.proxyAcknowledged')).toMatchObject({ address: '10.93.0.9' })
    },
  )
})
