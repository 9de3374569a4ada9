import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { bodyPath } from '../../src/main/hosts/simulated/disk-image.ts'
import { isSettled, startRig, typesAbout, type Rig } from './rig.ts'

const cacheOf = (rig: Rig, id: string) => join(rig.folder, 'disks', id, 'cache.image')

describe('a simulated host', () => {
  let rig: Rig
  beforeAll(async () => {
    rig = await startRig('127.113', {
      'esx-01': {},
      'esx-02': { firmware: 'bios' },
      'esx-03': { bootOrder: ['network'] },
      'esx-04': { vendor: 'Acme' },
    })
  })
  afterEach(async () => {
    await rig.app.plugs.restoreAll()
    await rig.app.hosts.powerOff(['esx-01', 'esx-02', 'esx-03', 'esx-04'])
  })
  afterAll(() => rig.stop())

  /** Every try of a host that nobody answered, of the facts after the first `after`. */
  const silencesOf = (id: string, after: number): readonly string[] =>
    rig
      .facts()
      .slice(after)
      .flatMap(({ fact }) =>
        fact.type === 'firmware.unanswered' && fact.host === id
          ? [`${fact.message} ${fact.attempt} of ${fact.of}`]
          : [],
      )

  it('boots over the network and caches its image on its own disk', async () => {
    await Promise.all([rig.boot('esx-01'), rig.boot('esx-02')])
    expect(rig.host('esx-01')).toMatchObject({
      source: 'network',
      address: '127.113.0.51',
      cluster: 'Rack A',
      bootedFromCache: false,
    })
    const image = rig.document().imageProfiles[0]
    const total = [image?.kernel, ...(image?.modules ?? [])].reduce(
      (sum, file) => sum + (file?.size ?? 0),
      0,
    )
    for (const id of ['esx-01', 'esx-02']) {
      const body = bodyPath(cacheOf(rig, id), rig.host(id).cache?.digest ?? '')
      expect((await stat(body)).size).toBe(total)
    }
  })

  it('boots its cached image when the waiter is unplugged, and waits for an admin', async () => {
    await rig.boot('esx-01')
    await rig.app.plugs.pull('autoDeploy')
    await rig.app.hosts.reboot(['esx-01'])
    const cached = await rig.untilHost(
      'esx-01',
      (host) => host.state === 'running' && host.connection === 'notResponding',
    )
    expect(cached.source).toBe('cache')
    expect(cached.boots.at(-1)).toMatchObject({ failedAt: 'tramp', source: 'cache' })

    await rig.app.vcenter.reconnect('esx-01')
    const back = await rig.untilHost('esx-01', (host) => host.compliance === 'nonCompliant')
    expect(back).toMatchObject({ connection: 'connected', bootedFromCache: true })
    await rig.app.vcenter.remediate('esx-01')
    expect(rig.host('esx-01').compliance).toBe('nonCompliant')

    await rig.app.plugs.restore('autoDeploy')
    await rig.app.hosts.reboot(['esx-01'])
    expect(await rig.untilHost('esx-01', isSettled)).toMatchObject({
      source: 'network',
      bootedFromCache: false,
      cautions: [],
    })
  })

  it('meets no decision when the rules engine alone is gone, and falls back', async () => {
    await rig.boot('esx-02')
    await rig.app.plugs.pull('rules')
    await rig.app.hosts.reboot(['esx-02'])
    const { fact } = await rig.until('firmware.networkFailed')
    expect(fact).toMatchObject({ stage: 'register', code: '503' })
    await rig.untilHost('esx-02', (host) => host.state === 'running' && host.source === 'cache')
  })

  it('goes on to the disk when TFTP is silent, with its own firmware’s error', async () => {
    await rig.boot('esx-01')
    await rig.app.plugs.pull('tftp')
    const before = rig.facts().length
    await rig.app.hosts.reboot(['esx-01'])
    const { fact } = await rig.until('firmware.networkFailed')
    expect(fact).toMatchObject({ stage: 'loader', code: 'PXE-E18', tries: 6 })
    expect(silencesOf('esx-01', before)).toEqual(
      [1, 2, 3, 4, 5, 6].map((attempt) => `TFTP ${attempt} of 6`),
    )
    await rig.untilHost('esx-01', (host) => host.source === 'cache')
  })

  it('tells by BIOS’s own codes which error TFTP answered with', async () => {
    const refused = { id: 'refused', component: 'tftp', message: 'RRQ' } as const
    await rig.app.faults.inject({ ...refused, effect: { kind: 'refuse' } })
    await rig.app.hosts.powerOn(['esx-02'])
    const { fact } = await rig.until('firmware.networkFailed')
    await rig.app.faults.remove('refused')
    expect(fact).toMatchObject({ stage: 'loader', code: 'PXE-E36' })
  })

  it('does not call a script missing that TFTP refused to iPXE for another reason', async () => {
    const refused = { id: 'refused', component: 'tftp', message: 'RRQ', file: 'tramp' } as const
    await rig.app.faults.inject({ ...refused, effect: { kind: 'refuse' } })
    await rig.app.hosts.powerOn(['esx-01'])
    const { fact } = await rig.until('firmware.networkFailed')
    await rig.app.faults.remove('refused')
    expect(fact).toMatchObject({ stage: 'tramp', message: 'tftp tramp: Operation not supported' })
  })

  it('comes up from the cache without an address when DHCP is gone, and gets one later', async () => {
    await rig.boot('esx-02')
    await rig.app.plugs.pull('dhcp')
    const before = rig.facts().length
    await rig.app.hosts.reboot(['esx-02'])
    const failed = await rig.until('firmware.networkFailed')
    expect(failed.fact).toMatchObject({ stage: 'dhcp', code: 'PXE-E51', tries: 4 })
    expect(silencesOf('esx-02', before)).toEqual(
      [1, 2, 3, 4].map((attempt) => `DISCOVER ${attempt} of 4`),
    )
    const { fact } = await rig.until('esxi.up')
    expect(fact).toMatchObject({ source: 'cache', address: '' })
    await rig.app.plugs.restore('dhcp')
    await rig.until('esxi.addressed', (fact) => fact.host === 'esx-02')
    await rig.app.vcenter.reconnect('esx-02')
    expect(rig.host('esx-02')).toMatchObject({ connection: 'connected', bootedFromCache: true })
  })

  it('rejects a cached image with one flipped byte and has no other device', async () => {
    await rig.boot('esx-01')
    await rig.app.hosts.tamper(['esx-01'], 'flippedByte')
    await rig.app.plugs.pull('waiter')
    await rig.app.hosts.reboot(['esx-01'])
    const { fact } = await rig.until('disk.imageRejected')
    expect(fact).toMatchObject({ cause: 'corrupt', message: /system\.v00/ })
    await rig.untilHost('esx-01', (host) => host.state === 'noBootDevice')
    expect(rig.host('esx-01').cautions).toEqual([{ kind: 'noBootDevice' }])
  })

  it('has no bootable device when only the network is in its boot order', async () => {
    await rig.boot('esx-03')
    await rig.app.plugs.pull('waiter')
    await rig.app.hosts.reboot(['esx-03'])
    await rig.untilHost('esx-03', (host) => host.state === 'noBootDevice')
    expect(rig.host('esx-03').diskTrack[0]).toMatchObject({ state: 'failed' })
  })

  it('shows the no-image screen, restarts by itself and asks again', async () => {
    await rig.app.hosts.powerOn(['esx-04'])
    const { fact, seq } = await rig.until('host.noImageScreen')
    expect(fact).toMatchObject({ wait: 300_000, cause: expect.stringContaining('No rules') })
    expect(rig.host('esx-04')).toMatchObject({ state: 'noImage', cautions: [{ kind: 'noRule' }] })
    await rig.until('host.rebooted', ({ by }) => by === 'noImageScreen')
    await rig.until('host.noImageScreen', undefined, seq)
    expect(typesAbout(rig.facts(), 'esx-04')).not.toContain('firmware.networkFailed')
  })

  it('is off at once in the middle of a download, and boots again', async () => {
    await rig.app.hosts.powerOn(['esx-01'])
    await rig.until('mboot.moduleReceived', ({ host }) => host === 'esx-01')
    await rig.app.hosts.powerOff(['esx-01'])
    expect(rig.host('esx-01')).toMatchObject({ state: 'off' })
    expect(rig.host('esx-01').boots.at(-1)?.outcome).toBe('cut')
    await rig.boot('esx-01')
  })

  it('hangs in mboot when the waiter goes away in the middle of an image', async () => {
    await rig.boot('esx-01')
    const cached = await readFile(cacheOf(rig, 'esx-01'))
    await rig.app.hosts.reboot(['esx-01'])
    await rig.until('mboot.configReceived', ({ host }) => host === 'esx-01')
    await rig.app.plugs.pull('waiter')
    const { fact } = await rig.until('mboot.hung')
    expect(fact).toMatchObject({ message: expect.stringMatching(/^4[178] \(/) })
    expect(rig.host('esx-01')).toMatchObject({ state: 'hung', cautions: [{ kind: 'hung' }] })
    expect(await readFile(cacheOf(rig, 'esx-01'))).toEqual(cached)
  })

  it('refuses a switch for a host it does not have', async () => {
    await expect(rig.app.hosts.powerOn(['esx-99'])).rejects.toMatchObject({ code: 'lab.not-found' })
  })
})
