import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { nginxConfig } from '../../src/shared/image/index.ts'
import { isSettled, startRig, type Rig } from '../hosts/rig.ts'

/** Debian's nginx with the configuration that `proxy-config nginx` prints, in front of a rack. */
const nginx = '/usr/sbin/nginx'
const address = '127.137.0.2'
const port = 5100
const proxy = `http://${address}:${port}`

const answers = () =>
  vi.waitFor(async () => {
    const socket = connect({ host: address, port, localAddress: '127.137.0.3' })
    try {
      await once(socket, 'connect')
    } finally {
      socket.destroy()
    }
  }, 10_000)

describe.skipIf(!existsSync(nginx))(`nginx as a proxy (${nginx})`, () => {
  let rig: Rig
  let folder: string
  let running: ChildProcess | undefined

  const start = async () => {
    const file = join(folder, 'nginx.conf')
    const config = nginxConfig({
      listen: `${address}:${port}`,
      server: 'http://127.137.0.1:6501',
      folder,
    })
    await writeFile(file, config)
    running = spawn(nginx, ['-c', file, '-g', 'daemon off;'], {
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    await answers()
  }
  const stop = async () => {
    const program = running
    running = undefined
    if (program === undefined) return
    const ended = once(program, 'exit')
    program.kill('SIGTERM')
    await ended
  }
  const boots = async (...hosts: string[]) => {
    const since = rig.facts().length
    await rig.app.hosts.reboot(hosts)
    for (const host of hosts) await rig.until('host.rebooted', (fact) => fact.host === host, since)
    return since
  }
  const settle = (...hosts: string[]) =>
    Promise.all(hosts.map((host) => rig.untilHost(host, isSettled)))
  const served = (since: number) =>
    rig
      .facts()
      .slice(since)
      .flatMap(({ fact }) => (fact.type === 'waiter.fileServed' ? [fact.file] : []))

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-nginx-'))
    // Started by root, nginx works as nobody.
    await chmod(folder, 0o755)
    rig = await startRig('127.137', { 'esx-01': {}, 'esx-02': {}, 'esx-03': {} })
    await rig.app.documents.edit({ kind: 'addProxy', address: proxy })
  })
  afterEach(stop)
  afterAll(async () => {
    await rig.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('gives every host its image, and asks the server for each file once', async () => {
    await start()
    await rig.app.hosts.powerOn(['esx-01', 'esx-02', 'esx-03'])
    await settle('esx-01', 'esx-02', 'esx-03')
    // What comes beside the image is made for each host.
    const asked = served(0).filter((file) => file !== 'host-profile.tgz')
    expect(new Set(asked).size).toBe(asked.length)
    expect(asked).toEqual(
      expect.arrayContaining(['mboot.c32', 'hv.b00', 'system.v00', 'agent.v00', 'state.tgz']),
    )
    const log = await readFile(join(folder, 'access.log'), 'utf8')
    for (const host of ['127.137.0.51', '127.137.0.52', '127.137.0.53'])
      expect(log).toMatch(new RegExp(`^${host} .*GET /vmw/cache/[0-9a-f]{64}/system\\.v00`, 'm'))
  })

  it('is passed over when it is away: hosts take the server itself', async () => {
    const since = await boots('esx-01')
    await settle('esx-01')
    const failed = rig.facts().slice(since)
    expect(
      failed.some(({ fact }) => fact.type === 'ipxe.tryFailed' && fact.url.startsWith(proxy)),
    ).toBe(true)
    expect(served(since)).toContain('system.v00')
  })

  it('takes turns with another proxy', async () => {
    await start()
    await rig.app.documents.edit({ kind: 'addProxy', address: 'http://127.137.0.4:5100' })
    const since = await boots('esx-01', 'esx-02')
    await settle('esx-01', 'esx-02')
    const told = rig
      .facts()
      .slice(since)
      .flatMap(({ fact }) => (fact.type === 'waiter.imageAssigned' ? [fact.proxies?.[0]] : []))
    expect(new Set(told)).toEqual(new Set([proxy, 'http://127.137.0.4:5100']))
  })

  it('saves no boot when the server is away', async () => {
    await start()
    await rig.app.plugs.pull('waiter')
    const since = await boots('esx-02')
    await rig.untilHost('esx-02', ({ state, source }) => state === 'running' && source === 'cache')
    expect(
      rig
        .facts()
        .slice(since)
        .some(({ fact }) => fact.type === 'firmware.networkFailed' && fact.host === 'esx-02'),
    ).toBe(true)
    expect(served(since)).toEqual([])
    await rig.app.plugs.restore('waiter')
  })
})
