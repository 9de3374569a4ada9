import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { bytesFile } from '../../src/main/tftp/index.ts'
import { badInputLimit } from '../../src/main/limiter.ts'
import { openLabCa } from '../../src/main/waiter/index.ts'
import { rawRequest, startLab, temporaryStore } from './lab.ts'

const tramp = 'GET /vmw/rbd/tramp HTTP/1.1\r\nHost: w\r\n\r\n'
const MiB = 1024 * 1024

let scratch: Awaited<ReturnType<typeof temporaryStore>>
let big: { sha256: string }
let small: { sha256: string }
let lab: Awaited<ReturnType<typeof startLab>>
const sockets: Socket[] = []

beforeAll(async () => {
  scratch = await temporaryStore()
  big = await scratch.store.add(Buffer.alloc(32 * MiB, 'b'))
  small = await scratch.store.add(Buffer.from('small'))
})
afterAll(() => scratch.remove())
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await lab.stop()
})

const start = async (more: Partial<Parameters<typeof startLab>[0]> = {}) => {
  lab = await startLab({ subnet: '127.87', images: scratch.store, imageProfiles: [], ...more })
}
const cached = ({ sha256 }: { sha256: string }) => `/vmw/cache/${sha256}/file`
const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: w\r\n\r\n`

/** A connection that takes nothing of what it is sent. */
const idle = async (bytes: string, url = lab.url): Promise<Socket> => {
  const { port, hostname } = new URL(url)
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true })
  sockets.push(socket)
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.write(bytes)
  return socket
}
const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => socket.once('close', () => resolve()))
const trampIsServed = async () =>
  expect(await (await fetch(`${lab.url}/vmw/rbd/tramp`)).text()).toContain('#!ipxe')

describe('requests on one connection', () => {
  it('are answered in their order when their answers are taken', async () => {
    await start()
    const requests = Array.from({ length: 90 }, () => tramp).join('')
    const last = 'GET /nowhere HTTP/1.1\r\nHost: w\r\nConnection: close\r\n\r\n'
    const answer = await rawRequest(lab.url, requests + last)
    const statuses = [...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)
    expect(statuses).toEqual([...Array.from({ length: 90 }, () => '200'), '404'])
  })

  it('take one place in the line, however many they are', async () => {
    await start({ limits: { transfers: 2, line: 20 } })
    await idle(get(cached(big)).repeat(20))
    expect((await fetch(lab.url + cached(small))).status).toBe(200)
    expect(lab.factsOf('waiter.refused')).toEqual([])
  })

  it('are cut off when they come without end and nothing is taken', async () => {
    await start()
    const socket = await idle(get(cached(big)).repeat(1000))
    await closed(socket)
    await expect
      .poll(() => lab.factsOf('waiter.refused'))
      .toMatchObject([{ reason: { code: 'waiter.busy' } }])
    await trampIsServed()
  })

  it('are answered whole before what comes behind them and is none is refused', async () => {
    await start()
    const answer = await rawRequest(lab.url, `${get(cached(big))}${tramp}rubbish\r\n\r\n`)
    const body = answer.indexOf('\r\n\r\n') + 4
    expect(answer.slice(body, body + 32 * MiB) === 'b'.repeat(32 * MiB)).toBe(true)
    const statuses = [...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)
    expect(statuses).toEqual(['200', '200', '400'])
    expect(lab.factsOf('net.badInput')).toHaveLength(1)
  })

  it('end with the one that closes the connection (RFC 9112 section 9.6)', async () => {
    await start()
    const last = 'GET /vmw/rbd/tramp HTTP/1.1\r\nHost: w\r\nConnection: close\r\n\r\n'
    const answer = await rawRequest(lab.url, last + tramp)
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
    expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1)
  })

  it('leave nothing behind when their connection is lost in the middle', async () => {
    await start({ limits: { transfers: 1, line: 60_000 } })
    const socket = await idle(get(cached(big)).repeat(5))
    await once(socket, 'readable')
    socket.resetAndDestroy()
    expect((await fetch(lab.url + cached(small))).status).toBe(200)
  })
})

describe('a client that closes its own end once it has asked', () => {
  /** All answers to two files and a script, as they come when the asking end is closed. */
  const answers = async (socket: Socket) => {
    socket.end(get(cached(big)).repeat(2) + tramp)
    let taken = 0
    let last = ''
    for await (const chunk of socket) {
      taken += (chunk as Buffer).length
      last = (chunk as Buffer).toString('latin1')
    }
    expect(taken).toBeGreaterThan(64 * MiB)
    expect(last).toContain('#!ipxe')
    await expect.poll(() => lab.factsOf('waiter.fileServed')).toHaveLength(2)
  }

  it('gets every answer, and the connection is closed after the last (RFC 9293 section 3.6)', async () => {
    await start()
    await answers(await idle(''))
  })

  it('gets every answer by TLS as well (RFC 8446 section 6.1)', async () => {
    const clock = { now: () => Date.now(), sleep: () => Promise.resolve() }
    const ca = await openLabCa({ folder: join(scratch.dir, 'ca'), clock })
    await start({ tls: { ca, port: 0 } })
    const socket = connectTls({
      ...{ socket: await idle('', `http://${lab.on[1]}`), host: '127.87.0.1' },
      ca: await readFile(join(scratch.dir, 'ca/lab-ca.pem')),
    })
    await once(socket, 'secureConnect')
    await answers(socket)
  })
})

