import { createHash } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import type { Clock } from '../../src/shared/base/index.ts'
import { bytesFile, createBootFiles, readFile } from '../../src/main/tftp/index.ts'
import { openRawClient } from './raw-client.ts'
import { filesOf, lanes, openWorld, patternedBytes, realClock, until } from './world.ts'

const address = '127.74.0.1'
const client = '127.74.1.1'
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

const read = (world: { host: string; port: number }, name: string, options = {}) =>
  readFile({ ...world, name, localAddress: client, clock: realClock, options })

/** So many reads of `loader` at once, each from an address of its own. */
const startReaders = (world: { host: string; port: number }, count: number) =>
  Array.from({ length: count }, (_, index) =>
    readFile({
      ...world,
      name: 'loader',
      localAddress: `127.74.2.${index + 1}`,
      clock: realClock,
      options: { blksize: 1468, windowsize: 4 },
    }),
  )

describe.each(lanes)('the TFTP server on the %s lane', (lane) => {
  const serving = (contents: Readonly<Record<string, Uint8Array>>, more = {}) =>
    openWorld({ address, files: filesOf(contents), lane, ...more })

  it.each([
    ['in lock step', {}],
    ['in blocks of 1468', { blksize: 1468, tsize: 0 }],
    ['in windows of 16', { blksize: 1468, windowsize: 16 }],
    ['in windows longer than one call sends', { blksize: 1468, windowsize: 64 }],
    ['in windows of small blocks', { blksize: 8, windowsize: 64 }],
    ['in blocks no wire carries whole', { blksize: 65_464, windowsize: 8 }],
  ])('sends a file %s', async (_, options) => {
    const content = patternedBytes(300_003)
    await using world = await serving({ loader: content })
    const got = await read(world, 'loader', options)
    expect(sha(got.bytes)).toBe(sha(content))
    expect(await world.fact('tftp.sent')).toMatchObject({ bytes: 300_003 })
  })

  it('sends files of every size around a block’s', async () => {
    const sizes = [0, 1, 511, 512, 513, 1024]
    const contents = Object.fromEntries(sizes.map((size) => [String(size), patternedBytes(size)]))
    await using world = await serving(contents)
    for (const [name, content] of Object.entries(contents)) {
      expect((await read(world, name)).bytes).toEqual(content)
    }
  })

  it('rolls the block number over past 65535', async () => {
    const content = patternedBytes(8 * 70_000 + 3)
    await using world = await serving({ loader: content })
    const got = await read(world, 'loader', { blksize: 8, windowsize: 64 })
    expect(sha(got.bytes)).toBe(sha(content))
  })

  it('makes the request durable before its first answer leaves', async () => {
    const gate = Promise.withResolvers<void>()
    await using world = await serving(
      { loader: patternedBytes(10) },
      { record: () => gate.promise.then(() => []) },
    )
    await using reader = await openRawClient(client, address)
    await using other = await openRawClient(client, address)
    reader.read('loader', world.port)
    other.read('nothing', world.port)
    other.ack(7, world.port)
    expect((await other.next()).packet).toMatchObject({ kind: 'error', code: 5 })
    expect(reader.left() + other.left()).toBe(0)
    gate.resolve()
    expect((await reader.next()).packet).toMatchObject({ kind: 'data' })
    expect((await other.next()).packet).toMatchObject({ kind: 'error', code: 1 })
  })

  it('begins anew when the client asks for something else from the same port', async () => {
    await using world = await serving({ one: patternedBytes(2000), two: patternedBytes(10) })
    await using raw = await openRawClient(client, address)
    raw.read('one', world.port)
    await raw.next()
    raw.read('two', world.port)
    expect((await raw.next()).packet).toMatchObject({ kind: 'data', bytes: { length: 10 } })
    expect(await world.fact('tftp.failed')).toMatchObject({ file: 'one', cause: 'stopped' })
  })

  it('takes the same request again from the same port for one transfer', async () => {
    await using world = await serving({ loader: patternedBytes(2000) })
    await using raw = await openRawClient(client, address)
    for (let times = 0; times < 3; times += 1) raw.read('loader', world.port, { tsize: '0' })
    const first = await raw.next()
    expect(first.packet.kind).toBe('oack')
    raw.ack(0, first.port)
    for (;;) {
      const { packet, port } = await raw.next()
      expect(port).toBe(first.port)
      if (packet.kind !== 'data') continue
      raw.ack(packet.block, port)
      if (packet.bytes.length < 512) break
    }
    await world.fact('tftp.sent')
    expect(world.all('tftp.requested')).toHaveLength(1)
  })

  it('goes on from the same port when the request comes again long after its answer was lost', async () => {
    await using world = await serving({ loader: patternedBytes(100) })
    await using raw = await openRawClient(client, address)
    raw.read('loader', world.port, { timeout: '3' })
    const first = await raw.next()
    // Longer than a machine that has blocks already is silent before it counts as a new one.
    await sleep(2200)
    raw.read('loader', world.port, { timeout: '3' })
    expect(await raw.next()).toEqual(first)
    raw.ack(0, first.port)
    const last = await raw.next()
    expect(last).toMatchObject({ port: first.port, packet: { kind: 'data', block: 1 } })
    raw.ack(1, first.port)
    await world.fact('tftp.sent')
    expect(world.all('tftp.requested')).toHaveLength(1)
  })

  it('answers a stranger with ERROR 5 and goes on with its client', async () => {
    const content = patternedBytes(2000)
    await using world = await serving({ loader: content })
    await using raw = await openRawClient(client, address)
    await using stranger = await openRawClient('127.74.1.9', address)
    raw.read('loader', world.port)
    const first = await raw.next()
    for (const block of [1, 2, 3, 4]) stranger.ack(block, first.port)
    stranger.send({ kind: 'error', code: 0, message: 'Stop' }, first.port)
    stranger.sendBytes(Uint8Array.of(0), first.port)
    for (let answers = 0; answers < 5; answers += 1) {
      expect(await stranger.next()).toMatchObject({
        port: first.port,
        packet: { kind: 'error', code: 5 },
      })
    }
    expect(stranger.left()).toBe(0)
    raw.ack(1, first.port)
    expect((await raw.next()).packet).toMatchObject({ kind: 'data', block: 2 })
  })

  it('lets nobody else have a transfer’s port', async () => {
    await using world = await serving({ loader: patternedBytes(2000) })
    await using raw = await openRawClient(client, address)
    raw.read('loader', world.port)
    const { port } = await raw.next()
    const intruder = createSocket({ type: 'udp4', reuseAddr: true })
    intruder.bind(port, address)
    const [error]: unknown[] = await once(intruder, 'error')
    expect(error).toMatchObject({ code: 'EADDRINUSE' })
  })

  it('takes no notice of rubbish within a transfer', async () => {
    const content = patternedBytes(1000)
    await using world = await serving({ loader: content })
    await using raw = await openRawClient(client, address)
    raw.read('loader', world.port)
    const { port } = await raw.next()
    for (const bytes of [[], [0], [0, 4], [0, 4, 0], [9, 9, 9, 9], [0, 1, 2, 3], [0, 3, 0, 1]]) {
      raw.sendBytes(Uint8Array.from(bytes), port)
    }
    raw.ack(1, port)
    expect((await raw.next()).packet).toMatchObject({ kind: 'data', block: 2 })
    raw.ack(2, port)
    await world.fact('tftp.sent')
  })

  it('calls an ERROR after the option reply a size probe', async () => {
    await using world = await serving({ loader: patternedBytes(1000) })
    await using raw = await openRawClient(client, address)
    raw.read('loader', world.port, { tsize: '0' })
    const { port } = await raw.next()
    raw.send({ kind: 'error', code: 8, message: 'User aborted the transfer' }, port)
    expect(await world.fact('tftp.probed')).toMatchObject({ size: 1000 })
  })

  it('says what a client gave as its reason to stop', async () => {
    await using world = await serving({ loader: patternedBytes(1000) })
    await using raw = await openRawClient(client, address)
    raw.read('loader', world.port)
    const { port } = await raw.next()
    raw.send({ kind: 'error', code: 3, message: 'Disk full' }, port)
    expect(await world.fact('tftp.failed')).toMatchObject({
      cause: 'clientError',
      message: 'ERROR 3: Disk full',
    })
  })

  it('sends text as netascii', async () => {
    await using world = await serving({ text: Buffer.from('one\ntwo\rthree') })
    await using raw = await openRawClient(client, address)
    raw.read('text', world.port, { tsize: '0' }, 'NetASCII')
    const { packet, port } = await raw.next()
    expect(packet).toEqual({ kind: 'oack', options: [{ name: 'tsize', value: '15' }] })
    raw.ack(0, port)
    expect((await raw.next()).packet).toMatchObject({ bytes: Buffer.from('one\r\ntwo\r\0three') })
    raw.ack(1, port)
  })

  it('ends with an ERROR when its file becomes shorter', async () => {
    const shrinking = {
      ...bytesFile(patternedBytes(8_000_000)),
      read: async () => {
        throw new Error('it became shorter')
      },
    }
    await using world = await serving({}, { files: { open: async () => shrinking } })
    await using raw = await openRawClient(client, address)
    raw.read('loader', world.port)
    expect((await raw.next()).packet).toMatchObject({ kind: 'error', code: 0 })
    expect(await world.fact('tftp.failed')).toMatchObject({ cause: 'readError' })
  })

  it('closes the file that it could not read to know its size as netascii', async () => {
    const closed = Promise.withResolvers<void>()
    const damaged = {
      ...bytesFile(patternedBytes(100)),
      read: () => Promise.reject(new Error('the disk is damaged')),
      close: async () => {
        closed.resolve()
      },
    }
    await using world = await serving({}, { files: { open: async () => damaged } })
    await using raw = await openRawClient(client, address)
    raw.read('text', world.port, {}, 'netascii')
    expect((await raw.next()).packet).toMatchObject({ kind: 'error', code: 0 })
    await closed.promise
  })

  it('ends with an ERROR when its file is written over where it lies', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'headwaiter-tftp-'))
    try {
      const path = join(folder, 'loader')
      await writeFile(path, patternedBytes(300_000))
      const files = createBootFiles({ loaderDirs: [folder], tramp: () => '' })
      await using world = await serving({}, { files })
      await using raw = await openRawClient(client, address)
      raw.read('loader', world.port, { blksize: '1468' })
      let { packet, port } = await raw.next()
      raw.ack(0, port)
      ;({ packet } = await raw.next())
      expect(packet).toMatchObject({ kind: 'data', block: 1 })
      await writeFile(path, new Uint8Array(300_000))
      // What was read of the old one may still come.
      for (let block = 1; packet.kind === 'data' && block < 200; block += 1) {
        raw.ack(block, port)
        ;({ packet, port } = await raw.next())
      }
      expect(packet).toMatchObject({ kind: 'error', code: 0 })
      expect(await world.fact('tftp.failed')).toMatchObject({
        cause: 'readError',
        message: expect.stringContaining('written over'),
      })
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('tells how far a slow transfer is, and no more once its client takes nothing', async () => {
    let words = 0
    const hurried: Clock = {
      ...realClock,
      sleep: (ms, signal) => {
        if (ms < 5000) return realClock.sleep(ms, signal)
        words += 1
        return realClock.sleep(50, signal)
      },
    }
    const content = { loader: patternedBytes(5120) }
    await using world = await serving(content, { clock: hurried })
    await using raw = await openRawClient(client, address)
    raw.read('loader', world.port)
    const { port } = await raw.next()
    const facts = () => world.all('tftp.underWay')
    for (const block of [1, 2]) {
      raw.ack(block, port)
      await raw.next()
      await until(() => facts().length === block)
      expect(facts().at(-1)).toMatchObject({ file: 'loader', bytes: block * 512, size: 5120 })
    }
    const { rate, remaining } = facts().at(-1) ?? expect.fail('no fact')
    expect((rate * remaining) / 1000).toBeCloseTo(5120 - 1024)
    const before = words
    await until(() => words > before + 2)
    raw.send({ kind: 'error', code: 0, message: '' }, port)
    expect(await world.fact('tftp.failed')).toMatchObject({ bytes: 1024 })
    expect(facts()).toHaveLength(2)
  })

  it('shows a transfer’s bytes while it runs', async () => {
    await using world = await serving({ loader: patternedBytes(5120) })
    await using raw = await openRawClient(client, address)
    raw.read('loader', world.port)
    const { port } = await raw.next()
    raw.ack(1, port)
    await raw.next()
    await until(() => world.tftp.transfers()[0]?.bytes === 512)
    expect(world.tftp.transfers()).toMatchObject([{ file: 'loader', bytes: 512, size: 5120 }])
    raw.send({ kind: 'error', code: 0, message: '' }, port)
    await until(() => world.tftp.transfers().length === 0)
  })

  it('serves 200 readers at once, all of them right', async () => {
    const content = patternedBytes(100_000)
    await using world = await serving({ loader: content })
    const readers = startReaders(world, 200)
    const digests = (await Promise.all(readers)).map(({ bytes }) => sha(bytes))
    expect(new Set(digests)).toEqual(new Set([sha(content)]))
    await until(() => world.all('tftp.sent').length === 200)
    expect(world.tftp.transfers()).toEqual([])
  })

  // A reader that gets no processor for a while loses packets, and waits for their repeat: no matter of ours.
  it(
    'gives readers fair shares: when the first is done, nobody has less than half',
    {
      retry: 2,
    },
    async () => {
      const content = patternedBytes(1_000_000)
      await using world = await serving({ loader: content })
      const readers = startReaders(world, 48)
      await Promise.race(readers)
      const shares = world.tftp.transfers().map(({ bytes, size }) => bytes / size)
      expect(shares.length).toBeGreaterThan(24)
      expect(Math.min(...shares)).toBeGreaterThan(0.5)
      expect(await Promise.all(readers)).toHaveLength(48)
    },
  )

  it('hears of another host, and of the plug, while a lone client answers at once', async () => {
    const small = patternedBytes(20_000, 2)
    await using world = await serving({ loader: patternedBytes(4_000_000), small })
    const { host, port } = world
    const workerData = { host, port, name: 'loader' }
    const quick = new Worker(new URL('quick-client.ts', import.meta.url), { workerData })
    await until(() => (world.tftp.transfers()[0]?.bytes ?? 0) > 10_000)
    expect((await read(world, 'small')).bytes).toEqual(small)
    expect(world.tftp.transfers()[0]).toMatchObject({ file: 'loader' })
    await world.tftp.stop()
    expect(await world.fact('tftp.failed')).toMatchObject({ cause: 'unplugged' })
    await once(quick, 'exit')
  })

  it('dies in mid-transfer when it is unplugged, and is back when it is restored', async () => {
    const content = patternedBytes(20_000_000)
    await using world = await serving({ loader: content })
    const reading = readFile({
      ...world,
      name: 'loader',
      localAddress: '127.74.1.2',
      clock: realClock,
      timeouts: [50, 50],
      onProgress: ({ bytes }) => {
        if (bytes === 512 * 100) void world.tftp.stop()
      },
    })
    await expect(reading).rejects.toMatchObject({ code: 'tftp.timeout' })
    expect(await world.fact('tftp.failed')).toMatchObject({ cause: 'unplugged' })
    await world.tftp.start()
    expect(await world.tftp.prove(AbortSignal.timeout(5000))).toHaveLength(2)
  })

  it('proves itself by a reader that is not its own', async () => {
    await using world = await serving({})
    const steps = await world.tftp.prove(AbortSignal.timeout(5000))
    expect(steps[1]).toContain('5632 bytes arrived')
  })

  it('takes ports of a range, and refuses when they are used up', async () => {
    const range = { first: 47_100, last: 47_101 }
    await using world = await serving({ loader: patternedBytes(2000) }, { tftp: { ports: range } })
    await using one = await openRawClient('127.74.1.1', address)
    await using two = await openRawClient('127.74.1.2', address)
    await using three = await openRawClient('127.74.1.3', address)
    one.read('loader', world.port)
    const ports = [(await one.next()).port]
    two.read('loader', world.port)
    ports.push((await two.next()).port)
    expect(ports.toSorted((a, b) => a - b)).toEqual([47_100, 47_101])
    three.read('loader', world.port)
    expect((await three.next()).packet).toMatchObject({ kind: 'error', code: 0 })
    expect(await world.fact('tftp.failed')).toMatchObject({ cause: 'stopped' })
  })
})

