import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { appendFile, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRegistry } from '../../src/main/hosts/identify.ts'
import { openStores, type LabStores } from '../../src/main/journal/index.ts'
import { createLabNetwork } from '../../src/main/net/index.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import { allowed } from '../../src/main/syslog/allowance.ts'
import { openSyslog, type Syslog } from '../../src/main/syslog/index.ts'
import { parseDocument } from '../../src/shared/document/index.ts'
import { smallLabInput } from '../document/small-lab.ts'

const server = '127.164.0.1'
const esx = '127.164.0.51'
const other = '127.164.0.52'
const stranger = '127.164.0.99'
const clock = createSystemClock()

describe('the receiver of logs', () => {
  let folder: string
  let stores: LabStores
  let syslog: Syslog
  const defects: unknown[] = []

  const open = async () => {
    const document = parseDocument(smallLabInput())
    const identify = createRegistry({ document: () => document, leases: [] })
    for (const [address, host] of [
      [esx, 'esx-01'],
      [other, 'esx-02'],
    ] as const)
      identify.learn({ type: 'dhcp.acknowledged', address, host } as Parameters<
        typeof identify.learn
      >[0])
    syslog = await openSyslog({
      folder: join(folder, 'logs'),
      identify,
      journal: stores.journal,
      record: (...facts) => stores.journal.append({ facts }),
      clock,
      onUnexpected: (error) => defects.push(error),
    })
  }
  const listen = (ports = { udp: 0, tcp: 0 }) =>
    syslog.join({ network: createLabNetwork({ address: server }), ports })
  const portOf = (carrier: string) =>
    Number(
      syslog
        .state()
        .listening.find((on) => on.startsWith(carrier))
        ?.split(':')[2],
    )

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-syslog-'))
    stores = await openStores({ file: join(folder, 'lab.sqlite'), clock })
    defects.length = 0
    await open()
  })
  afterEach(async () => {
    await syslog.close()
    await stores.close()
    await rm(folder, { recursive: true, force: true })
    expect(defects).toEqual([])
  })

  const send = async (from: string, messages: readonly (string | Uint8Array)[]) => {
    const socket = createSocket('udp4')
    socket.bind({ address: from, port: 0 })
    await once(socket, 'listening')
    const port = portOf('udp')
    for (const message of messages)
      await new Promise<void>((resolve) => {
        socket.send(message, port, server, () => resolve())
      })
    socket.close()
  }
  const dial = async (from: string) => {
    const socket = connect({ host: server, port: portOf('tcp'), localAddress: from })
    await once(socket, 'connect')
    return socket
  }
  const read = (sender: string, more: object = {}) => syslog.read({ sender, last: 10_000, ...more })
  const texts = async (sender: string) => (await read(sender)).map(({ text }) => text)
  const facts = async () =>
    (await stores.journal.read({ after: 0, limit: 1000 })).map((r) => r.fact)

  it('keeps what hosts send by UDP under their names, and strangers under their address', async () => {
    await listen()
    await send(esx, ['<11>1 2026-11-29T10:00:00Z h hostd - - - one', '<13>vpxa: two'])
    await send(stranger, [Uint8Array.of(0xff, 0x1b, 0x5b, 0x00)])
    await vi.waitFor(async () => expect(await texts('esx-01')).toEqual(['one', 'two']))
    expect((await read('esx-01'))[0]).toMatchObject({
      ...{ address: esx, severity: 'error', program: 'hostd', form: 'rfc5424' },
      writtenAt: Date.parse('2026-11-29T10:00:00Z'),
    })
    await vi.waitFor(async () => expect(await texts(stranger)).toEqual(['\ufffd␛[']))
    expect(syslog.state().heard.map(({ sender }) => sender)).toEqual([stranger, 'esx-01'])
    await expect
      .poll(facts)
      .toEqual([{ type: 'syslog.began', host: 'esx-01', address: esx, carrier: 'udp' }])
  })

  it('reads both framings of TCP, and what a sender left unfinished', async () => {
    await listen()
    const socket = await dial(esx)
    socket.write('9 <13>a: 1\n<13>b: 2')
    socket.write('\n<13>c: 3')
    await vi.waitFor(async () => expect(await texts('esx-01')).toEqual(['1', '2']))
    socket.end()
    await vi.waitFor(async () => expect(await texts('esx-01')).toEqual(['1', '2', '3']))
  })

  it('tells of the first line of each boot', async () => {
    await listen()
    await send(esx, ['<13>a: 1', '<13>a: 2'])
    await vi.waitFor(async () => expect(await texts('esx-01')).toHaveLength(2))
    await stores.journal.append({
      facts: [{ type: 'host.rebooted', host: 'esx-01', by: 'operator' }],
    })
    await send(esx, ['<13>a: 3'])
    await expect
      .poll(async () => (await facts()).map(({ type }) => type))
      .toEqual(['syslog.began', 'host.rebooted', 'syslog.began'])
  })

  it('says where lines are missing that the disk did not take, once, and keeps those of others', async () => {
    await listen()
    // Nothing can be written where a folder stands.
    const inTheWay = join(folder, 'logs', 'esx-01.log')
    await mkdir(inTheWay)
    await send(esx, ['<13>a: 1', '<13>a: 2'])
    await vi.waitFor(() => expect(defects).toHaveLength(1))
    await send(esx, ['<13>a: 3'])
    await send(other, ['<13>b: 1'])
    await vi.waitFor(async () => expect(await texts('esx-02')).toEqual(['1']))
    expect(defects.splice(0)).toMatchObject([{ code: 'EISDIR' }])

    await rm(inTheWay, { recursive: true })
    await send(esx, ['<13>a: 4'])
    const gap = '3 messages are missing here: the disk took nothing.'
    await vi.waitFor(async () => expect(await texts('esx-01')).toEqual([gap, '4']))
    await send(esx, ['<13>a: 5'])
    await vi.waitFor(async () => expect(await texts('esx-01')).toEqual([gap, '4', '5']))
  })

  it('follows a log: what is there, then what comes, each line once', async () => {
    await listen()
    await send(esx, ['<13>a: 1', '<11>a: 2'])
    await vi.waitFor(async () => expect(await texts('esx-01')).toHaveLength(2))
    const over = new AbortController()
    const seen: string[] = []
    const following = (async () => {
      const wanted = { sender: 'esx-01', last: 10, severity: 'error' } as const
      for await (const lines of syslog.follow(wanted, over.signal))
        seen.push(...lines.map(({ text }) => text))
    })()
    await expect.poll(() => seen).toEqual(['2'])
    await send(esx, ['<13>a: 3', '<11>a: 4', '<8>a: 5'])
    await expect.poll(() => seen).toEqual(['2', '4', '5'])
    over.abort()
    await following
  })

  it('limits a flood, counts and says what was dropped, and keeps all of another host', async () => {
    await listen()
    const flood = Array.from({ length: allowed.atOnce + 3000 }, (_, at) => `<13>f: ${String(at)}`)
    const socket = await dial(esx)
    socket.write(`${flood.join('\n')}\n`)
    const quiet = Array.from({ length: 50 }, (_, at) => `<13>q: ${String(at)}`)
    await send(other, quiet)
    await vi.waitFor(async () => expect(await texts('esx-02')).toHaveLength(50))
    await vi.waitFor(() => expect(droppedOf('esx-01')).toBeGreaterThan(2000), { timeout: 5000 })
    const kept = await texts('esx-01')
    expect(kept.length).toBeLessThan(allowed.atOnce + 1000)
    // Later, the log itself says that something is missing there.
    await vi.waitFor(
      async () => {
        socket.write('<13>f: later\n')
        expect(await texts('esx-01')).toContainEqual(
          expect.stringMatching(/^\d+ messages were dropped here/),
        )
      },
      { timeout: 5000, interval: 300 },
    )
    const told = (await facts()).filter(({ type }) => type === 'syslog.limited')
    expect(told).toEqual([
      { type: 'syslog.limited', host: 'esx-01', address: esx, perSecond: allowed.perSecond },
    ])
    expect(droppedOf('esx-02')).toBe(0)
    socket.destroy()
  })
  const droppedOf = (sender: string) =>
    syslog.state().heard.find((each) => each.sender === sender)?.dropped ?? 0

  it('keeps so much of a host, the newest, in two files', async () => {
    await listen()
    const socket = await dial(esx)
    const long = 'x'.repeat(4000)
    for (let at = 0; at < 400; at++) socket.write(`<13>f: ${String(at)} ${long}\n`)
    await vi.waitFor(async () => expect((await texts('esx-01')).at(-1)).toMatch(/^399 /))
    socket.destroy()
    const kept = await texts('esx-01')
    expect(kept.length).toBeLessThan(300)
    expect(kept.map((text) => Number.parseInt(text, 10))).toEqual(
      kept.map((_, at) => 400 - kept.length + at),
    )
    const files = await readdir(join(folder, 'logs'))
    const sizes = await Promise.all(files.map((file) => stat(join(folder, 'logs', file))))
    expect(files.toSorted()).toEqual(['esx-01.log', 'esx-01.log.1'])
    expect(Math.max(...sizes.map(({ size }) => size))).toBeLessThan(1.5 * 1024 * 1024)
  })

  it('keeps no more strangers than it says', async () => {
    await listen()
    for (let at = 0; at < 40; at++) await send(`127.164.1.${String(at)}`, ['<13>a: 1'])
    await vi.waitFor(() => expect(syslog.state().heard[0]?.sender).toBe('127.164.1.39'))
    expect(syslog.state().heard).toHaveLength(32)
    expect(await texts('127.164.1.0')).toEqual([])
    expect(await texts('127.164.1.39')).toEqual(['1'])
  })

  it('has the logs of before when it is opened again, but for half a line', async () => {
    await listen()
    await send(esx, ['<13>a: before'])
    await vi.waitFor(async () => expect(await texts('esx-01')).toEqual(['before']))
    await syslog.close()
    await appendFile(join(folder, 'logs', 'esx-01.log'), '{"at":1,"addr')
    await open()
    expect(await texts('esx-01')).toEqual(['before'])
    expect(syslog.state().heard).toMatchObject([{ sender: 'esx-01' }])
    await listen()
    await send(esx, ['<13>a: after'])
    await vi.waitFor(async () => expect(await texts('esx-01')).toEqual(['before', 'after']))
  })

  it('says why it hears nothing where a port is taken, hears by the other, and harms nobody', async () => {
    const holder = createSocket('udp4')
    holder.bind({ address: server, port: 0, exclusive: true })
    await once(holder, 'listening')
    const { port } = holder.address()
    await listen({ udp: port, tcp: 0 })
    expect(syslog.state()).toMatchObject({
      listening: [expect.stringMatching(/^tcp:/)],
      problems: [expect.stringContaining(`UDP port ${String(port)} on ${server} is held`)],
    })
    await expect.poll(facts).toMatchObject([
      {
        type: 'syslog.deaf',
        on: `udp://${server}:${String(port)}`,
        reason: { code: 'net.port-in-use' },
      },
    ])
    holder.close()
  })

  it('lets go of its ports when it leaves a network', async () => {
    const leave = await listen()
    const ports = { udp: portOf('udp'), tcp: portOf('tcp') }
    await dial(esx).then((socket) => socket.on('error', () => undefined))
    await leave()
    expect(syslog.state().listening).toEqual([])
    await listen(ports)
    expect(syslog.state().problems).toEqual([])
  })
})