describe('a client that is one too many', () => {
  it('is noted, but a flood of them is not, and the others are served', async () => {
    await start({ limits: { connections: 2, idle: 60_000 } })
    const [first] = [await idle(''), await idle('')]
    for (let times = 0; times < 50; times += 1) expect(await rawRequest(lab.url, tramp)).toBe('')
    const noted = lab.factsOf('waiter.turnedAway')
    expect(noted[0]).toMatchObject({
      client: expect.stringMatching(/^127\.\d+\.\d+\.\d+:\d+$/),
      open: 2,
      held: 0,
    })
    expect(noted.length).toBeLessThan(50)
    first?.write(tramp)
    expect(String(await once(first, 'data'))).toContain('#!ipxe')
  })
})

describe('a client that takes nothing', () => {
  it('of a boot loader is given up', async () => {
    const open = () => Promise.resolve(bytesFile(Buffer.alloc(32 * MiB, 'l')))
    const loaders = { files: { open }, names: () => Promise.resolve([]) }
    await start({ loaders, limits: { stall: 200 } })
    await idle(get('/vmw/loader/snponly.efi'))
    const cut = { file: 'snponly.efi', cause: 'timeout', of: 32 * MiB }
    await expect.poll(() => lab.factsOf('waiter.fileCut')).toMatchObject([cut])
  })

  it('and closes nothing after it was refused is cut off', async () => {
    await start()
    const socket = await idle('rubbish\r\n\r\n')
    const [answer] = (await once(socket, 'data')) as [Buffer]
    expect(answer.toString()).toContain(' 400 ')
    const gone = closed(socket)
    // What it says now is answered by a reset alone.
    const knock = setInterval(() => socket.write('more\r\n'), 100)
    await gone
    clearInterval(knock)
    expect(lab.factsOf('net.badInput')).toHaveLength(1)
  })

  it('and says nothing on the TLS port is cut off', async () => {
    const clock = { now: () => Date.now(), sleep: () => Promise.resolve() }
    const ca = await openLabCa({ folder: join(scratch.dir, 'ca'), clock })
    await start({ tls: { ca, port: 0 }, limits: { head: 200 } })
    const socket = await idle('', `http://${lab.on[1]}`)
    socket.resume()
    await once(socket, 'end')
  })
})

