import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { request } from 'node:https'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import { setTimeout as sleep } from 'node:timers/promises'
import forge from 'node-forge'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ImageProfile } from '../../src/shared/document/schema.ts'
import { createBootFiles } from '../../src/main/tftp/index.ts'
import { openLabCa } from '../../src/main/waiter/index.ts'
import { macOf, rawRequest, smallImage, startLab, temporaryStore } from './lab.ts'

let scratch: Awaited<ReturnType<typeof temporaryStore>>
let profile: ImageProfile
let big: { sha256: string; size: number }
let lab: Awaited<ReturnType<typeof startLab>>
const sockets: Socket[] = []

beforeAll(async () => {
  scratch = await temporaryStore()
  profile = await smallImage(scratch.store)
  big = await scratch.store.add(Buffer.alloc(48 * 1024 * 1024, 'b'))
})
afterAll(() => scratch.remove())
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await lab.stop()
})

const start = async (more: Partial<Parameters<typeof startLab>[0]> = {}) => {
  lab = await startLab({
    subnet: '127.83',
    images: scratch.store,
    imageProfiles: [profile],
    ...more,
  })
}
const bigPath = () => `/vmw/cache/${big.sha256}/big`
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(lab.url + path, { headers })

/** A client that asks for the big file, or another, and takes nothing of it. */
const idleReader = async (path = bigPath()) => {
  const { port, hostname } = new URL(lab.url)
  const socket = connect(Number(port), hostname)
  sockets.push(socket)
  socket.on('error', () => {})
  socket.write(`GET ${path} HTTP/1.1\r\nHost: w\r\n\r\n`)
  await once(socket, 'readable')
  return socket
}

