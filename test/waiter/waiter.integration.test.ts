import { createHash } from 'node:crypto'
import { appendFile, mkdir, open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connect } from 'node:net'
import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ImageProfile } from '../../src/shared/document/schema.ts'
import type { NextBootChoice } from '../../src/shared/facts/index.ts'
import { bootFileUrl, bootFiles, bootValue, parseBootConfig } from '../../src/shared/image/index.ts'
import { createImageStore } from '../../src/main/images/index.ts'
import { createBootFiles } from '../../src/main/tftp/index.ts'
import { openZip, readSmall } from '../../src/main/images/archive/zip.ts'
import { macOf, rawRequest, smallImage, startLab, temporaryStore } from './lab.ts'

const host = `host-${macOf(1).replaceAll(':', '')}`
const register = `/vmw/rbd/host-register?mac=${macOf(1)}&uuid=&vendor=Dell%20Inc.&model=R640+&ipv4=127.85.0.1`
const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const bytesOf = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer())

let scratch: Awaited<ReturnType<typeof temporaryStore>>
let profile: ImageProfile
let lab: Awaited<ReturnType<typeof startLab>>

beforeAll(async () => {
  scratch = await temporaryStore()
  profile = await smallImage(scratch.store)
})
afterAll(() => scratch.remove())
afterEach(() => lab.stop())

const start = async (more: Partial<Parameters<typeof startLab>[0]> = {}) => {
  lab = await startLab({
    subnet: '127.85',
    images: scratch.store,
    imageProfiles: [profile],
    ...more,
  })
}