describe('a request that is none', () => {
  it.each([
    ['names no host', 'GET /vmw/rbd/tramp HTTP/1.1\r\n\r\n'],
    ['names two hosts', 'GET /vmw/rbd/tramp HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'],
    ['names what is no host', 'GET /vmw/rbd/tramp HTTP/1.1\r\nHost: a/b c\r\n\r\n'],
    [
      'has two lengths',
      'POST /x HTTP/1.1\r\nHost: w\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    ],
    [
      'has a length and chunks',
      'POST /x HTTP/1.1\r\nHost: w\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['hides its chunks', 'POST /x HTTP/1.1\r\nHost: w\r\nTransfer-Encoding: xchunked\r\n\r\n'],
    ['has a space before a colon', 'GET / HTTP/1.1\r\nHost : w\r\n\r\n'],
    ['folds a field', 'GET / HTTP/1.1\r\nHost: w\r\nX: a\r\n b\r\n\r\n'],
    ['has a NUL in a field', 'GET / HTTP/1.1\r\nHost: w\r\nX: a\0b\r\n\r\n'],
    ['has a NUL in its target', 'GET /vmw/rbd/tr\0amp HTTP/1.1\r\nHost: w\r\n\r\n'],
    ['ends its lines with LF alone', 'GET / HTTP/1.1\nHost: w\n\n'],
  ])('is refused with 400 when it %s, and noted', async (_, bytes) => {
    await start({ limits: { idle: 100 } })
    expect(await rawRequest(lab.url, bytes)).toMatch(/^HTTP\/1\.1 400 /)
    const noted = () => [...lab.factsOf('net.badInput'), ...lab.factsOf('waiter.refused')]
    await expect
      .poll(() => noted().map(({ reason }) => reason.code))
      .toContain('waiter.bad-request')
    await trampIsServed()
  })

  it.each(['2.0', '0.9'])('is refused with 505 when it is of HTTP/%s', async (version) => {
    await start({ limits: { idle: 100 } })
    const asked = `GET /vmw/rbd/tramp HTTP/${version}\r\nHost: w\r\n\r\n`
    expect(await rawRequest(lab.url, asked)).toMatch(/^HTTP\/1\.1 505 /)
    await trampIsServed()
  })

  it('is none of a path, and is told what may be asked at all', async () => {
    await start({ limits: { idle: 100 } })
    const answer = await rawRequest(lab.url, 'OPTIONS * HTTP/1.1\r\nHost: w\r\n\r\n')
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
    expect(answer).toMatch(/\r\nallow: GET, HEAD, POST, OPTIONS\r\n/i)
    expect(answer).toMatch(/\r\ncontent-length: 0\r\n/i)
    expect(await rawRequest(lab.url, 'GET * HTTP/1.1\r\nHost: w\r\n\r\n')).not.toContain(' 200 ')
  })

  it('is one for / when it is a URL without a path (RFC 9110 section 4.2.3)', async () => {
    await start({ limits: { idle: 100 } })
    const answer = await rawRequest(lab.url, 'GET http://w HTTP/1.1\r\nHost: w\r\n\r\n')
    expect(answer).toContain('"message":"There is no / here."')
  })

  it('is noted, but a flood of them is not', async () => {
    await start()
    const began = performance.now()
    for (let times = 0; times < 10; times += 1)
      await Promise.all(Array.from({ length: 20 }, () => rawRequest(lab.url, 'rubbish\r\n\r\n')))
    // In each second of the clock that they came in, the first and the last cut short.
    const seconds = Math.ceil((performance.now() - began) / 1000) + 1
    const noted = lab.factsOf('net.badInput').length
    expect(noted).toBeGreaterThanOrEqual(badInputLimit)
    expect(noted).toBeLessThanOrEqual(Math.min(seconds * badInputLimit, 199))
    await trampIsServed()
  })

  it('is a report without end, and its connection is lost meanwhile', async () => {
    await start({ limits: { head: 300 } })
    const head =
      'POST /vmw/rbd/host/a/report HTTP/1.1\r\nHost: w\r\nTransfer-Encoding: chunked\r\n\r\n'
    const answer = await rawRequest(lab.url, `${head}ffffff\r\n${'x'.repeat(200_000)}`)
    expect(answer).toContain(' 400 ')
    await expect.poll(() => lab.factsOf('waiter.refused')).toHaveLength(1)
    await trampIsServed()
  })
})
