import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { connect as connectTcp } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { readApiError } from '../../src/shared/contract/index.ts'
import { uploadPiece } from '../../src/shared/contract/upload-piece.ts'
import { serveWebSocket, type ApiRouter, type ControlServer } from '../../src/main/api/index.ts'
import { overWebSocket } from '../../src/renderer/client/websocket.ts'
import { describeTransport, nonsense, type Client, type Connection } from './conformance.ts'
import { createRig, type Rig } from './rig.ts'

const host = '127.75.0.1'
const token = 'a-token-of-the-test'

const socketUrl = ({ port }: ControlServer, query = `?token=${token}`): string =>
  `ws://${host}:${port}/api${query}`

const connect = async (router: ApiRouter): Promise<Connection> => {
  const server = await serveWebSocket({ router, host, port: 0, token })
  const { client } = await overWebSocket(socketUrl(server))(new AbortController().signal)
  return { client, close: () => server.close() }
}

describeTransport('API over a WebSocket', connect)

/** Resolves when the count is above 0 and stands still for many turns of the event loop. */
const settled = async (count: () => number): Promise<void> => {
  let before = 0
  for (;;) {
    for (let turn = 0; turn < 2000; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve))
    }
    const now = count()
    if (now > 0 && now === before) return
    before = now
  }
}