describe('the waiter’s files', () => {
  it('come in parts, with the right bytes under the right headers', async () => {
    await start()
    const { sha256, name } = profile.kernel
    const path = `/vmw/cache/${sha256}/${name}`
    const bytes = await scratch.store.read(sha256)
    const part = await get(path, { range: 'bytes=5-14' })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-range')).toBe('bytes 5-14/300000')
    expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(5, 15))
    const beyond = await get(path, { range: 'bytes=300000-' })
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */300000'])
    const known = await get(path, { 'if-none-match': part.headers.get('etag') ?? '' })
    expect([known.status, known.headers.get('cache-control')]).toEqual([
      304,
      'public, max-age=31536000, immutable',
    ])
    await expect
      .poll(() => lab.factsOf('waiter.fileServed'))
      .toMatchObject([{ from: 5, bytes: 10 }])
  })

  it('count as served when a host resumes where it was cut', async () => {
    await start()
    await fetch(`${lab.url}/vmw/rbd/host-register?mac=${macOf(1)}`)
    for (const { sha256, name, size } of [profile.kernel, ...profile.modules]) {
      const path = `/vmw/cache/${sha256}/${name}`
      if (size > 0) await (await get(path, { range: 'bytes=0-99' })).arrayBuffer()
      await (await get(path, { range: 'bytes=100-' })).arrayBuffer()
    }
    await expect.poll(() => lab.factsOf('waiter.imageServed')).toHaveLength(1)
  })

  it('are cut when a loader is written over where it lies, and never told by its old digest', async () => {
    const path = join(scratch.dir, 'big.efi')
    await writeFile(path, Buffer.alloc(48 * 1024 * 1024, 'a'))
    const files = createBootFiles({ loaderDirs: [scratch.dir], tramp: () => '#!ipxe' })
    await start({ loaders: { files, names: () => Promise.resolve(['big.efi']) } })
    const reader = await idleReader('/vmw/loader/big.efi')
    await writeFile(path, 'b', { flag: 'r+' })
    reader.resume()
    await once(reader, 'close')
    await expect
      .poll(() => lab.factsOf('waiter.fileCut'))
      .toMatchObject([{ file: 'big.efi', cause: 'readError' }])
    expect(lab.factsOf('waiter.fileServed')).toEqual([])
  })

  it('are refused with 503 and Retry-After past the limit, and served again below it', async () => {
    await start({ limits: { transfers: 2, line: 20 } })
    const readers = [await idleReader(), await idleReader()]
    const busy = await get(bigPath())
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await busy.json()).toMatchObject({ code: 'waiter.busy' })
    for (const reader of readers) reader.destroy()
    await expect.poll(async () => (await get(bigPath())).status).toBe(200)
    expect(lab.factsOf('waiter.fileCut')[0]).toMatchObject({ cause: 'clientGone' })
  })

  it('wait in line for a moment, and are served when it is their turn', async () => {
    await start({ limits: { transfers: 1, line: 60_000 } })
    const reader = await idleReader()
    const next = get(bigPath())
    reader.destroy()
    expect((await next).status).toBe(200)
    expect(lab.factsOf('waiter.refused')).toEqual([])
  })

  it('are cut when the client takes nothing for too long', async () => {
    await start({ limits: { stall: 200 } })
    await idleReader()
    await expect
      .poll(() => lab.factsOf('waiter.fileCut'))
      .toMatchObject([{ cause: 'timeout', file: 'big' }])
  })

  it('are told of while a slow client takes them, and no more once its host has booted again', async () => {
    const kernel = { ...profile.kernel, ...big, name: 'big' }
    await start({ imageProfiles: [{ ...profile, kernel }], limits: { tell: 50, stall: 1000 } })
    const register = () => fetch(`${lab.url}/vmw/rbd/host-register?mac=${macOf(1)}`)
    await register()
    const reader = await idleReader()
    const told = () => lab.factsOf('waiter.fileUnderWay')
    /** Reads so many MiB in a second. */
    const take = async (mebibytes: number) => {
      for (let taken = 0; taken < mebibytes * 1024 * 1024;) {
        const piece: unknown = reader.read()
        if (piece instanceof Buffer) {
          taken += piece.length
          await sleep((1000 * piece.length) / (mebibytes * 1024 * 1024))
        } else await once(reader, 'readable')
      }
    }
    await take(16)
    const [first, ...others] = told()
    expect(others.length).toBeGreaterThan(2)
    expect(first).toMatchObject({ file: 'big', size: big.size, position: 1 })
    expect(others.at(-1)?.bytes).toBeGreaterThan(first?.bytes ?? Infinity)
    await register()
    const before = told().length
    await take(8)
    expect(told()).toHaveLength(before)
    reader.destroy()
    await expect
      .poll(() => lab.factsOf('waiter.fileCut'))
      .toMatchObject([{ file: 'big', cause: 'clientGone', earlierBoot: true }])
  })

  it('are not cut for a slow client that keeps taking', async () => {
    await start({ limits: { stall: 300 } })
    const reader = await idleReader()
    for (let taken = 0, pieces = 0; taken < big.size; pieces++) {
      const piece: unknown = reader.read()
      if (piece instanceof Buffer) taken += piece.length
      else await once(reader, 'readable')
      if (pieces < 50) await sleep(20)
    }
    expect(lab.factsOf('waiter.fileCut')).toEqual([])
  })

  it('hold no more memory for many slow clients than two buffers each', async () => {
    await start({ images: scratch.store })
    const before = process.memoryUsage().arrayBuffers
    for (let index = 0; index < 40; index++) await idleReader()
    const held = process.memoryUsage().arrayBuffers - before
    // The hot copy of the file once, and what the sockets of both ends in this process hold.
    expect(held).toBeLessThan(big.size + 40 * 1.5 * 1024 * 1024)
  })
})

