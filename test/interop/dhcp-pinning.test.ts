import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { startDhcp } from './support/dhcp-rig.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  cablesMissing,
  linesOf,
  openCables,
  receivedPackets,
  titled,
  words,
  type Cables,
  type Machine,
} from './support/cables.ts'

const script = fileURLToPath(new URL('support/dhcp-server.ts', import.meta.url))
const udhcpc = '/usr/sbin/udhcpc'
const missing = cablesMissing(udhcpc)

const network = {
  subnet: '10.91.0.0/24',
  server: '10.91.0.1',
  pool: { first: '10.91.0.100', last: '10.91.0.150' },
}

/** Asks three times and gives up; leaves the interface as it is. */
const ask = ['-i', 'eth0', '-f', '-n', '-q', '-t', '3', '-T', '1', '-s', '/bin/true']

const setpriv = '/usr/bin/setpriv'
const missingForUser = missing ?? cablesMissing(setpriv)

describe.skipIf(missing !== undefined)(titled('serving on one of two interfaces', missing), () => {
  let cables: Cables
  let lines: ReturnType<typeof linesOf>
  let server: ChildProcess
  const ends = () => {
    const [server, served, other] = [cables.machine(), cables.machine(), cables.machine()]
    cables.connect(
      { machine: server, port: 'rack', address: '10.91.0.1/24' },
      { machine: served, port: 'eth0' },
    )
    cables.connect(
      { machine: server, port: 'office', address: '10.92.0.1/24' },
      { machine: other, port: 'eth0' },
    )
    return { server, served, other }
  }
  let at: ReturnType<typeof ends>

  beforeAll(async () => {
    cables = openCables('pin')
    at = ends()
    server = at.server.spawn(process.execPath, [
      script,
      JSON.stringify({ interface: 'rack', network }),
    ])
    server.stderr?.on('data', (chunk: Buffer) => process.stderr.write(chunk))
    lines = linesOf(server)
    await lines.until((line) => (line.includes('listening') ? line : undefined))
  })
  afterAll(() => cables.close())

  it('leases an address on the one', async () => {
    const { code, output } = await at.served.run(udhcpc, ask)
    expect(output).toContain('lease of 10.91.0.100 obtained')
    expect(code).toBe(0)
  })

  it('proves itself on the real interface, by a client of its own on port 68', async () => {
    server.stdin?.write('prove\n')
    const proof = await lines.until((line) => (/proof|error/.test(line) ? line : undefined))
    expect(proof).toContain('Received OFFER of 10.91.0.101 from 10.91.0.1')
  })

  it('sends no byte on the other, not even to a client that asks there', async () => {
    const before = await receivedPackets({ machine: at.other, port: 'eth0' })
    const heard = lines.lines.length
    const { code } = await at.other.run(udhcpc, ask)
    expect(code).toBe(1)
    expect(await receivedPackets({ machine: at.other, port: 'eth0' })).toBe(before)
    expect(lines.lines.slice(heard)).toEqual([])
  })
})

describe.skipIf(missing !== undefined)(titled('a served interface', missing), () => {
  let cables: Cables
  beforeAll(() => {
    cables = openCables('gone')
  })
  afterAll(() => cables.close())

  it('that loses its address or goes away stops the server, which says so', async () => {
    const [server, client] = [cables.machine(), cables.machine()]
    cables.connect(
      { machine: server, port: 'rack', address: '10.91.0.1/24' },
      { machine: client, port: 'eth0' },
    )
    const dhcp = await startDhcp(server, 'rack', network)
    await server.run('ip', words('addr flush dev rack'))
    expect(await dhcp.fact('component.failed')).toMatchObject({
      reason: { code: 'net.interface-changed' },
    })
    await server.run('ip', words('addr add 10.91.0.1/24 dev rack'))
    const { code } = await client.run(udhcpc, ask)
    expect(code).toBe(1)
    expect(dhcp.facts().map(({ type }) => type)).not.toContain('dhcp.discovered')
  })
})

/** Shows the program's parts under /mnt, whose own folder anybody can enter, to what it then starts. */
const showProgram = `
  mount -t tmpfs -o mode=755 none /mnt
  for part in node_modules src test resources; do
    mkdir "/mnt/$part"
    mount --bind "$0/$part" "/mnt/$part"
  done
  cp "$0/package.json" /mnt
  exec "$@"
`
const program = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

describe.skipIf(missingForUser !== undefined)(titled('a plain user', missingForUser), () => {
  let cables: Cables
  beforeAll(() => {
    cables = openCables('user')
  })
  afterAll(() => cables.close())

  it('serves on one interface once the one setting is made: no root, no capability', async () => {
    const [server, client] = [cables.machine(), cables.machine()]
    cables.connect(
      { machine: server, port: 'rack', address: '10.91.0.1/24' },
      { machine: client, port: 'eth0' },
    )
    // The program may lie where nobody but root can go: they see it at another place.
    const seen = (path: string): string => path.replace(program, '/mnt')
    const asNobody: Pick<Machine, 'spawn'> = {
      spawn: (command, args) =>
        server.spawn('/usr/bin/unshare', [
          ...['--mount', '/bin/sh', '-ec', showProgram, program, setpriv],
          ...words('--reuid=65534 --regid=65534 --clear-groups --inh-caps=-all'),
          ...[command, ...args].map(seen),
        ]),
    }
    const denied: unknown = await startDhcp(asNobody, 'rack', network).catch(String)
    expect(denied).toContain('net.port-denied')
    await server.run('sysctl', ['-qw', 'net.ipv4.ip_unprivileged_port_start=67'])
    const dhcp = await startDhcp(asNobody, 'rack', network)
    const { output } = await client.run(udhcpc, ask)
    expect(output).toContain('lease of 10.91.0.100 obtained')
    // Without the right to set neighbours, a client without an address is reached by broadcast.
    expect(await dhcp.fact('dhcp.offered')).toMatchObject({ sentTo: '255.255.255.255:68' })
  })
})