describe('the TFTP server', () => {
  it.each([
    ['a file it does not have', 'nothing', 'octet', 1],
    ['a mode nobody uses', 'loader', 'mail', 4],
  ])('refuses %s and says so in a fact', async (_, name, mode, code) => {
    await using world = await openWorld({ address, files: filesOf({ loader: patternedBytes(10) }) })
    await using raw = await openRawClient(client, address)
    raw.read(name, world.port, {}, mode)
    expect(await raw.next()).toMatchObject({ port: world.port, packet: { kind: 'error', code } })
    expect(await world.fact('tftp.refused')).toMatchObject({ file: name, errorCode: code })
  })

  it('answers a request far longer than any, and writes down no more than one has', async () => {
    await using world = await openWorld({ address, files: filesOf({ loader: patternedBytes(10) }) })
    await using raw = await openRawClient(client, address)
    const many = Array.from({ length: 200 }, (_, index) => [`o${String(index)}`, 'x'.repeat(300)])
    raw.read('loader', world.port, { blksize: '1024', ...Object.fromEntries(many) })
    const { packet, port } = await raw.next()
    expect(packet.kind).toBe('oack')
    const { options } = await world.fact('tftp.requested')
    expect(options['blksize']).toBe('1024')
    expect(JSON.stringify(options).length).toBeLessThan(32 * 300)
    raw.ack(0, port)
    await raw.next()
    raw.send({ kind: 'error', code: 0, message: 'x'.repeat(2000) }, port)
    expect((await world.fact('tftp.failed')).message).toHaveLength('ERROR 0: '.length + 255)
  })

  it('refuses to store a file', async () => {
    await using world = await openWorld({ address, files: filesOf({}) })
    await using raw = await openRawClient(client, address)
    raw.send({ kind: 'write', name: 'x', mode: 'octet', options: [] }, world.port)
    expect((await raw.next()).packet).toMatchObject({ kind: 'error', code: 2 })
  })

  it('answers from its own port in single-port mode', async () => {
    const files = filesOf({ loader: patternedBytes(1000) })
    await using world = await openWorld({ address, files, tftp: { ports: 'single' } })
    await using raw = await openRawClient(client, address)
    await using stranger = await openRawClient('127.74.1.9', address)
    raw.read('loader', world.port)
    expect(await raw.next()).toMatchObject({ port: world.port, packet: { kind: 'data', block: 1 } })
    stranger.ack(1, world.port)
    expect((await stranger.next()).packet).toMatchObject({ kind: 'error', code: 5 })
    raw.ack(1, world.port)
    expect(await raw.next()).toMatchObject({ port: world.port, packet: { kind: 'data', block: 2 } })
    raw.ack(2, world.port)
    await world.fact('tftp.sent')
  })

  it('makes facts of bad input, but not a flood of them', async () => {
    await using world = await openWorld({ address, files: filesOf({}) })
    await using raw = await openRawClient(client, address)
    for (let times = 0; times < 200; times += 1)
      raw.sendBytes(Uint8Array.of(0, 9, 1, 2), world.port)
    raw.read('nothing', world.port)
    await raw.next()
    expect(world.all('net.badInput')[0]).toMatchObject({
      component: 'tftp',
      reason: { code: 'tftp.malformed' },
      at: 0,
      size: 4,
    })
    expect(world.all('net.badInput').length).toBeLessThanOrEqual(40)
  })

  it.each([
    ['no mode', '00017800', true],
    ['a mode without an end', '000178006f63746574', true],
    ['no end of its name, and writes', '00027878', true],
    ['another opcode', '00077800', false],
    ['an ERROR’s opcode alone', '0005', false],
  ])('tells the client of a request that has %s: %s (%s)', async (_, hex, told) => {
    await using world = await openWorld({ address, files: filesOf({}) })
    await using raw = await openRawClient(client, address)
    raw.sendBytes(Buffer.from(hex, 'hex'), world.port)
    await world.fact('net.badInput')
    raw.read('nothing', world.port)
    const codes = [(await raw.next()).packet, ...(told ? [(await raw.next()).packet] : [])]
    expect(codes).toMatchObject([...(told ? [{ code: 4 }] : []), { code: 1 }])
  })

  it('serves the next client when a packet meets a defect, and says so in a fact', async () => {
    const stumble = () => {
      throw new TypeError('x is not iterable')
    }
    const from = (host: string) => (host === client ? stumble() : undefined)
    const identify = { byMac: () => 'esx-01', byAddress: from }
    await using world = await openWorld({
      address,
      files: filesOf({ x: patternedBytes(10) }),
      identify,
    })
    await using unlucky = await openRawClient(client, address)
    await using next = await openRawClient('127.74.1.9', address)
    unlucky.read('x', world.port)
    expect(await world.fact('net.badInput')).toMatchObject({
      from: `${client}:${unlucky.port}`,
      reason: { code: 'lab.unexpected', message: 'x is not iterable' },
    })
    next.read('x', world.port)
    expect((await next.next()).packet).toMatchObject({ kind: 'data' })
  })

  it('answers with ERROR 0 who meets a defect on the way to its file, and says so in a fact', async () => {
    const file = {
      ...bytesFile(patternedBytes(10)),
      get size(): number {
        throw new TypeError('x is not iterable')
      },
    }
    await using world = await openWorld({ address, files: { open: async () => file } })
    await using raw = await openRawClient(client, address)
    raw.read('x', world.port)
    expect((await raw.next()).packet).toMatchObject({ kind: 'error', code: 0 })
    expect(await world.fact('tftp.refused')).toMatchObject({
      file: 'x',
      message: 'A defect of this program: x is not iterable',
    })
  })

  it('goes on by Node’s sockets when its native thread is lost', async () => {
    const lost = new URL('data:text/javascript,throw new Error("lost")')
    const files = filesOf({ loader: patternedBytes(3000) })
    await using world = await openWorld({ address, files, laneWorker: lost })
    expect((await read(world, 'loader')).bytes).toHaveLength(3000)
    expect(world.tftp.isNative()).toBe(false)
  })

  it('leaves nothing open when its port is taken', async () => {
    await using world = await openWorld({ address, files: filesOf({}) })
    const taken = openWorld({
      address,
      files: filesOf({}),
      document: () => ({
        ...world.document(),
        network: {
          ...world.document().network,
          ports: { ...world.document().network.ports, tftp: world.port },
        },
      }),
    })
    await expect(taken).rejects.toMatchObject({ code: 'net.port-in-use' })
  })
})
