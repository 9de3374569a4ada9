import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openLabCa } from '../../src/main/waiter/index.ts'
import { crowd } from '../fixtures/crowd.ts'
import { startLab, temporaryStore } from './lab.ts'

const MiB = 1024 * 1024
const greedy = '127.186.0.66'
const host = '127.186.0.100'
const tramp = 'GET /vmw/rbd/tramp HTTP/1.1\r\nHost: w\r\n\r\n'
const half = 'GET /vmw/rbd/tramp HTTP/1.1\r\nHo'

let scratch: Awaited<ReturnType<typeof temporaryStore>>
let big: string
let lab: Awaited<ReturnType<typeof startLab>>
const sockets: Socket[] = []

beforeAll(async () => {
  scratch = await temporaryStore()
  const { sha256 } = await scratch.store.add(Buffer.alloc(32 * MiB, 'b'))
  big = `GET /vmw/cache/${sha256}/file HTTP/1.1\r\nHost: w\r\n\r\n`
})
afterAll(() => scratch.remove())
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await lab.stop()
})

const start = async (more: Partial<Parameters<typeof startLab>[0]> = {}) => {
  lab = await startLab({ subnet: '127.186', images: scratch.store, imageProfiles: [], ...more })
}

/** A connection from an address that says this, and takes nothing. */
const open = async (localAddress: string, bytes: string, url = lab.url): Promise<Socket> => {
  const { port, hostname } = new URL(url)
  const socket = connect({ port: Number(port), host: hostname, localAddress })
  sockets.push(socket)
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.write(bytes)
  return socket
}
const closed = (socket: Socket): Promise<string> =>
  new Promise((resolve) => socket.once('close', () => resolve('')))
const answerTo = async (localAddress: string, bytes: string): Promise<string> => {
  const socket = await open(localAddress, bytes)
  const answer = await Promise.race([once(socket, 'data'), closed(socket)])
  return String(answer).slice(0, 15)
}
const served = async (bytes = tramp, from = host) =>
  expect(await answerTo(from, bytes)).toBe('HTTP/1.1 200 OK')

describe('a machine that takes every connection', () => {
  it('by asking half a question again and again keeps no host out', async () => {
    await start()
    const { port, hostname } = new URL(lab.url)
    const leave = await crowd(1_200, { port: Number(port), host: hostname, from: greedy })
    for (let boot = 0; boot < 20; boot += 1) await served()
    leave()
    expect(lab.factsOf('net.crowded')).not.toEqual([])
    const turnedAway = lab.factsOf('waiter.turnedAway').map(({ client }) => client.split(':')[0])
    expect(turnedAway).not.toContain(host)
  })

  it('keeps out nobody at its own address either, be it a proxy of many', async () => {
    await start({ limits: { connections: 20 } })
    await Promise.all(Array.from({ length: 20 }, () => open(greedy, half)))
    await new Promise((resolve) => setTimeout(resolve, 250))
    for (let boot = 0; boot < 20; boot += 1) await served(tramp, greedy)
  })

  it('by asking and taking nothing keeps no host out, and its body is cut for that', async () => {
    await start({ limits: { connections: 20, transfers: 4 } })
    await Promise.all(Array.from({ length: 20 }, () => open(greedy, big.repeat(50))))
    await new Promise((resolve) => setTimeout(resolve, 3_500))
    await served()
    await served(big)
    const [cut] = lab.factsOf('waiter.fileCut')
    expect(cut).toMatchObject({ client: expect.stringContaining(greedy), cause: 'timeout' })
  })

  it('by connections that it is done with keeps no host out', async () => {
    await start({ limits: { connections: 20, idle: 60_000 } })
    await Promise.all(Array.from({ length: 20 }, () => served(tramp, greedy)))
    await served()
    const [crowded] = lab.factsOf('net.crowded')
    expect(crowded).toMatchObject({ client: expect.stringContaining(greedy), open: 20, held: 0 })
  })

  it('by saying nothing to TLS keeps no host out', async () => {
    const clock = { now: () => Date.now(), sleep: () => Promise.resolve() }
    const ca = await openLabCa({ folder: join(scratch.dir, 'ca'), clock })
    await start({ tls: { ca, port: 0 }, limits: { connections: 20 } })
    const url = `https://${lab.on[1]}`
    await Promise.all(Array.from({ length: 20 }, () => open(greedy, '', url)))
    for (let boot = 0; boot < 5; boot += 1) {
      const socket = connectTls({
        ...{ socket: await open(host, '', url), host: '127.186.0.1' },
        ca: await readFile(join(scratch.dir, 'ca/lab-ca.pem')),
      })
      socket.write(tramp)
      const [answer] = await once(socket, 'data')
      expect(String(answer)).toContain('HTTP/1.1 200 OK')
      const gone = closed(socket)
      socket.end()
      await gone
    }
    // Each left its seat to the next.
    expect(lab.factsOf('net.crowded')).toHaveLength(1)
  })

  it('keeps what it has only just asked for', async () => {
    await start({ limits: { connections: 4 } })
    const reading = await Promise.all(Array.from({ length: 4 }, () => open(greedy, big)))
    await Promise.all(reading.map((socket) => once(socket, 'readable')))
    expect(await answerTo(host, tramp)).toBe('')
    expect(lab.factsOf('waiter.turnedAway')).toHaveLength(1)
    expect(lab.factsOf('waiter.fileCut')).toEqual([])
  })
})
