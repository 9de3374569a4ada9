import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { patternedBytes } from '../tftp/world.ts'
import { cablesMissing, linesOf, lose, openCables, titled, words } from './support/cables.ts'

const script = fileURLToPath(new URL('support/tftp-server.ts', import.meta.url))
const host = '10.94.0.1'
const missing = cablesMissing(
  '/usr/bin/tftp',
  '/usr/bin/atftp',
  '/usr/bin/curl',
  '/usr/bin/busybox',
  '/usr/bin/tshark',
  '/usr/sbin/nft',
)

/** How each client is told to read `from` into `to`. */
type Command = (from: string, to: string) => readonly [string, readonly string[]]
const clients: Readonly<Record<string, Command>> = {
  'tftp-hpa': (from, to) => ['tftp', ['-m', 'binary', host, '-c', 'get', from, to]],
  'tftp-hpa, as text': (from, to) => ['tftp', ['-m', 'ascii', host, '-c', 'get', from, to]],
  curl: (from, to) => ['curl', words(`-s -S --tftp-blksize 1468 -o ${to} tftp://${host}/${from}`)],
  busybox: (from, to) => ['busybox', words(`tftp -g -b 1468 -r ${from} -l ${to} ${host}`)],
  atftp: (from, to) => [
    'atftp',
    ['--option', 'blksize 1468', ...words(`--get -r ${from} -l ${to} ${host}`)],
  ],
}
const inWindows =
  (size: number, block = 1468) =>
  (from: string, to: string): readonly [string, readonly string[]] => [
    'atftp',
    [
      '--option',
      `blksize ${block}`,
      '--option',
      `windowsize ${size}`,
      ...words(`--get -r ${from} -l ${to} ${host}`),
    ],
  ]
const readers = new Map<string, Command>([
  ...Object.entries(clients),
  ...[4, 16, 64].map((size): [string, Command] => [`atftp in windows of ${size}`, inWindows(size)]),
  // Longer than a frame of Ethernet: each block leaves in fragments.
  ['atftp, blocks of 8192', inWindows(1, 8192)],
  ['atftp, blocks of 4000 in windows of 4', inWindows(4, 4000)],
])

/** Our server and a client on one cable. */
const openWire = async (lane: string) => {
  const cables = openCables('tftp')
  const { folder } = cables
  const server = cables.machine()
  const client = cables.machine()
  cables.connect(
    { machine: server, port: 'rack', address: `${host}/24` },
    { machine: client, port: 'eth0', address: '10.94.0.2/24' },
  )
  const settings = JSON.stringify({ interface: 'rack', folder, lane })
  const facts = linesOf(server.spawn(process.execPath, [script, settings]))
  await facts.until((line) => (line.startsWith('{"listening"') ? line : undefined))

  const read = async (name: string, seconds: number) => {
    const to = join(folder, name.replaceAll(' ', '-'))
    rmSync(to, { force: true })
    const [command, args] = (readers.get(name) ?? inWindows(1))('loader', to)
    const { output } = await client.run(command, args, seconds)
    return { output, bytes: readFileSync(to) }
  }
  return {
    ...{ server, client, facts, read },
    serve: (size: number) => {
      const content = patternedBytes(size)
      writeFileSync(join(folder, 'loader'), content)
      return content
    },
    /** atftp ends its read by itself when an option reply comes twice, as it must when its ACK was lost. */
    readPatiently: async (name: string) => {
      for (let tries = 1; ; tries += 1) {
        const got = await read(name, 110)
        if (tries === 5 || !got.output.includes('unexpected OACK')) return got
      }
    },
    [Symbol.asyncDispose]: () => cables.close(),
  }
}

// Side by side, as are the clients of a test: most of the time is spent waiting for what was lost.
const title = titled('TFTP clients people use, on the %s lane', missing)
describe.skipIf(missing !== undefined).concurrent.each(['native', 'portable'])(title, (lane) => {
  it('reads a file by every client', async () => {
    await using wire = await openWire(lane)
    const content = wire.serve(3_000_001)
    for (const name of readers.keys()) {
      const { bytes, output } = await wire.read(name, 60)
      expect(Buffer.compare(bytes, content), `${name}: ${output}`).toBe(0)
    }
  })

  // Clients that ask for a timeout of seconds (curl: 6) get it, so little is read where much is lost: curl takes
  // about 25 s for its 17 blocks at a tenth. Stopped at 110 s, it would have lost every other exchange: that is a
  // server that has given up, and no bad luck.
  it.each([
    ['a hundredth', 100, 200_001],
    ['a tenth', 1000, 24_001],
  ])(
    'reads a file by every client when %s of the packets is lost',
    async (_, share, size) => {
      await using wire = await openWire(lane)
      const content = wire.serve(size)
      await lose([wire.server, wire.client], 'udp', share)
      const read = async (name: string) => {
        const { bytes, output } = await wire.readPatiently(name)
        expect(Buffer.compare(bytes, content), `${name}: ${output}`).toBe(0)
      }
      await Promise.all([...readers.keys()].map(read))
    },
    600_000,
  )

  it('sends each block once and waits for one ACK a window', async () => {
    await using wire = await openWire(lane)
    const { server, client, facts } = wire
    wire.serve(1468 * 160)
    // A window leaves in one call; the kernel is to cut it up before the cable, so that it can be seen.
    await server.run('ip', words('link set dev rack gso_max_segs 1'))
    const fields = words('-i eth0 -l -n -T fields -e tftp.opcode -e tftp.block')
    const seen = linesOf(client.spawn('tshark', [...fields, 'udp']))
    // Its first packet shows that it listens.
    const knock = setInterval(
      () => void client.run('busybox', words(`tftp -g -r none -l /dev/null ${host}`)),
      300,
    )
    await seen.until((line) => (line.startsWith('5') ? line : undefined))
    clearInterval(knock)
    await wire.read('atftp in windows of 16', 30)
    await seen.until((line) => (/^4\t161$/.test(line) ? line : undefined))
    const blocksOf = (opcode: string) =>
      seen.lines
        .filter((line) => line.startsWith(`${opcode}\t`))
        .map((line) => Number(line.split('\t')[1]))
    expect(blocksOf('3')).toEqual(Array.from({ length: 161 }, (_, index) => index + 1))
    expect(blocksOf('4')).toEqual([
      0,
      ...Array.from({ length: 10 }, (_, index) => (index + 1) * 16),
      161,
    ])
    const sent = await facts.until((line) => (/tftp\.sent.*"loader"/.test(line) ? line : undefined))
    expect(sent).toContain('"resent":0')
  })
})