describe('a connection to the waiter', () => {
  it('ends with 408 when no whole request arrives in time', async () => {
    await start({ limits: { head: 200 } })
    expect(await rawRequest(lab.url, 'GET /vmw/rbd/tramp HTTP/1.1\r\nHost:')).toContain(' 408 ')
    expect(lab.factsOf('net.badInput')).toHaveLength(1)
  })

  it('ends by itself when it stays idle', async () => {
    await start({ limits: { idle: 100 } })
    const answer = await rawRequest(lab.url, 'GET /vmw/rbd/tramp HTTP/1.1\r\nHost: w\r\n\r\n')
    expect(answer).toContain('#!ipxe')
  })

  it('gets 431 for a head without end', async () => {
    await start()
    const head = `GET /vmw/rbd/tramp HTTP/1.1\r\nHost: w\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`
    expect(await rawRequest(lab.url, head)).toContain(' 431 ')
  })

  it('carries several requests, pipelined ones in their order', async () => {
    await start()
    const one = 'HEAD /vmw/rbd/tramp HTTP/1.1\r\nHost: w\r\n\r\n'
    const last = 'GET /nowhere HTTP/1.1\r\nHost: w\r\nConnection: close\r\n\r\n'
    const answer = await rawRequest(lab.url, one + one + last)
    expect([...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual([
      '200',
      '200',
      '404',
    ])
  })
})

describe('the waiter with TLS', () => {
  const clock = { now: () => Date.now(), sleep: () => Promise.resolve() }
  const folder = () => join(scratch.dir, 'ca')

  const getTls = (url: string, ca: string): Promise<string> =>
    new Promise((resolve, reject) => {
      request(url, { ca, agent: false }, (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => (text += chunk))
        response.on('end', () => {
          resolve(text)
        })
      })
        .on('error', reject)
        .end()
    })

  it('serves with a certificate that the lab authority vouches for, and leads on by https', async () => {
    const ca = await openLabCa({ folder: folder(), clock })
    await start({ tls: { ca, port: 0 } })
    const [, tls] = lab.on
    const pem = await readFile(ca.certificateFile, 'utf8')
    expect(await getTls(`https://${tls}/vmw/rbd/tramp`, pem)).toContain(`chain https://${tls}/vmw`)
    await expect(getTls(`https://${tls}/vmw/rbd/tramp`, '')).rejects.toThrow(/certificate/)
    expect(await (await fetch(`${lab.url}/vmw/rbd/tramp`)).text()).toContain(`chain ${lab.url}/`)
  })

  it('keeps its authority, readable by this user alone', async () => {
    const first = await openLabCa({ folder: folder(), clock })
    const pem = await readFile(first.certificateFile, 'utf8')
    await openLabCa({ folder: folder(), clock })
    expect(await readFile(first.certificateFile, 'utf8')).toBe(pem)
    expect((await stat(join(folder(), 'lab-ca-key.pem'))).mode & 0o777).toBe(0o600)
    await start()
  })

  it.each([
    ['the clock was ahead when it was made', -1],
    ['ten years are over', 1],
  ])('makes a new authority, and keeps the old one beside it, when %s', async (_, decades) => {
    const at = (now: number) => ({
      folder: join(scratch.dir, `ca-${decades}`),
      clock: { now: () => now },
    })
    const decade = 3660 * 24 * 3600 * 1000
    const first = await openLabCa(at(clock.now()))
    const pem = await readFile(first.certificateFile, 'utf8')
    expect(first.replaced).toBeUndefined()
    const then = clock.now() + decades * decade
    const second = await openLabCa(at(then))
    expect(await readFile(second.replaced ?? '', 'utf8')).toBe(pem)
    const { validFromDate, validToDate } = new X509Certificate(
      await readFile(second.certificateFile),
    )
    expect(validFromDate.getTime()).toBeLessThan(then)
    expect(validToDate.getTime()).toBeGreaterThan(then)
    expect(createSecureContext(await second.issue('127.0.0.1'))).toBeDefined()
    expect((await openLabCa(at(then))).replaced).toBeUndefined()
    await start()
  })

  it.each([0x00, 0x7f, 0x80, 0xff])(
    'makes certificates that TLS takes, also when chance gives bytes of %i',
    async (byte) => {
      const zeros = join(scratch.dir, `ca-of-${byte}`)
      const random = (size: number) => Buffer.alloc(size, byte)
      const ca = await openLabCa({ folder: zeros, clock, random })
      expect(createSecureContext(await ca.issue('127.0.0.1'))).toBeDefined()
      await start()
    },
  )

  it('makes certificates that name the key of their authority (RFC 5280 section 4.2.1.1)', async () => {
    const ca = await openLabCa({ folder: folder(), clock })
    const read = (pem: string) => forge.pki.certificateFromPem(pem)
    const authority = read(await readFile(ca.certificateFile, 'utf8'))
    const server = read((await ca.issue('127.0.0.1')).cert)
    const extension = server.getExtension('authorityKeyIdentifier')
    expect(extension).toHaveProperty(
      'value',
      expect.stringContaining(authority.generateSubjectKeyIdentifier().getBytes()),
    )
    await start()
  })

  it('says that a folder holds something else', async () => {
    const other = join(scratch.dir, 'other')
    await mkdir(other, { recursive: true })
    for (const name of ['lab-ca.pem', 'lab-ca-key.pem']) await writeFile(join(other, name), 'no')
    await expect(openLabCa({ folder: other, clock })).rejects.toMatchObject({
      code: 'waiter.tls-unusable',
    })
    await start()
  })

  it('notes plain HTTP on the TLS port as bad input', async () => {
    const ca = await openLabCa({ folder: folder(), clock })
    await start({ tls: { ca, port: 0 } })
    await rawRequest(`http://${lab.on[1]}`, 'GET /vmw/rbd/tramp HTTP/1.1\r\nHost: w\r\n\r\n')
    await expect.poll(() => lab.factsOf('net.badInput')).toHaveLength(1)
  })
})
