import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { patternedBytes } from '../tftp/world.ts'
import {
  cablesMissing,
  linesOf,
  openCables,
  receivedPackets,
  titled,
  words,
} from './support/cables.ts'
import { startDhcp } from './support/dhcp-rig.ts'
import { connectByRelay } from './support/relayed.ts'

const missing = cablesMissing(
  '/usr/sbin/udhcpc',
  '/usr/sbin/dhclient',
  '/usr/bin/tftp',
  '/usr/bin/atftp',
  '/usr/bin/curl',
)
const server = '10.97.0.1'
const host = '10.97.0.2'
const script = (name: string) => fileURLToPath(new URL(`support/${name}`, import.meta.url))
/** Every frame 2 ms late, one in ten overtaken by those of the next 15 ms, one in ten doubled. */
const misbehaviour = { delay: 2, lateOneIn: 10, late: 15, doubledOneIn: 10 }

/** Our machine and another one, on a wire that misbehaves. */
const openWire = async (seed: number) => {
  const cables = openCables('wild')
  const near = cables.machine()
  const far = cables.machine()
  const ends = [
    { machine: near, port: 'rack', address: `${server}/24` },
    { machine: far, port: 'eth0', mac: '52:54:00:97:00:01' },
  ] as const
  await connectByRelay(cables, ends, { seed, ...misbehaviour })
  return {
    ...{ near, far, folder: cables.folder },
    takeAddress: () => far.run('ip', words(`addr add ${host}/24 dev eth0`)),
    [Symbol.asyncDispose]: () => cables.close(),
  }
}

// Side by side: what is lost on a wire is waited for.
const title = titled('a wire that delays, reorders and doubles (seed %i)', missing)
describe.skipIf(missing !== undefined).concurrent.each([1, 2])(title, (seed) => {
  it('gives each client one address, and the same again', async () => {
    await using wire = await openWire(seed)
    const { near, far, folder } = wire
    const dhcp = await startDhcp(near, 'rack', {
      subnet: '10.97.0.0/24',
      server,
      pool: { first: '10.97.0.100', last: '10.97.0.150' },
      leaseTime: 120,
    })
    const base = words(`-4 -v -1 -lf ${folder}/leases -pf ${folder}/pid -sf /bin/true`)
    const first = await far.run('dhclient', [...base, 'eth0'])
    expect(first.output).toContain('bound to 10.97.0.100')
    await far.run('dhclient', [...base, '-x', 'eth0'])
    const other = await far.run('udhcpc', words('-i eth0 -f -n -q -t 5 -T 1 -s /bin/true'))
    expect(other.output).toContain('10.97.0.100')
    const granted = dhcp.facts().filter(({ type }) => type === 'dhcp.acknowledged')
    expect(new Set(granted.map(({ address }) => address))).toEqual(new Set(['10.97.0.100']))
    expect(dhcp.facts().filter(({ type }) => type === 'dhcp.refused')).toEqual([])
  })

  it.each<readonly [string, (to: string) => readonly [string, readonly string[]]]>([
    ['tftp-hpa', (to) => ['tftp', ['-m', 'binary', server, '-c', 'get', 'loader', to]]],
    ['busybox', (to) => ['busybox', words(`tftp -g -b 1428 -r loader -l ${to} ${server}`)]],
    ['curl', (to) => ['curl', words(`-sS -o ${to} tftp://${server}/loader`)]],
    [
      'atftp in windows of 16',
      (to) => [
        'atftp',
        ['--option', 'windowsize 16', ...words(`--get -r loader -l ${to} ${server}`)],
      ],
    ],
  ])('TFTP: %s reads the right bytes', async (_, command) => {
    await using wire = await openWire(seed)
    const { near, far, folder, takeAddress } = wire
    const content = patternedBytes(150_001)
    writeFileSync(join(folder, 'loader'), content)
    const settings = JSON.stringify({ interface: 'rack', folder, lane: 'native' })
    const output = linesOf(near.spawn(process.execPath, [script('tftp-server.ts'), settings]))
    await output.until((line) => (line.startsWith('{"listening"') ? line : undefined))
    await takeAddress()
    const to = join(folder, 'got')
    const ran = await far.run(...command(to), 60)
    expect(Buffer.compare(readFileSync(to), content), ran.output).toBe(0)
  })

  it('HTTP: curl and a simulated host read the right bytes', async () => {
    await using wire = await openWire(seed)
    const { near, far, folder, takeAddress } = wire
    const size = 3_000_001
    const child = near.spawn(process.execPath, [
      script('waiter-server.ts'),
      'rack',
      folder,
      '{}',
      String(size),
    ])
    const [at, digest] = await linesOf(child).until((line) => {
      const told = /^{"listening":"([^"]+)".*"sha256":"(\w+)"/.exec(line)
      return told === null ? undefined : ([told[1] ?? '', told[2] ?? ''] as const)
    })
    const url = `http://${at}/vmw/cache/${digest}/file`
    await takeAddress()
    const content = patternedBytes(size)
    const commands: readonly (readonly [string, readonly string[]])[] = [
      ['curl', words(`-sSf -o ${folder}/curl ${url}`)],
      [process.execPath, [script('host-reader.ts'), url, host, `${folder}/host`]],
    ]
    const ran = await Promise.all(commands.map((command) => far.run(...command, 60)))
    for (const name of ['curl', 'host'])
      expect(
        Buffer.compare(readFileSync(join(folder, name)), content),
        ran.map(({ output }) => output).join(),
      ).toBe(0)
    // The wire was as bad as it should be: more came out of it than went in.
    const sent = await near.run('cat', ['/sys/class/net/rack/statistics/tx_packets'])
    const received = await receivedPackets({ machine: far, port: 'eth0' })
    expect(received).toBeGreaterThan(Number(sent.output) * 1.05)
  })
})
