import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { why } from '../../src/shared/host/index.ts'
import { isSettled, startRig, type Rig } from './rig.ts'

const secondCard = '52:54:00:cc:00:02'

describe('the parts of a simulated host', () => {
  let rig: Rig
  const ids = ['esx-01', 'esx-02', 'esx-03'] as const
  beforeAll(async () => {
    rig = await startRig(
      '127.118',
      {
        'esx-01': {},
        'esx-02': { cabled: false, moreCards: [{ mac: secondCard }] },
        'esx-03': {
          disks: [
            { id: 'sda', sizeMiB: 64 },
            { id: 'sdb', sizeMiB: 64, ...{ model: 'BOSS-S1' } },
          ],
        },
      },
      { hostProfile: { firstDisk: 'boss-s1,local' } },
    )
  })
  afterEach(async () => {
    await rig.app.plugs.restoreAll()
    for (const part of ['uplink', 'disk'] as const) await rig.app.hosts.plugIn(ids, part)
    await rig.app.hosts.powerOff(ids)
  })
  afterAll(() => rig.stop())

  it('says what it could not do to a disk, and keeps the power of all hosts', async () => {
    await rig.boot('esx-01')
    const disk = join(rig.folder, 'disks', 'esx-03', 'sda.image')
    await mkdir(disk, { recursive: true })
    await expect(rig.app.hosts.tamper(['esx-03'], 'flippedByte')).rejects.toThrow(/EISDIR/)
    await rm(disk, { recursive: true })
    expect((await rig.boot('esx-03')).state).toBe('running')
    expect(rig.host('esx-01').state).toBe('running')
  })

  it('isolates a host whose cables are out, and says why', async () => {
    await rig.boot('esx-01')
    await rig.app.hosts.unplug(['esx-01'], 'uplink')
    await rig.app.hosts.reboot(['esx-01'])
    const { fact } = await rig.until('firmware.networkFailed')
    expect(fact).toMatchObject({ stage: 'link', code: 'PXE-E12' })
    const up = await rig.untilHost('esx-01', ({ state }) => state === 'running')
    expect(up).toMatchObject({ source: 'cache', link: 'down' })
    await expect(rig.app.vcenter.reconnect('esx-01')).rejects.toMatchObject({
      code: 'vcenter.host-unreachable',
    })
    const chain = why(rig.facts(), rig.host('esx-01')).map(({ text }) => text)
    expect(chain).toContain('Its network cables were out.')

    await rig.app.hosts.plugIn(['esx-01'], 'uplink')
    await rig.until('esxi.addressed')
    await rig.app.vcenter.reconnect('esx-01')
    expect(rig.host('esx-01')).toMatchObject({ connection: 'connected', link: 'up' })
  })

  it('is told by UEFI what OVMF says when no DHCP server answers', async () => {
    await rig.boot('esx-01')
    await rig.app.plugs.pull('dhcp')
    await rig.app.hosts.reboot(['esx-01'])
    const { fact } = await rig.until('firmware.networkFailed')
    expect(fact).toMatchObject({ stage: 'dhcp', code: 'PXE-E18' })
  })

  it('falls silent when its cables are pulled while it runs', async () => {
    await rig.boot('esx-01')
    await rig.app.hosts.unplug(['esx-01'], 'uplink')
    const lost = await rig.untilHost('esx-01', ({ connection }) => connection === 'notResponding')
    expect(lost.state).toBe('running')
    await rig.app.hosts.plugIn(['esx-01'], 'uplink')
    await rig.untilHost('esx-01', ({ connection }) => connection === 'connected')
  })

  it('boots by its second card when the first has no cable', async () => {
    const { attributes } = await rig.boot('esx-02')
    expect(attributes?.mac).toBe(secondCard)
    const failed = rig.facts().find(({ fact }) => fact.type === 'firmware.cardFailed')
    expect(failed?.fact).toMatchObject({ host: 'esx-02', stage: 'link' })
  })

  it('caches on the disk that the search order names, and boots from it', async () => {
    await rig.boot('esx-03')
    const file = (name: string) => existsSync(join(rig.folder, 'disks', 'esx-03', name))
    expect([file('sda.image'), file('sdb.image')]).toEqual([false, true])
    await rig.app.plugs.pull('waiter')
    await rig.app.hosts.reboot(['esx-03'])
    await rig.untilHost('esx-03', ({ source, state }) => source === 'cache' && state === 'running')
  })

  it('has nothing to boot with its disks out, and its image back with them', async () => {
    await rig.boot('esx-01')
    await rig.app.plugs.pull('waiter')
    await rig.app.hosts.unplug(['esx-01'], 'disk')
    await rig.app.hosts.reboot(['esx-01'])
    await rig.untilHost('esx-01', ({ state }) => state === 'noBootDevice')
    await rig.app.hosts.plugIn(['esx-01'], 'disk')
    await rig.app.hosts.reboot(['esx-01'])
    await rig.untilHost('esx-01', ({ state, source }) => state === 'running' && source === 'cache')
  })

  it.each([
    ['flippedByte', 'corrupt'],
    ['truncated', 'corrupt'],
    ['erased', 'empty'],
  ] as const)('rejects a cached image that was %s', async (how, cause) => {
    await rig.boot('esx-01')
    await rig.app.plugs.pull('waiter')
    await rig.app.hosts.tamper(['esx-01'], how)
    await rig.app.hosts.reboot(['esx-01'])
    const { fact } = await rig.until('disk.imageRejected')
    expect(fact).toMatchObject({ cause })
    await rig.untilHost('esx-01', ({ state }) => state === 'noBootDevice')
  })
})

describe('a stateful install', () => {
  let rig: Rig
  beforeAll(async () => {
    rig = await startRig(
      '127.119',
      { 'esx-01': { bootOrder: ['disk', 'network'] }, 'esx-02': {} },
      { hostProfile: { systemImageCache: 'statefulInstall' } },
    )
  })
  afterAll(() => rig.stop())

  it('writes the image, restarts by itself into it, and needs Auto Deploy no more', async () => {
    await rig.app.hosts.powerOn(['esx-01'])
    await rig.until('disk.imageInstalled')
    await rig.until('host.rebooted', ({ by }) => by === 'auto')
    const installed = await rig.untilHost(
      'esx-01',
      ({ state, source }) => state === 'running' && source === 'installed',
    )
    expect(installed.cautions).toEqual([])
    await rig.app.plugs.pull('autoDeploy')
    await rig.app.hosts.reboot(['esx-01'])
    const again = await rig.until('esxi.up')
    expect(again.fact).toMatchObject({ source: 'installed' })
    // Nobody reconnects it: its heartbeat is enough.
    const back = await rig.untilHost('esx-01', ({ connection }) => connection === 'connected')
    expect(back.bootedFromCache).toBe(false)
    await rig.app.plugs.restore('autoDeploy')
  })

  it('is let in by Auto Deploy at once when its firmware tries the network first', async () => {
    await rig.app.hosts.powerOn(['esx-02'])
    const { at: restarted } = await rig.until(
      'host.rebooted',
      ({ host, by }) => host === 'esx-02' && by === 'auto',
    )
    const { at: connected } = await rig.until(
      'vcenter.hostConnected',
      ({ host, by }) => host === 'esx-02' && by === 'autoDeploy',
    )
    await rig.untilHost('esx-02', isSettled)
    expect(rig.host('esx-02')).toMatchObject({ source: 'network', maintenance: false })
    // vCenter would look for the installed system for half an hour.
    expect((connected - restarted) * 50).toBeLessThan(1_000_000)
  })
})