type Answer = {
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

describe('serveWebSocket', () => {
  let rig: Rig
  let folder: string
  let server: ControlServer
  beforeAll(async () => {
    rig = await createRig()
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-static-'))
    await mkdir(join(folder, 'site', 'assets'), { recursive: true })
    await writeFile(join(folder, 'secret.txt'), 'secret')
    await writeFile(join(folder, 'site', 'index.html'), '<title>Headwaiter</title>')
    await writeFile(join(folder, 'site', 'assets', 'main-1a2b.js'), 'export {}')
    const staticDir = join(folder, 'site')
    server = await serveWebSocket({ router: rig.router, host, port: 0, token, staticDir })
  })
  afterAll(async () => {
    await server.close()
    await rm(folder, { recursive: true })
  })

  const get = (
    path: string,
    { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const sent = request({ host, port: server.port, path, method, headers }, (response) => {
        const { statusCode: status } = response
        text(response)
          .then((body) => resolve({ status, headers: response.headers, body }))
          .catch(reject)
      })
      sent.on('error', reject)
      sent.end()
    })

  /** The status line's code that an upgrade meets: 101 when it is let in. */
  const upgrade = (url: string, headers: Record<string, string> = {}): Promise<number> =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(url, { headers })
      socket.on('open', () => {
        socket.terminate()
        resolve(101)
      })
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
      socket.on('error', reject)
    })

  it('shows how far a lab is that is still being opened, and then the screen', async () => {
    const lab = Promise.withResolvers<typeof rig.router>()
    let opening: { done: number; total: number } | undefined
    const early = await serveWebSocket({
      router: lab.promise,
      opening: () => opening,
      ...{ host, port: 0, token, staticDir: join(folder, 'site') },
    })
    const page = async () => (await fetch(early.url)).text()
    expect(await page()).toContain('being opened')
    opening = { done: 250, total: 1000 }
    expect(await page()).toMatch(/http-equiv="refresh"[^]* 25 %/)
    const way = `ws://${host}:${early.port}/api?token=${token}`
    expect(await upgrade(way)).toBe(503)
    lab.resolve(rig.router)
    await expect.poll(page).toBe('<title>Headwaiter</title>')
    expect(await upgrade(way)).toBe(101)
    await early.close()
    await early.close()
  })

  it('serves the built screen with its media types', async () => {
    const page = await get('/?token=whatever')
    expect(page).toMatchObject({ status: 200, body: '<title>Headwaiter</title>' })
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
    })
    const script = await get('/assets/main-1a2b.js')
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(script.headers['cache-control']).toContain('immutable')
  })

  it('sends the security headers with every answer', async () => {
    for (const path of ['/', '/missing']) {
      const { headers } = await get(path)
      expect(headers['content-security-policy']).toContain("default-src 'none'")
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
      })
    }
  })

  it.each(['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '//secret.txt', '/assets'])(
    'gives nothing outside of the built screen for %s',
    async (path) => {
      const answer = await get(path)
      expect(answer.status).toBe(404)
      expect(answer.body).not.toContain('secret')
    },
  )

  it.each(['evil.example', `evil.example:1`, `${host}:1`])(
    'refuses a request for the host "%s"',
    async (name) => {
      expect((await get('/', { headers: { host: name } })).status).toBe(403)
    },
  )

  it('refuses what is not a GET', async () => {
    expect((await get('/', { method: 'POST' })).status).toBe(405)
    const { length } = (await get('/')).body
    expect(await get('/', { method: 'HEAD' })).toMatchObject({
      status: 200,
      body: '',
      headers: { 'content-length': String(length) },
    })
  })

  it('answers one request of a connection at a time, and cuts one that asks ahead', async () => {
    const one = `GET /assets/main-1a2b.js HTTP/1.1\r\nHost: ${host}:${server.port}\r\n\r\n`
    const socket = connectTcp(server.port, host)
    socket.on('error', () => undefined)
    const heard = text(socket).catch(() => '')
    socket.write(one)
    await once(socket, 'data')
    socket.write(one.repeat(1000))
    const answers = (await heard).match(/HTTP\/1.1 200/g) ?? []
    expect(answers.length).toBeLessThanOrEqual(2)
  })

  describe('takes a piece of an upload by HTTP', () => {
    const by = (headers: Readonly<Record<string, string>>): Client =>
      createORPCClient(new RPCLink({ url: `http://${host}:${server.port}/api`, headers }))
    const authorization = `Bearer ${token}`
    const piece = (size = 3) => ({
      upload: '4c4c4544-0031-4810-8052-b4c04f4d3031',
      ...{ file: 0, offset: 0, bytes: new Blob([new Uint8Array(size)]) },
    })

    it('with the token, from its own page', async () => {
      const before = rig.asked.length
      const origin = `http://${host}:${server.port}`
      await by({ authorization, origin }).imports.putUpload(piece())
      expect(rig.asked.slice(before)).toEqual(['put 0 0 \0\0\0'])
    })

    it.each([
      ['without the token', {}, 401],
      ['with a wrong one', { authorization: 'Bearer wrong' }, 401],
      ['from a foreign page', { authorization, origin: 'https://evil.example' }, 403],
    ])('not %s', async (_, headers: Record<string, string>, status) => {
      const before = rig.asked.length
      await expect(by(headers).imports.putUpload(piece())).rejects.toMatchObject({ status })
      expect(rig.asked.slice(before)).toEqual([])
    })

    it('none that is larger than a piece, and no other call', async () => {
      const before = rig.asked.length
      const client = by({ authorization })
      await expect(client.imports.putUpload(piece(uploadPiece + 1))).rejects.toThrow()
      await expect(client.imports.putUpload(piece(40_000_000))).rejects.toThrow()
      await expect(client.lab.state()).rejects.toMatchObject({ status: 405 })
      expect(rig.asked.slice(before)).toEqual([])
    })
  })

  it('lets a socket in with the token', async () => {
    expect(await upgrade(socketUrl(server))).toBe(101)
    const origin = `http://${host}:${server.port}`
    expect(await upgrade(socketUrl(server), { origin })).toBe(101)
  })

  it.each([
    ['no token', '', {}, 401],
    ['a wrong token', '?token=wrong', {}, 401],
    ['a foreign origin', `?token=${token}`, { origin: 'https://evil.example' }, 403],
    ['the null origin', `?token=${token}`, { origin: 'null' }, 403],
    ['a foreign host', `?token=${token}`, { host: 'evil.example' }, 403],
  ])('keeps a socket out with %s', async (_, query, headers: Record<string, string>, status) => {
    expect(await upgrade(socketUrl(server, query), headers)).toBe(status)
  })

  it('knows one place for sockets', async () => {
    expect(await upgrade(`ws://${host}:${server.port}/other?token=${token}`)).toBe(404)
  })

  it('lives on when a client sends nonsense', async () => {
    await new Promise<void>((resolve) => {
      const raw = connectTcp(server.port, host, () => raw.end('\0\0not http\r\n\r\n'))
      raw.on('error', () => {})
      raw.on('close', () => resolve())
      raw.resume()
    })
    expect((await get('/')).status).toBe(200)
  })

  /** Sends one message; what comes of it is the answer, or the code the socket is closed with. */
  const say = (message: string | Buffer): Promise<string | number> =>
    new Promise((resolve) => {
      const socket = new WebSocket(socketUrl(server))
      socket.on('open', () => socket.send(message))
      socket.on('message', (data) => {
        resolve(Buffer.isBuffer(data) ? data.toString() : '')
        socket.terminate()
      })
      socket.on('close', (code) => resolve(code))
    })

  it.each(nonsense)('closes a socket that says %s', async (_, message) => {
    expect(await say(message)).toBe(1007)
    expect((await get('/')).status).toBe(200)
  })

  it('says that it knows no such procedure', async () => {
    expect(await say('{"i":"1","p":{"u":"/no/such/procedure"}}')).toContain('"s":404')
  })

  it('says when the port is taken', async () => {
    const second = serveWebSocket({ router: rig.router, host, port: server.port, token })
    await expect(second).rejects.toMatchObject({ code: 'net.port-in-use' })
  })

  it('listens on loopback alone', async () => {
    const open = serveWebSocket({ router: rig.router, host: '0.0.0.0', port: 0, token })
    await expect(open).rejects.toThrow('loopback')
  })

  it.each([
    ['stops feeding a reader that does not read', 1, 'follow', { after: 0 }],
    ['asks the lab nothing more for one that asks and does not read', 3000, 'read', {}],
  ])('%s', async (_, questions, call, json) => {
    let asked = 0
    const slow = await createRig()
    const many = Array.from({ length: 1000 }, (__, i) => ({
      seq: i + 1,
      at: 0,
      fact: { type: 'lab.opened', name: 'x'.repeat(1000), version: i } as const,
    }))
    const endless = await createRig({
      journal: {
        ...slow.stores.journal,
        last: () => 1_000_000,
        read: ({ after }) => {
          asked += 1
          return Promise.resolve(many.map((fact) => ({ ...fact, seq: fact.seq + after })))
        },
      },
    })
    const own = await serveWebSocket({ router: endless.router, host, port: 0, token })
    const socket = new WebSocket(socketUrl(own))
    await new Promise((resolve) => socket.once('open', resolve))
    socket.pause()
    for (let i = 0; i < questions; i += 1)
      socket.send(JSON.stringify({ i: String(i), p: { u: `/journal/${call}`, b: { json } } }))
    // Each answer is a megabyte; the kernel's buffers hold a few.
    await settled(() => asked)
    expect(asked).toBeLessThan(100)
    socket.terminate()
    await own.close()
  })

  it('answers all that one asks who reads, however much at once', async () => {
    const { client } = await overWebSocket(socketUrl(server))(new AbortController().signal)
    const streams = await Promise.all(
      Array.from({ length: 200 }, () => client.journal.follow({ after: 0 })),
    )
    const states = await Promise.all(Array.from({ length: 2000 }, () => client.plug.state()))
    expect(states).toHaveLength(2000)
    for (const stream of streams) await stream.return?.()
  })

  it('feeds so many streams of one client at a time, and one more when one has ended', async () => {
    const { client } = await overWebSocket(socketUrl(server))(new AbortController().signal)
    const begin = () => client.journal.follow({ after: 0 })
    const begun = await Promise.allSettled(Array.from({ length: 300 }, begin))
    const streams = begun.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
    const refused = begun.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
    expect(streams).toHaveLength(256)
    expect(refused.map((error) => readApiError(error).code)).toEqual(
      refused.map(() => 'api.too-many-streams'),
    )
    expect(await client.plug.state()).toHaveProperty('dhcp')
    // Nobody says when the server has heard of it.
    await streams[0]?.return?.()
    await expect.poll(() => begin().then(() => 'begun', String)).toBe('begun')
  })
})