describe('the waiter', () => {
  it('leads a host from tramp to the last module, with a fact for each step', async () => {
    await start()
    const tramp = await (await fetch(`${lab.url}/vmw/rbd/tramp`)).text()
    expect(tramp).toContain(`chain ${lab.url}/vmw/rbd/host-register?mac=\${mac}&`)
    const script = await (await fetch(lab.url + register)).text()
    const loader = `${lab.url}/vmw/rbd/host/${host}/mboot.c32`
    expect(script).toContain(`kernel ${loader} -c ${lab.url}/vmw/rbd/host/${host}/boot.cfg\nboot`)
    expect(digestOf(await bytesOf(loader))).toBe(profile.loader?.sha256)

    const configUrl = `${lab.url}/vmw/rbd/host/${host}/boot.cfg`
    const config = parseBootConfig(await (await fetch(configUrl)).text())
    const files = [
      { name: bootValue(config, 'kernel'), options: bootValue(config, 'kernelopt') },
      ...bootFiles(bootValue(config, 'modules')),
    ]
    expect(files.map((file) => file.options)).toEqual(['quiet', '', 'a=1 b=2'])
    for (const [index, { name }] of files.entries()) {
      const body = await bytesOf(bootFileUrl(config, configUrl, name))
      expect(digestOf(body)).toBe([profile.kernel, ...profile.modules][index]?.sha256)
    }
    await expect.poll(() => lab.factsOf('waiter.imageServed')).toHaveLength(1)
    expect(lab.facts.map((fact) => fact.type)).toEqual([
      'waiter.trampServed',
      'waiter.hostRegistered',
      'waiter.imageAssigned',
      'waiter.fileServed',
      'waiter.bootConfigServed',
      'waiter.fileServed',
      'waiter.fileServed',
      'waiter.fileServed',
      'waiter.imageServed',
    ])
    expect(lab.factsOf('waiter.fileServed').map(({ position, of }) => [position, of])).toEqual([
      [undefined, undefined],
      [1, 3],
      [2, 3],
      [3, 3],
    ])
    expect(lab.factsOf('waiter.imageServed')[0]?.bytes).toBe(900_000)
    expect(lab.factsOf('waiter.imageAssigned')[0]?.files).toBe(3)
    expect(lab.factsOf('waiter.bootConfigServed')[0]?.modules).toBe(3)
  })

  describe('with a choice for this boot only', () => {
    const startOnce = (nextBoot: NextBootChoice) =>
      start({
        imageProfiles: [profile, { ...profile, name: 'Other-1.0' }],
        decide: () => ({
          ...{ kind: 'decided', from: 'association', rules: {}, nextBoot },
          association: { imageProfile: profile.name, cluster: 'Rack A' },
        }),
      })
    const answer = async () => (await fetch(lab.url + register)).text()

    it('sends a host on to its disk by a script that fails', async () => {
      await startOnce({ kind: 'disk' })
      expect(await answer()).toMatch(/^#!ipxe\necho .*own disk.*\nexit 1\n$/)
      expect(lab.facts.slice(1)).toEqual([
        { type: 'waiter.nextBootUsed', host, choice: { kind: 'disk' } },
      ])
      expect((await fetch(`${lab.url}/vmw/rbd/host/${host}/boot.cfg`)).status).toBe(404)
    })

    it('gives the image chosen, and tells vCenter of what is given for good', async () => {
      const choice = { kind: 'image', imageProfile: 'Other-1.0' } as const
      await startOnce(choice)
      expect(await answer()).toContain('image profile Other-1.0')
      expect(lab.facts.slice(1)).toMatchObject([
        { type: 'waiter.nextBootUsed', host, choice },
        { type: 'waiter.imageAssigned', imageProfile: 'Other-1.0' },
      ])
      const report = { bootSource: 'network', address: '127.85.0.1', agentPort: 1 }
      await fetch(`${lab.url}/vmw/rbd/host/${host}/report`, {
        method: 'POST',
        body: JSON.stringify({ ...report, imageProfile: 'x', digest: 'a'.repeat(64) }),
      })
      expect(lab.vcenter.asked.at(-1)?.body).toMatchObject({
        association: { imageProfile: profile.name, cluster: 'Rack A' },
      })
    })

    it('leaves it for a later boot when files of the image are missing', async () => {
      await startOnce({ kind: 'image', imageProfile: 'Gone-1.0' })
      expect(await answer()).toContain('missing in the image store')
      expect(lab.factsOf('waiter.nextBootUsed')).toEqual([])
    })
  })

  it('gives UEFI hosts their own loader, and none to a BIOS without one', async () => {
    const { loader, ...rest } = profile
    if (loader === undefined) throw new Error('no loader')
    await start({ imageProfiles: [{ ...rest, uefiLoader: { ...loader, name: 'mboot.efi' } }] })
    const script = await (await fetch(`${lab.url}${register}&platform=efi`)).text()
    expect(script).toContain(`/vmw/rbd/host/${host}/mboot.efi -c `)
    expect((await bytesOf(`${lab.url}/vmw/rbd/host/${host}/mboot.efi`)).length).toBe(1000)
    await fetch(`${lab.url}${register}&platform=pcbios`)
    expect(lab.factsOf('waiter.noImage')[0]?.cause).toBe('imageMissing')
  })

  it('writes down after how long the mboot of an image gives control back, when it does at all', async () => {
    const bootConfig = [{ key: 'errtimeout', value: '7' }]
    for (const [image, exitsAfter] of [
      [profile, undefined],
      [{ ...profile, bootConfig }, 7000],
    ] as const) {
      await start({ imageProfiles: [image] })
      await fetch(lab.url + register)
      await fetch(`${lab.url}/vmw/rbd/host/${host}/boot.cfg`)
      expect(lab.factsOf('waiter.bootConfigServed')[0]?.exitsAfter).toBe(exitsAfter)
      if (exitsAfter === undefined) await lab.stop()
    }
  })

  it('gives loaders to firmware that boots by HTTP: head first, then the whole', async () => {
    const loaders = createBootFiles({ loaderDirs: [scratch.dir], tramp: () => '#!ipxe' })
    await writeFile(join(scratch.dir, 'snponly.efi'), 'MZ loader')
    await start({ loaders: { files: loaders, names: async () => ['snponly.efi'] } })
    const url = `${lab.url}/vmw/loader/snponly.efi`
    const head = await fetch(url, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '9'])
    expect(lab.facts).toEqual([])
    expect((await bytesOf(url)).toString()).toBe('MZ loader')
    expect((await fetch(`${lab.url}/vmw/loader/none.efi`)).status).toBe(404)
    expect(lab.factsOf('waiter.fileServed')).toMatchObject([{ file: 'snponly.efi', bytes: 9 }])
  })

  it('knows a path by its encoded characters, too, and an encoded slash parts nothing', async () => {
    await start()
    expect((await bytesOf(`${lab.url}/vmw/rb%64/tr%61mp`)).toString()).toContain('#!ipxe')
    expect((await fetch(`${lab.url}/vmw/rbd%2ftramp`)).status).toBe(404)
  })

  it.each(['[fe80::1%25eth0]:6501', 'w:6501', '10.0.0.1', ''])(
    'takes %s for a host',
    async (host) => {
      await start()
      const head = `GET /vmw/rbd/tramp HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`
      expect(await rawRequest(lab.url, head)).toContain('HTTP/1.1 200 ')
    },
  )

  it('gives loaders in folders, by any name that TFTP gives them by', async () => {
    await mkdir(join(scratch.dir, 'efi'), { recursive: true })
    await writeFile(join(scratch.dir, 'efi', 'My loader#1.efi'), 'MZ')
    const files = createBootFiles({ loaderDirs: [scratch.dir], tramp: () => '#!ipxe' })
    await start({ loaders: { files, names: async () => [] } })
    const url = `${lab.url}/vmw/loader/efi/My%20loader%231.efi`
    expect((await bytesOf(url)).toString()).toBe('MZ')
    expect(lab.factsOf('waiter.fileServed')).toMatchObject([{ file: 'efi/My loader#1.efi' }])
  })

  it.each(['..', '%2e%2e%2fpasswd', 'efi/..%5c..%5cpasswd', '%ff', '%00', 'x'.repeat(8000), ''])(
    'has no loader %.20s, and keeps little of what was asked',
    async (name) => {
      const files = createBootFiles({ loaderDirs: [scratch.dir], tramp: () => '#!ipxe' })
      await start({ loaders: { files, names: async () => [] } })
      const head = `GET /vmw/loader/${name} HTTP/1.1\r\nHost: w\r\nConnection: close\r\n\r\n`
      expect(await rawRequest(lab.url, head)).toContain('HTTP/1.1 404 ')
      await expect.poll(() => lab.factsOf('waiter.refused')).toHaveLength(1)
      expect(JSON.stringify(lab.factsOf('waiter.refused')).length).toBeLessThan(1000)
    },
  )

  it('gives parts of a loader, and only what a client has not yet', async () => {
    const text = 'MZ a loader of many pieces. '.repeat(20_000)
    const file = join(scratch.dir, 'snponly.efi')
    await writeFile(file, text)
    const files = createBootFiles({ loaderDirs: [scratch.dir], tramp: () => '#!ipxe' })
    await start({ loaders: { files, names: async () => ['snponly.efi'] } })
    const ask = async (method: string, ...fields: readonly string[]) => {
      const lines = [`${method} /vmw/loader/snponly.efi HTTP/1.1`, 'Host: w', 'Connection: close']
      const answer = await rawRequest(lab.url, [...lines, ...fields, '', ''].join('\r\n'))
      const [head = '', ...body] = answer.split('\r\n\r\n')
      return { status: Number(head.slice(9, 12)), head: head.toLowerCase(), body: body.join('') }
    }
    const etag = `"${digestOf(Buffer.from(text))}"`
    const length = text.length

    const head = await ask('HEAD')
    expect([head.status, head.body]).toEqual([200, ''])
    for (const field of [`etag: ${etag}`, 'accept-ranges: bytes', `content-length: ${length}`]) {
      expect(head.head).toContain(`\r\n${field}`)
    }
    const part = await ask('GET', 'Range: bytes=262140-262149', `If-Range: ${etag}`)
    expect([part.status, part.body]).toEqual([206, text.slice(262_140, 262_150)])
    expect(part.head).toContain(`content-range: bytes 262140-262149/${length}`)
    expect(await ask('GET', `Range: bytes=${length - 3}-`)).toMatchObject({ body: text.slice(-3) })
    const beyond = await ask('GET', `Range: bytes=${length}-`)
    expect([beyond.status, beyond.body]).toEqual([416, ''])
    expect(beyond.head).toContain(`content-range: bytes */${length}`)
    expect(await ask('GET', `If-None-Match: ${etag}`)).toMatchObject({ status: 304, body: '' })
    expect(await ask('GET', 'If-Match: "other"')).toMatchObject({ status: 412, body: '' })
    const other = await ask('GET', 'Range: bytes=0-1', 'If-Range: "other"')
    expect([other.status, other.body]).toEqual([200, text])
    expect(lab.factsOf('waiter.fileServed')).toMatchObject([
      { from: 262_140, bytes: 10 },
      { from: length - 3, bytes: 3 },
      { bytes: length, sha256: etag.slice(1, -1) },
    ])

    await writeFile(file, 'MZ another loader')
    expect(await ask('GET', `If-None-Match: ${etag}`)).toMatchObject({
      status: 200,
      body: 'MZ another loader',
    })
  })

  it('has the loaders and tramp as a boot archive for another TFTP server', async () => {
    const files = createBootFiles({ loaderDirs: [scratch.dir], tramp: () => '#!ipxe first' })
    await writeFile(join(scratch.dir, 'snponly.efi'), 'MZ loader')
    await start({ loaders: { files, names: async () => ['snponly.efi', 'tramp', 'gone.efi'] } })
    const url = `${lab.url}/vmw/rbd/deploy-tftp.zip`
    const bytes = await bytesOf(url)
    expect(await bytesOf(url)).toEqual(bytes)
    const archive = await openZip(bytes)
    const texts = await Promise.all(archive.files.map((file) => readSmall(file, 1000)))
    expect(archive.files.map(({ path }, at) => [path, String(texts[at])])).toEqual([
      ['tramp', '#!ipxe first'],
      ['snponly.efi', 'MZ loader'],
    ])
    await archive.close()
    expect(lab.factsOf('waiter.fileServed')[0]).toMatchObject({
      file: 'deploy-tftp.zip',
      sha256: digestOf(bytes),
    })
  })

  it('has the boot.cfg of a host in the folder of its MAC too', async () => {
    await start()
    const folder = `${lab.url}/vmw/rbd/host/01-${macOf(1).replaceAll(':', '-')}`
    expect((await fetch(`${folder}/boot.cfg`)).status).toBe(404)
    await fetch(lab.url + register)
    const own = await (await fetch(`${lab.url}/vmw/rbd/host/${host}/boot.cfg`)).text()
    expect(await (await fetch(`${folder}/boot.cfg`)).text()).toBe(own)
    expect((await fetch(`${folder}/mboot.c32`)).status).toBe(404)
  })

  it('sends the rules engine the attributes as the host sent them', async () => {
    await start()
    await fetch(lab.url + register)
    expect(lab.rules.asked[0]?.body).toMatchObject({
      host,
      attributes: { mac: macOf(1), vendor: 'Dell Inc.', model: 'R640+', ipv4: '127.85.0.1' },
    })
  })

  it('answers HEAD with the length and no body, and writes nothing into the journal', async () => {
    await start()
    const { sha256, name, size } = profile.kernel
    const head = await fetch(`${lab.url}/vmw/cache/${sha256}/${name}`, { method: 'HEAD' })
    expect(head.headers.get('content-length')).toBe(String(size))
    expect((await head.arrayBuffer()).byteLength).toBe(0)
    expect(lab.facts).toEqual([])
  })

  it('shows the documented screen and restarts the host when no rule matches', async () => {
    await start({ decide: () => ({ kind: 'noMatch', considered: 3 }) })
    const script = await (await fetch(lab.url + register)).text()
    expect(script).toContain('echo Details: No rules containing an Image Profile match this\n')
    expect(script).toMatch(/sleep 300\nreboot\n$/)
    expect(lab.factsOf('waiter.noImage')).toEqual([
      { type: 'waiter.noImage', host, cause: 'noMatchingRule' },
    ])
  })

  it('says that a known host has no image', async () => {
    const association = { cluster: 'Rack A' }
    await start({
      decide: () => ({ kind: 'decided', from: 'association', rules: {}, association }),
    })
    expect(await (await fetch(lab.url + register)).text()).toContain('has been added to VC')
    expect(lab.factsOf('waiter.noImage')[0]?.cause).toBe('noImageAssociated')
  })

  it('does not send a host to an image with a file missing', async () => {
    const kernel = { ...profile.kernel, sha256: '0'.repeat(64) }
    await start({ imageProfiles: [{ ...profile, kernel }] })
    await fetch(lab.url + register)
    expect(lab.factsOf('waiter.noImage')[0]?.cause).toBe('imageMissing')
  })

  it('answers 503 without Retry-After when the rules engine is gone, so that iPXE gives up', async () => {
    await start()
    await lab.rules.stop()
    const answer = await fetch(lab.url + register)
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBeNull()
    expect(lab.factsOf('waiter.undecided')[0]?.reason.code).toBe('waiter.rules-unreachable')
  })

  it('never serves a stored file that was changed', async () => {
    await start()
    const { sha256, size } = await scratch.store.add(Buffer.alloc(5000, 'x'))
    const url = `${lab.url}/vmw/cache/${sha256}/x`
    expect((await bytesOf(url)).length).toBe(size)
    await appendFile(scratch.store.path(sha256), 'y')
    const answer = await fetch(url)
    expect(answer.status).toBe(500)
    expect(await answer.json()).toMatchObject({ code: 'image.blob-corrupt' })
    expect(lab.factsOf('waiter.fileCorrupt')[0]).toMatchObject({
      expected: sha256,
      found: digestOf(Buffer.from('x'.repeat(5000) + 'y')),
    })
  })

  it.each([
    ['cold', 0],
    ['hot', 64 * 1024 * 1024],
  ])(
    'gives out nothing of what was written to a %s file while it is sent',
    async (kind, hotBytes) => {
      const images = createImageStore({ dir: join(scratch.dir, kind), hotBytes })
      const whole = Buffer.alloc(24 * 1024 * 1024, 'x')
      const { sha256 } = await images.add(whole)
      await start({ images })
      const path = `/vmw/cache/${sha256}/x`
      await bytesOf(lab.url + path)
      const socket = connect(Number(new URL(lab.url).port), lab.address)
      socket.write(`GET ${path} HTTP/1.1\r\nHost: w\r\nConnection: close\r\n\r\n`)
      await once(socket, 'readable')
      const file = await open(images.path(sha256), 'r+')
      await file.write('y'.repeat(1024), whole.length - 2048)
      await file.close()
      const taken: Buffer[] = []
      for await (const piece of socket) taken.push(piece as Buffer)
      const answer = Buffer.concat(taken)
      const body = answer.subarray(answer.indexOf('\r\n\r\n') + 4)
      // A file in memory is sent to its end as it was; of one on disk nothing leaves any more.
      if (kind === 'cold') expect(body.length).toBeLessThan(whole.length)
      else expect(body.length).toBe(whole.length)
      expect(Buffer.compare(body, whole.subarray(0, body.length))).toBe(0)
      for (const headers of [{}, { range: 'bytes=0-9' }])
        expect((await fetch(lab.url + path, { headers })).status).toBe(500)
      expect(lab.factsOf('waiter.fileCorrupt').length).toBeGreaterThan(0)
    },
  )

  it('passes a report on to vCenter with what the host was given', async () => {
    await start()
    await fetch(lab.url + register)
    const report = {
      bootSource: 'network',
      address: '127.85.0.9',
      agentPort: 9080,
      imageProfile: profile.name,
      digest: profile.kernel.sha256,
    }
    const answer = await fetch(`${lab.url}/vmw/rbd/host/${host}/report`, {
      method: 'POST',
      body: JSON.stringify(report),
    })
    expect(await answer.json()).toEqual({ connected: true, message: 'in' })
    expect(lab.vcenter.asked).toEqual([
      {
        path: `/api/autodeploy/hosts/${host}/connect`,
        body: {
          address: '127.85.0.9',
          agentPort: 9080,
          association: { imageProfile: profile.name, cluster: 'Rack A' },
        },
      },
    ])
  })

  it('tells a reporting host that vCenter is away', async () => {
    await start()
    await lab.vcenter.stop()
    const body = JSON.stringify({
      bootSource: 'network',
      address: '127.85.0.9',
      agentPort: 1,
      imageProfile: '',
      digest: profile.kernel.sha256,
    })
    const answer = await fetch(`${lab.url}/vmw/rbd/host/${host}/report`, { method: 'POST', body })
    expect(await answer.json()).toMatchObject({ connected: false })
  })

  it('cuts a transfer when its plug is pulled, and says so', async () => {
    const big = await scratch.store.add(Buffer.alloc(64 * 1024 * 1024))
    await start()
    const { port, hostname } = new URL(lab.url)
    const client = connect(Number(port), hostname)
    client.write(`GET /vmw/cache/${big.sha256}/big HTTP/1.1\r\nHost: w\r\n\r\n`)
    await once(client, 'data')
    client.pause()
    client.on('error', () => {})
    await lab.waiter.stop()
    expect(lab.factsOf('waiter.fileCut')[0]).toMatchObject({ file: 'big', cause: 'unplugged' })
    client.destroy()
  })

  it('proves itself by tramp and one file, and again after a restart', async () => {
    await start()
    const steps = await lab.waiter.prove(AbortSignal.timeout(5000))
    expect(steps).toHaveLength(2)
    await lab.waiter.stop()
    await expect(lab.waiter.prove(AbortSignal.timeout(5000))).rejects.toMatchObject({
      code: 'plug.not-healed',
    })
    await lab.waiter.start()
    expect(await lab.waiter.prove(AbortSignal.timeout(5000))).toHaveLength(2)
  })

  it.each([
    ['GET', '/', 404],
    ['GET', '/vmw/rbd/host/../boot.cfg', 404],
    ['GET', '/vmw/cache/0123/x', 404],
    ['GET', `/vmw/cache/${'0'.repeat(64)}/x`, 404],
    ['GET', '/vmw/rbd/host/nobody/boot.cfg', 404],
    ['GET', '/vmw/rbd/host-register?mac=nonsense', 400],
    ['GET', '/vmw/rbd/host-register?mac=%zz', 400],
    ['PUT', '/vmw/rbd/tramp', 405],
    ['HEAD', '/vmw/rbd/host-register?mac=52:54:00:00:00:01', 405],
    ['POST', '/vmw/rbd/host/esx/report', 400],
  ])('refuses %s %s with %i, a code and a fact', async (method, path, status) => {
    await start()
    const head = `${method} ${path} HTTP/1.1\r\nHost: w\r\nConnection: close\r\n\r\n`
    expect(await rawRequest(lab.url, head)).toContain(`HTTP/1.1 ${status} `)
    await expect.poll(() => lab.factsOf('waiter.refused')).toHaveLength(1)
    expect(lab.factsOf('waiter.refused')).toMatchObject([{ method, path, status }])
  })

  it.each(['BREW', 'CONNECT'])(
    'answers the method %s, which it does not know, with 501',
    async (method) => {
      await start()
      const head = `${method} /vmw/rbd/tramp HTTP/1.1\r\nHost: w\r\n\r\n`
      expect(await rawRequest(lab.url, head)).toContain('HTTP/1.1 501 ')
    },
  )

  it('names the attribute of a host that it cannot take', async () => {
    await start()
    const head =
      'GET /vmw/rbd/host-register?bootmac=x HTTP/1.1\r\nHost: w\r\nConnection: close\r\n\r\n'
    expect(await rawRequest(lab.url, head)).toContain('"message":"There is no MAC address (mac=)."')
  })

  it('answers the next request when one meets a defect, though nobody could refuse it', async () => {
    let asked = 0
    const byAddress = () => {
      asked += 1
      if (asked < 3) throw new TypeError('x is not iterable')
      return undefined
    }
    await start({ identify: { byMac: () => 'esx-01', byAddress } })
    const head = 'GET /vmw/rbd/tramp HTTP/1.1\r\nHost: w\r\nConnection: close\r\n\r\n'
    expect(await rawRequest(lab.url, head)).toBe('')
    expect(await rawRequest(lab.url, head)).toContain('HTTP/1.1 200 ')
  })

  it('answers bytes that are not HTTP with 400 and a fact', async () => {
    await start()
    expect(await rawRequest(lab.url, '\u0000\u0001 rubbish\r\n\r\n')).toContain('400')
    expect(lab.factsOf('net.badInput')[0]?.reason.code).toBe('waiter.bad-request')
  })
})
